from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.kinds import kind_of, table_delimiter
from document.document_builders import compound, zipped
from document.makers.office_maker import library


def test_all_formats_by_content_alone() -> None:
    wrong = [(made.kind, kind_of(made.data, "")) for made in library(40) if kind_of(made.data, "").kind != made.kind]
    assert not wrong


@pytest.mark.parametrize(
    ("data", "kind", "media"),
    [
        (b"BM is how a letter begins", "text", "text/plain"),
        (b"\n\n%PDF-1.4\n", "pdf", "application/pdf"),
        (b"\xef\xbb\xbfBEGIN:VCARD\r\nEND:VCARD\r\n", "vcard", "text/vcard"),
        ("BEGIN:VCALENDAR\r\n".encode("utf-16"), "icalendar", "text/calendar"),
        ("<html><p>ä".encode("utf-16"), "html", "text/html"),
        (b'<?xml version="1.0"?><a/>', "text", "application/xml"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio", "audio/mp4"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic", "image/heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video", "video/mp4"),
        (b"\x1aE\xdf\xa3\x93", "video", "video/x-matroska"),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nbody\r\n", "message", "message/rfc822"),
        (zipped({"a.txt": b"a"}), "zip", "application/zip"),
        (compound({"WordDocument": b"x"}), "doc", "application/msword"),
        (compound({"Other": b"x"}), "", "application/x-ole-storage"),
        (b"\x93\x00\xfa\x01\x02\x03", "", "application/octet-stream"),
    ],
)
def test_kinds(data: bytes, kind: str, media: str) -> None:
    assert kind_of(data, "") == (kind, media)


@pytest.mark.parametrize(
    ("main", "media"),
    [
        ("vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-word.document.macroEnabled.12"),
        ("x.wordprocessingml.template.main+xml", "application/x.wordprocessingml.template"),
    ],
)
def test_office_media_types(main: str, media: str) -> None:
    types = f'<Types><Override PartName="/d" ContentType="application/{main}"/></Types>'
    data = zipped({"[Content_Types].xml": types.encode(), "word/document.xml": b"<d/>"})
    assert kind_of(data, "a.zip") == ("docx", media)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("a;b\nc;d\n", "", ";"),
        ("a,b\nc,d\n", "", ""),
        ("a,b\nc,d\n", "a.csv", ","),
        ("a,b\n" * 12, "", ","),
        ('"a;b";c\nd;e\n', "", ";"),
        ("sep=|\na|b\n", "", "|"),
        ("Dear Ann,\nhow are you,\nall the best\n", "", ""),
        ("one\ttwo\nthree\n", "", ""),
        ("", "a.csv", ""),
    ],
)
def test_tables(text: str, name: str, sign: str) -> None:
    assert table_delimiter(text, name) == sign


@given(st.binary(max_size=300), st.text(max_size=20))
def test_it_never_raises(data: bytes, name: str) -> None:
    kind_of(data, name)
