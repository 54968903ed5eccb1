from __future__ import annotations

import base64
import io
import zipfile

import pytest

from assay.engine.beneath import unread
from assay.message import parse

MAIL = b"From: a@one.example\r\nSubject: inside\r\n\r\nHello\r\n"


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def with_part(head: bytes, body: bytes) -> bytes:
    top = b"From: a@one.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return top + b"--b\r\n\r\ntext\r\n--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n--b--\r\n"


def attached(data: bytes, name: bytes = b"m.zip", kind: bytes = b"application/octet-stream") -> bytes:
    head = b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
    return with_part(head + b"Content-Disposition: attachment; filename=" + name, base64.encodebytes(data))


def forwarded(times: int, mail: bytes = MAIL) -> bytes:
    for _ in range(times):
        mail = b"From: o@one.example\r\nContent-Type: message/rfc822\r\n\r\n" + mail
    return mail


def encoded(times: int, mail: bytes = MAIL) -> bytes:
    for _ in range(times):
        head = b"From: o@one.example\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        mail = head + base64.encodebytes(mail)
    return mail


def found(raw: bytes) -> list[tuple[str, str]]:
    return [(one.step.name, one.reason) for one in unread(parse(raw))]


@pytest.mark.parametrize(
    "raw", [MAIL, forwarded(40), attached(b"%PDF-1.4"), attached(zipped("1.eml", MAIL)), attached(b"")]
)
def test_what_is_examined_is_not_named(raw: bytes) -> None:
    assert found(raw) == []


@pytest.mark.parametrize(
    ("raw", "limit"),
    [
        (forwarded(101), "parts are nested more than 100 deep"),
        (encoded(7), "encoded messages inside encoded messages more than 5 deep"),
        (with_part(b"X: y", b"--b\r\n\r\n\r\n" * 1100), "more than 1,024 parts"),
        (b"".join(b"X-%d: y\r\n" % n for n in range(2100)) + MAIL, "2,000 fields or 256 KiB"),
        (b"X: " + b"y" * 300_000 + b"\r\n" + MAIL, "2,000 fields or 256 KiB"),
        (b"Content-Type: multipart/mixed; boundary=" + b"b" * 999 + b"\r\n" + MAIL, "boundary of more than 998"),
    ],
)
def test_what_lies_beneath_a_limit_is_named_once(raw: bytes, limit: str) -> None:
    ((name, reason),) = found(raw)
    assert name.startswith("(beyond a limit: ")
    assert limit in reason
    assert "assay show ITEM --raw" in reason
