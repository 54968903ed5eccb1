"""Content transfer encodings (RFC 2045 section 6, and uuencode): bytes in, what decodes out, and what was wrong."""

from __future__ import annotations

import binascii
import re

import msgspec

_ALPHABET = bytes(sorted(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_WHITE = b" \t\r\n\x0b\x0c"
_ALL = bytes(range(256))
_NOT_ALPHABET = _ALL.translate(None, _ALPHABET)
_BAD_QP = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*+\r?\n)")
_UU_BEGIN = re.compile(rb"(?:\A|\n)begin [0-7]{3,4} [^\n]*\n")
_DENSE = 0.96
"""How much of an ordinary base64 body are digits: 76 of 78 octets, the last line aside."""


class Decoded(msgspec.Struct, frozen=True):
    """Bytes behind a transfer encoding.

    Attributes:
        data: what decodes.
        defects: codes of what was wrong.
    """

    data: bytes
    defects: tuple[str, ...] = ()


def decode_transfer(data: bytes, encoding: str) -> Decoded:
    """Undo a transfer encoding. Never raises.

    Args:
        data: the body.
        encoding: lower case, as Content-Transfer-Encoding has it; unknown ones leave the bytes and are a defect.
    """
    if encoding == "base64":
        return _base64(data)
    if encoding == "quoted-printable":
        return _quoted_printable(data)
    if encoding in {"", "7bit", "8bit", "binary"}:
        return Decoded(data)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencode(data)
    return Decoded(data, ("unknown-encoding",))


def _base64(data: bytes) -> Decoded:
    pad = data.find(b"=")
    if pad >= 0 and data[pad:].strip(b"=" + _WHITE):
        return _concatenated(data)
    try:
        decoded = binascii.a2b_base64(data)
    except binascii.Error:
        return _truncated(data)
    if len(decoded) * 4 < 3 * _DENSE * len(data) and data.translate(None, _ALPHABET + _WHITE + b"="):
        return Decoded(decoded, ("junk-in-base64",))
    return Decoded(decoded)


def _truncated(data: bytes) -> Decoded:
    digits = data.translate(None, _NOT_ALPHABET)
    defects = ["truncated-base64"]
    if data.translate(None, _ALPHABET + _WHITE + b"="):
        defects.append("junk-in-base64")
    return Decoded(_pad_and_decode(digits), tuple(defects))


def _pad_and_decode(digits: bytes) -> bytes:
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _concatenated(data: bytes) -> Decoded:
    """Several base64 texts in one body, or text behind the padding."""
    pieces = [_pad_and_decode(piece.translate(None, _NOT_ALPHABET)) for piece in data.split(b"=") if piece]
    return Decoded(b"".join(pieces), ("data-after-padding",))


def _quoted_printable(data: bytes) -> Decoded:
    if b"=" not in data:
        return Decoded(data)
    decoded = binascii.a2b_qp(data)
    return Decoded(decoded, ("bad-quoted-printable",) if _BAD_QP.search(data) else ())


def _uuencode(data: bytes) -> Decoded:
    begin = _UU_BEGIN.search(data)
    if begin is None:
        return Decoded(data, ("bad-uuencode",))
    pieces: list[bytes] = []
    for line in data[begin.end() :].split(b"\n"):
        text = line.rstrip(b"\r")
        if text == b"end":
            return Decoded(b"".join(pieces))
        if text:
            pieces.append(_uu_line(text))
    return Decoded(b"".join(pieces), ("truncated-uuencode",))


def _uu_line(line: bytes) -> bytes:
    """One line; encoders that count wrongly are common, so its length rules before what follows it."""
    length = (line[0] - 32) & 63
    groups = (length * 4 + 2) // 3
    try:
        return binascii.a2b_uu(line[: 1 + groups])
    except binascii.Error:
        return b""
