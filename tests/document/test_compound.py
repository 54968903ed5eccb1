from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document.compound import Compound
from document.document_builders import compound

FILE = compound({"\x05One": b"1" * 100, "Two": b"2" * 700})


def test_streams_by_name() -> None:
    file = Compound(FILE)
    assert file.stream("\x05One") == b"1" * 100
    assert file.stream("Two") == b"2" * 700
    assert file.stream("Two", 9) == b"2" * 9
    assert file.stream("Three") == b""


def test_a_large_stream_in_its_own_sectors() -> None:
    data = bytearray(compound({"Big": b"x" * 600}))
    data[56:60] = (100).to_bytes(4, "little")
    at = data.index("Big".encode("utf-16-le"))
    data[at + 116 : at + 120] = (3).to_bytes(4, "little")
    assert Compound(bytes(data)).stream("Big") == b"x" * 600


def test_a_chain_in_a_circle_ends() -> None:
    data = bytearray(FILE)
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    data[512 + 12 : 512 + 16] = (3).to_bytes(4, "little")
    start = time.perf_counter()
    assert Compound(bytes(data)).stream("Three") == b""
    Compound(bytes(data)).stream("Two")
    assert time.perf_counter() - start < 1


@given(st.binary(max_size=600), st.integers(0, len(FILE)), st.binary(max_size=12))
def test_nothing_raises(junk: bytes, at: int, patch: bytes) -> None:
    Compound(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + junk).stream("Two")
    Compound(FILE[:at] + patch + FILE[at + len(patch) :]).stream("Two")
