from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.web.form import Form, FormProblem, form

MEDIA = "multipart/form-data; boundary=limit"


def body(*parts: tuple[str, bytes]) -> bytes:
    pieces = [
        b"--limit\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), data) for head, data in parts
    ]
    return b"".join(pieces) + b"--limit--\r\n"


def test_files_are_taken_and_other_fields_passed_over() -> None:
    sent = body(('name="file"; filename="a.txt"', b"one\r\ntwo"), ("name=ocr", b"no"), ('name="file"', b"three"))
    assert form(MEDIA, sent, 5) == [Form("a.txt", b"one\r\ntwo"), Form("file", b"three")]


@given(st.binary(max_size=200))
def test_any_bytes_come_out_as_they_went_in(data: bytes) -> None:
    assert form(MEDIA, body(("name=file; filename=x", data)), 1) == [Form("x", data)]


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_body_is_a_form_or_a_problem(data: bytes, media: str) -> None:
    for about in (MEDIA, f"multipart/form-data; boundary={media}", media):
        with contextlib.suppress(FormProblem):
            assert len(form(about, data, 3)) <= 3


@pytest.mark.parametrize(
    ("media", "sent", "most", "said"),
    [
        ("text/plain", b"", 1, "isn't a form"),
        ("multipart/form-data", b"", 1, "isn't a form"),
        (MEDIA, body(("name=file", b"x"))[:-6], 1, "cut off"),
        (MEDIA, body(("name=file", b"x"), ("name=file", b"y")), 1, "more than 1"),
    ],
)
def test_what_is_wrong_is_said(media: str, sent: bytes, most: int, said: str) -> None:
    with pytest.raises(FormProblem, match=said):
        form(media, sent, most)
