from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.spool import Window
from assay.intake.tar_stream import Entry, Stream, pax_records, text_of
from assay.model.errors import LimitReached, Unreadable


def stream(data: bytes, most: int = 1 << 20) -> Stream:
    return Stream(Window(io.BytesIO(data), 0, len(data)), most)


def test_an_entry_is_never_read_past_its_end() -> None:
    source = stream(b"a" * 512 + b"b" * 512)
    entry = Entry(source, 100)
    assert entry.read(1000) == b"a" * 100
    assert entry.read(1000) == b""
    entry.skip()
    assert source.read(3) == b"bbb"


def test_skipping_past_the_end_is_named() -> None:
    with pytest.raises(Unreadable):
        Entry(stream(b"a" * 512), 10_000).skip()


def test_more_than_allowed() -> None:
    with pytest.raises(LimitReached):
        stream(b"a" * 2000, most=1000).read(2000)


def test_records() -> None:
    records = pax_records(b"12 path=a/b\n" + b"19 GNU.sparse.x=yz\n" + bytes(3))
    assert records == {"path": "a/b", "GNU.sparse.x": "yz"}


@given(st.binary(max_size=60))
def test_any_bytes_are_records_or_damage(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        pax_records(data)


def test_names_that_are_not_utf_8() -> None:
    assert text_of(b"\xe9t\xe9\0\0") == "\\xe9t\\xe9"
