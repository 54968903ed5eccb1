"""Header values to text: unfolding, encoded words (RFC 2047), raw 8-bit, escapes for what deceives."""

from __future__ import annotations

import binascii
import re

import msgspec

from assay.message.charsets import decode_named, guess
from assay.message.display import escape

LONGEST = 64 * 1024
"""Bytes of a header value that are decoded; the rest stays raw and is a defect."""
_MOST_WORDS = 2_000
_FOLD = re.compile(rb"\r?\n[ \t]*+|\r(?!\n)[ \t]*+")
_WORD = re.compile(rb"=\?([!->@-~]{1,64})\?([bBqQ])\?([^?\r\n]{0,4096}+(?:\?(?!=)[^?\r\n]{0,4096}+){0,16})\?=")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


class HeaderText(msgspec.Struct, frozen=True):
    """A decoded header value.

    Attributes:
        text: untrusted, with control characters shown as escapes.
        defects: codes.
    """

    text: str
    defects: tuple[str, ...] = ()


def raw_text(value: bytes) -> str:
    """Text without encoded words: ASCII, else UTF-8, else windows-1252; control characters escaped."""
    return escape(guess(value)[0])


def decode_words(raw_value: bytes) -> HeaderText:
    """Decode the value of a header field for people.

    Unfolds, decodes encoded words (white space between two of them is dropped, RFC 2047 section 6.2; neighbours of the
    same charset and encoding are joined before their octets become text, because writers split characters), reads raw
    8-bit as UTF-8, else windows-1252, and escapes NUL, line ends and direction overrides that came out of them.

    Args:
        raw_value: the bytes after the colon; only the first 64 KiB are decoded.
    """
    defects: list[str] = []
    value = raw_value
    if len(value) > LONGEST:
        value = value[:LONGEST]
        defects.append("header-too-long")
    if b"\n" in value or b"\r" in value:
        value = _FOLD.sub(b" ", value)
    value = value.strip(b" \t\r\n")
    if b"=?" not in value:
        if value.isascii():
            text = value.decode("ascii")
        else:
            text = guess(value)[0]
            defects.append("raw-8bit")
    else:
        text = _with_words(value, defects)
    shown = escape(text)
    if shown != text:
        defects.append("control-characters")
    return HeaderText(shown, tuple(dict.fromkeys(defects)))


def _with_words(value: bytes, defects: list[str]) -> str:
    texts: list[str] = []
    octets: list[bytes] = []
    charset = ""
    position = 0
    for number, match in enumerate(_WORD.finditer(value)):
        if number >= _MOST_WORDS:
            defects.append("encoded-word-limit")
            break
        between = value[position : match.start()]
        name = match[1].partition(b"*")[0].decode("ascii").lower()
        if octets and (name != charset or between.strip(b" \t")):
            texts.append(_text(b"".join(octets), charset, defects))
            octets.clear()
        if position == 0 or between.strip(b" \t"):
            texts.append(_plain(between, defects))
        octets.append(_octets(match[2], match[3], defects))
        charset = name
        position = match.end()
    if octets:
        texts.append(_text(b"".join(octets), charset, defects))
    texts.append(_plain(value[position:], defects))
    return "".join(texts)


def _plain(value: bytes, defects: list[str]) -> str:
    if value.isascii():
        return value.decode("ascii")
    defects.append("raw-8bit")
    return guess(value)[0]


def _text(data: bytes, charset: str, defects: list[str]) -> str:
    decoded = decode_named(data, charset)
    defects.extend(decoded.defects)
    return decoded.text


def _octets(encoding: bytes, payload: bytes, defects: list[str]) -> bytes:
    if encoding in b"qQ":
        return _HEX.sub(lambda match: bytes((int(match[1], 16),)), payload.replace(b"_", b" "))
    clean = _NOT_BASE64.sub(b"", payload)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
        defects.append("truncated-base64")
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
