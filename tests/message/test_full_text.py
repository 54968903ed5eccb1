from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.full_text import LONGEST, full_text

MAIL = (
    b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n"
    b"--i\r\nContent-Type: text/plain\r\n\r\nPay 10\r\n--i\r\nContent-Type: text/html\r\n\r\n<p>Pay <b>99</b></p>\r\n"
    b"--i--\r\n--o\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"AAAA\r\n--o--\r\n"
)


def test_every_alternative_and_every_file_is_in_it() -> None:
    text = full_text(parse(MAIL))
    assert text.split()[:4] == ["Pay", "10", "Pay", "99"]
    assert "a.pdf" in text
    assert full_text(parse(MAIL.replace(b"AAAA", b"AAAB"))) != text
    assert full_text(parse(MAIL.replace(b"99", b"98"))) != text


@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    assert len(full_text(parse(raw))) <= LONGEST + 100


def test_it_is_bounded() -> None:
    assert len(full_text(parse(b"Subject: x\r\n\r\n" + b"word " * 1_000_000))) <= LONGEST
