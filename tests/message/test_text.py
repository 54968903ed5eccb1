from __future__ import annotations

import base64

import pytest
from hypothesis import given
from tests.message.strategies import ANY

from assay.message import parse
from assay.message.text import LONGEST, attachments, readable, shown_parts


def multipart(subtype: bytes, *parts: bytes) -> bytes:
    head = b"From: a@example.org\nContent-Type: multipart/" + subtype + b"; boundary=b\n\n"
    return head + b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"


PLAIN = b"Content-Type: text/plain; charset=utf-8\n\nthe plain caf\xc3\xa9"
HTML = b"Content-Type: text/html\n\n<p>the <b>page</b></p>"
FILE = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nthe file"
IMAGE = b"Content-Type: image/png; name=a.png\n\nx"
FORWARDED = b"Content-Type: message/rfc822\n\nSubject: inner\n\nthe forwarded text"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"From: a@example.org\n\nbody", "body"),
        (b"From: a@example.org\r\n\r\none\r\ntwo\r\n", "one\ntwo\n"),
        (multipart(b"alternative", PLAIN, HTML), "the plain café"),
        (multipart(b"alternative", b"Content-Type: text/plain\n\n \n", HTML), "the page"),
        (multipart(b"alternative", HTML), "the page"),
        (multipart(b"mixed", PLAIN, HTML, FILE, IMAGE), "the plain café\nthe page"),
        (multipart(b"mixed", PLAIN, FORWARDED), "the plain café\nthe forwarded text"),
        (b"From: a@example.org\nContent-Type: multipart/mixed\n\nthe raw body", "the raw body"),
        (b"From: a@example.org\nContent-Type: application/pdf\n\n%PDF", ""),
    ],
)
def test_readable(raw: bytes, text: str) -> None:
    assert readable(parse(raw)) == text


def test_an_encoded_forwarded_message_is_read() -> None:
    inner = base64.encodebytes(b"Subject: inner\n\nthe forwarded text")
    raw = multipart(b"mixed", b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner)
    assert readable(parse(raw)) == "the forwarded text"


def test_attachments() -> None:
    found = attachments(parse(multipart(b"mixed", PLAIN, FILE, IMAGE)))
    assert [part.filename for part in found] == ["a.txt", "a.png"]


def test_a_forwarded_message_that_says_so_is_a_file_and_is_read() -> None:
    forwarded = FORWARDED.replace(b"\n\nSubject", b"\nContent-Disposition: attachment; filename=a.eml\n\nSubject")
    msg = parse(multipart(b"mixed", PLAIN, forwarded))
    assert [part.filename for part in attachments(msg)] == ["a.eml"]
    assert readable(msg).endswith("the forwarded text")


def test_an_inline_file_of_text_is_a_file_and_is_read() -> None:
    msg = parse(multipart(b"mixed", b"Content-Disposition: inline; filename=a.patch\n\nthe patch"))
    assert [part.filename for part in attachments(msg)] == ["a.patch"]
    assert readable(msg) == "the patch"


def test_alternatives_within_related() -> None:
    msg = parse(multipart(b"alternative", PLAIN, b"Content-Type: image/png\n\nx"))
    assert [part.number for part in shown_parts(msg.root)] == ["1"]


def test_bounded() -> None:
    msg = parse(multipart(b"mixed", *[b"\n" + b"x" * 700_000] * 4))
    assert len(readable(msg)) <= LONGEST + 10


@given(ANY)
def test_any_bytes(raw: bytes) -> None:
    msg = parse(raw)
    readable(msg)
    attachments(msg)
