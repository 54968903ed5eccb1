from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.media import parse_content_type, parse_disposition


@pytest.mark.parametrize(
    ("value", "media", "params"),
    [
        (b" text/plain", "text/plain", {}),
        (b" TEXT/HTML; Charset=UTF-8", "text/html", {"charset": "UTF-8"}),
        (b' multipart/mixed;\r\n\tboundary="a b=_c"', "multipart/mixed", {"boundary": "a b=_c"}),
        (b" text/plain; charset=us-ascii (Plain text)", "text/plain", {"charset": "us-ascii"}),
        (b" (a) text/plain (b); (c) charset=x", "text/plain", {"charset": "x"}),
        (b' a/b; name="a\\"b;c"; x=y', "a/b", {"name": 'a"b;c', "x": "y"}),
        (b' a/b; name="unclosed', "a/b", {"name": "unclosed"}),
        (b" a/b; junk; x=y;;", "a/b", {"x": "y"}),
        (b" a/b; name=my file.pdf", "a/b", {"name": "my file.pdf"}),
        (b" a/b; name*0=one; name*1=two", "a/b", {"name": "onetwo"}),
        (b" a/b; name*1=two; name*0=one", "a/b", {"name": "onetwo"}),
        (b" a/b; name*=utf-8'fr'%C3%A9t%C3%A9", "a/b", {"name": "été"}),
        (b" a/b; name*0*=iso-8859-1''%E9; name*1=%41; name*2*=%41", "a/b", {"name": "é%41A"}),
        (b' a/b; name="=?utf-8?q?=C3=A9t=C3=A9?="', "a/b", {"name": "été"}),
        (b' a/b; name="\xc3\xa9"', "a/b", {"name": "é"}),
    ],
)
def test_content_type(value: bytes, media: str, params: dict[str, str]) -> None:
    found = parse_content_type(value)
    assert found.media == media
    assert dict(found.params) == params


@pytest.mark.parametrize("value", [b"", b" ", b";", b"text", b"/", b"\0", b"plain; charset=x"])
def test_what_is_no_type_is_plain_text_with_a_defect(value: bytes) -> None:
    found = parse_content_type(value)
    assert found.media == "text/plain"
    assert "bad-content-type" in found.defects


def test_the_first_of_equal_parameters_is_obeyed() -> None:
    found = parse_content_type(b"multipart/mixed; boundary=a; boundary=b")
    assert found.boundary == b"a"
    assert found.defects == ("duplicate-parameter",)


def test_parameters_are_bounded() -> None:
    found = parse_content_type(b"a/b" + b"".join(b"; p%d=x" % number for number in range(1_000)))
    assert len(found.params) == 256
    assert "parameter-limit" in found.defects


@pytest.mark.parametrize(
    ("value", "kind", "filename"),
    [
        (b" attachment; filename=a.pdf", "attachment", "a.pdf"),
        (b" ATTACHMENT (x); FileName*=utf-8''%e2%80%ae.exe", "attachment", "\\u202e.exe"),
        (b" inline", "inline", None),
        (b" filename=a.pdf", "", "a.pdf"),
        (b' attachment; filename="../a/b"', "attachment", "../a/b"),
    ],
)
def test_disposition(value: bytes, kind: str, filename: str | None) -> None:
    found = parse_disposition(value)
    assert (found.kind, found.filename) == (kind, filename)


def test_absent_disposition() -> None:
    assert parse_disposition(None).kind == ""


@given(st.one_of(st.binary(max_size=200), st.from_regex(rb"[a;=\"'*%0-9()\\ \n/-]{0,80}", fullmatch=True)))
def test_any_bytes(value: bytes) -> None:
    parse_content_type(value)
    parse_disposition(value)
    parse_content_type(b"multipart/mixed;" + value)
