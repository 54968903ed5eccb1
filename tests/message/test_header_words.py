from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message.header_words import header_words, subjects

RAW = (
    b"Subject: =?utf-8?q?Pay=C3=A9?=\r\nReceived: from a.example\r\n\tby b.example\r\nDKIM-Signature: v=1; b=AAAA\r\n"
    b"subject: second\r\n\r\nSubject: in the body\r\n"
)


def test_every_instance_is_there_and_numbers_are_not() -> None:
    words = header_words(RAW)
    assert subjects(words) == ("Payé", "second")
    assert "by b.example" in words
    assert "AAAA" not in words
    assert "in the body" not in words


@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    subjects(header_words(raw))


def test_no_line_takes_long() -> None:
    header_words(b"A: " + b"\r\n " * 40_000)
    header_words(b"=?" * 40_000)
