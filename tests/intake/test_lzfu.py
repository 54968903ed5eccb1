from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.lzfu import COMPRESSED, UNCOMPRESSED, rtf_of
from assay.model.errors import IntakeError, LimitReached, Unreadable

EXAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The example of [MS-OXRTFCP] section 3.1.1."""
WRAP = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
"""The example of section 3.1.2: a reference that reads what it writes."""


def test_the_examples_of_the_specification() -> None:
    assert rtf_of(EXAMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert rtf_of(WRAP) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_only_the_beginning() -> None:
    assert rtf_of(EXAMPLE, 14) == b"{\\rtf1\\ansi\\an"
    assert rtf_of(EXAMPLE, 1000) == rtf_of(EXAMPLE)


def test_uncompressed() -> None:
    body = b"{\\rtf1 x}"
    assert rtf_of(struct.pack("<4I", len(body) + 12, len(body), UNCOMPRESSED, 0) + body) == body


def test_what_makes_no_sense() -> None:
    with pytest.raises(Unreadable):
        rtf_of(b"")
    with pytest.raises(Unreadable):
        rtf_of(struct.pack("<4I", 9, 9, 1, 0))
    with pytest.raises(LimitReached):
        rtf_of(struct.pack("<4I", 9, 1 << 31, COMPRESSED, 0))


@given(st.binary(max_size=400), st.integers(0, 5000))
def test_any_bytes(data: bytes, size: int) -> None:
    packed = struct.pack("<4I", len(data) + 12, size, COMPRESSED, zlib.crc32(data)) + data
    try:
        assert len(rtf_of(packed)) <= size
    except IntakeError:
        pytest.fail("a well-formed header never raises")
