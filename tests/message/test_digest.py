from __future__ import annotations

import base64
import quopri

from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.digest import body_digest, canonical_text

HEAD = b"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n"
TEXT = "From here on:\n\n>From café \nend  \n\n\n".encode()


def digest(raw: bytes) -> str:
    return body_digest(parse(raw))


def test_one_mail_fetched_in_many_ways() -> None:
    plain = digest(HEAD + b"\n" + TEXT)
    same = [
        (HEAD + b"\n" + TEXT).replace(b"\n", b"\r\n"),
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(TEXT.replace(b"\n", b"\r\n")),
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(TEXT),
        HEAD + b"\n" + TEXT.rstrip().replace(b" \n", b"\n"),
        HEAD + b"\n" + TEXT.replace(b">From", b"From"),
        HEAD + b"X-Added: on the way\n\n" + TEXT,
    ]
    assert {digest(raw) for raw in same} == {plain}


def test_another_text_type_or_attachment_is_another_digest() -> None:
    raws = [
        HEAD + b"\n" + TEXT,
        HEAD + b"\n" + TEXT + b".",
        HEAD.replace(b"plain", b"html") + b"\n" + TEXT,
        b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b\n\nb\n--b--",
        b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nb\n--b\n\na\n--b--",
        b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nab\n--b\n\n\n--b--",
    ]
    assert len({digest(raw) for raw in raws}) == len(raws)


def test_encoded_files_are_taken_byte_by_byte() -> None:
    head = b"From: a@example.org\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
    assert digest(head + base64.encodebytes(b"a\r\nb")) != digest(head + base64.encodebytes(b"a\nb"))


@given(st.binary(max_size=200))
def test_canonical_text_stays_as_it_is_when_taken_again(data: bytes) -> None:
    once = canonical_text(data.replace(b">", b""))
    assert canonical_text(once) == once
    assert canonical_text(once.replace(b"\n", b" \r\n")) == once
