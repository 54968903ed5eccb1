"""Changes to a mail's outermost part, as gateways and lists make them: its text, its encoding, a wrapping around it."""

from __future__ import annotations

import base64
import quopri
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(rb"[^\r\n]+(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_CONTENT = re.compile(rb"(?i)content-")


def split(raw: bytes) -> tuple[list[bytes], bytes, bytes]:
    """The header's fields with their line ends, the body, and the line end."""
    found = re.search(rb"\r?\n\r?\n", raw)
    head, body = (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")
    end = b"\r\n" if b"\r\n" in head else b"\n"
    return _FIELD.findall(head + end), body, end


def join(fields: list[bytes], body: bytes, end: bytes) -> bytes:
    """The mail again."""
    return b"".join(fields) + end + body


def name(field: bytes) -> str:
    """A field's name, lower case."""
    return field.partition(b":")[0].strip().lower().decode("latin-1")


def value(fields: list[bytes], wanted: str) -> bytes:
    """The value of the first field of that name, unfolded; empty where there is none."""
    found = next((field.partition(b":")[2] for field in fields if name(field) == wanted), b"")
    return re.sub(rb"\r?\n[ \t]+", b" ", found).strip()


def content(fields: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The fields of the mail, and those that describe its outermost part."""
    own = [field for field in fields if _CONTENT.match(field)]
    return [field for field in fields if not _CONTENT.match(field)], own


def with_field(fields: list[bytes], wanted: str, new: bytes) -> list[bytes]:
    """The fields with another value in those of that name."""
    end = b"\r\n" if fields and fields[0].endswith(b"\r\n") else b"\n"
    return [field.partition(b":")[0] + b": " + new + end if name(field) == wanted else field for field in fields]


def decoded(body: bytes, transfer: str) -> bytes:
    """A body's octets."""
    if transfer == "base64":
        return base64.b64decode(body)
    return quopri.decodestring(body) if transfer == "quoted-printable" else body


def encoded(data: bytes, transfer: str, end: bytes) -> bytes:
    """Octets as a body of that transfer encoding."""
    if transfer == "base64":
        return base64.encodebytes(data).replace(b"\n", end)
    if transfer == "quoted-printable":
        return quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", end)
    return data


def wrapped(fields: list[bytes], parts: Iterator[tuple[list[bytes], bytes]], boundary: str, end: bytes) -> bytes:
    """A multipart/mixed of the parts, each its fields and its body, under the fields."""
    kind = f'Content-Type: multipart/mixed; boundary="{boundary}"'.encode() + end
    opening = b"--" + boundary.encode() + end
    body = b"".join(opening + b"".join(own) + end + data + (b"" if data.endswith(end) else end) for own, data in parts)
    return join([*fields, kind], body + b"--" + boundary.encode() + b"--" + end, end)
