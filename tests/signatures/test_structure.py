from __future__ import annotations

import base64

import pytest

from assay.message import parse
from assay.signatures.structure import FITS, fit

ALTERNATIVE = (
    b"--b1\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--b1--\r\n"
)
PROSE = b"Dear all,\r\n\r\nPlease find below what was sent to me by a person whom I do not know at all.\r\n\r\n"


def mail(headers: bytes, body: bytes) -> object:
    return parse(headers + b"\r\n\r\n" + body)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Type: multipart/alternative; boundary=b1", ALTERNATIVE),
        (
            b"Content-Type: multipart/alternative; boundary=b1",
            b"This is a multi-part message in MIME format.\r\n" + ALTERNATIVE,
        ),
        (b"Subject: x", b"Just text.\r\n"),
        (b"Content-Type: text/plain; charset=iso-8859-1", b"caf\xe9\r\n"),
        (b"Content-Type: text/plain", PROSE + ALTERNATIVE),
        (b"Content-Type: text/html", b"<p>x</p>\r\n"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable", b"a=3Db=\r\nc\r\n"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", base64.encodebytes(b"hello " * 40)),
        (b"Content-Type: text/plain; charset=iso-2022-jp", b"\x1b$B$3\x1b(B\r\n"),
    ],
)
def test_what_fits(headers: bytes, body: bytes) -> None:
    assert fit(mail(headers, body)) == FITS


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        (b"Content-Type: text/plain", ALTERNATIVE, "multipart"),
        (b"Subject: x", b"\r\n" + ALTERNATIVE, "multipart"),
        (b"Content-Type: multipart/mixed; boundary=b2", ALTERNATIVE, "isn't in the body"),
        (b"Content-Type: multipart/mixed; boundary=b1", PROSE + ALTERNATIVE, "before the boundary"),
        (b"Content-Type: multipart/mixed; boundary=b1", ALTERNATIVE + PROSE, "after the end"),
        (b"Content-Type: text/html", b"only text, no tags\r\n", "no tag"),
        (b"Content-Type: text/plain", b"<!DOCTYPE html><html><p>x</p></html>\r\n", "HTML"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"not base64, really!\r\n", "isn't"),
        (b"Content-Type: text/plain", base64.encodebytes(b"hello " * 100).replace(b"\n", b"\r\n"), "base64"),
        (
            b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable",
            b"a=b c=d\r\n",
            "quoted-printable",
        ),
        (b"Content-Type: text/plain; charset=utf-7", b"1 +AD4- 2 so +ADw-script+AD4-\r\n", "utf-7"),
    ],
)
def test_what_doesnt_fit(headers: bytes, body: bytes, words: str) -> None:
    assert words in fit(mail(headers, body))


def test_an_inner_boundary_made_the_outer_one_shows_less() -> None:
    inner = b"--in\r\nContent-Type: text/plain\r\n\r\nsecret\r\n--in--\r\n"
    body = (
        b"--out\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n"
        + inner
        + b"--out\r\nContent-Type: text/plain\r\n\r\nrest\r\n--out--\r\n"
    )
    assert fit(mail(b"Content-Type: multipart/mixed; boundary=out", body)) == FITS
    assert "outermost boundary" in fit(mail(b"Content-Type: multipart/mixed; boundary=in", body))


def test_a_multipart_cant_be_encoded() -> None:
    headers = b"Content-Transfer-Encoding: base64\r\nContent-Type: multipart/alternative; boundary=b1"
    assert "can't be" in fit(mail(headers, ALTERNATIVE))


def test_text_below_the_signed_one_isnt_taken_for_signed() -> None:
    message = mail(b"Content-Type: multipart/alternative; boundary=b1", ALTERNATIVE + PROSE)
    assert fit(message) != FITS
    assert fit(message, len(message.raw) - len(PROSE)) == FITS
