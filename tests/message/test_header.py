from __future__ import annotations

from assay.message.fields import read_block
from assay.message.header import names_of
from assay.message.limits import DEFAULT
from assay.model.place import Span

RAW = b"Subject: a\r\n b\r\ncontent-TYPE: text/html\r\nX:\r\nContent-Type:\r\n\tx/y\r\n\r\nbody"


def test_offsets() -> None:
    headers = read_block(RAW, 0, DEFAULT, None).headers
    assert [header.name for header in headers] == ["Subject", "content-TYPE", "X", "Content-Type"]
    assert [RAW[header.colon : header.stop] for header in headers] == [b" a\r\n b", b" text/html", b"", b"\r\n\tx/y"]
    assert headers[0].span == Span(0, 16)
    assert headers[0].value == Span(8, 14)
    assert b"".join(RAW[header.start : header.end] for header in headers) + b"\r\nbody" == RAW


def test_content_types_are_found_the_same_way_before_and_after_splitting() -> None:
    block = read_block(RAW, 0, DEFAULT, None)
    before = block.mime()
    assert [RAW[field.colon : field.stop] for field in before[0]] == [b" text/html", b"\r\n\tx/y"]
    assert block.headers
    assert block.mime() == before


def test_names_are_remembered_only_when_short() -> None:
    assert names_of(b"X-Short") == ("X-Short", "x-short")
    long = b"X" * 1_000
    assert names_of(long) == (long.decode(), long.decode().lower())
    assert names_of(long)[0] is not names_of(long)[0]
