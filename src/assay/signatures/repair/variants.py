"""How one header field may have been written before software that carries mail rewrote it."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from assay.message.decode import header_text

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER_WORDS = {
    "header-case": "the case of its name was changed",
    "header-folding": "it was folded or unfolded",
    "header-spacing": "white space was added or removed",
    "encoded-words": "its encoded words were rewritten",
    "subject-tag": "a list or a filter put a tag into it",
    "address-quoting": "the quoting of its names was changed",
    "date-form": "the date was rewritten in another form",
    "parameter-form": "its parameters were rewritten in another form",
}
"""Code of the change and its words, to follow the field's name."""

_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_FOLD_SPACE = re.compile(rb"\r?\n[ \t]+")
_BETWEEN_WORDS = re.compile(rb"\?=[ \t]+=\?")
_RUN = re.compile(rb"[ \t]+")
_TAG = re.compile(
    rb"\A([ \t]*)((?:re|fwd?|aw|tr|r\xc3\xa9f)[ \t]*:[ \t]*)?"
    rb"(?:\[[^\]\r\n]{1,80}\]|\*{2,5}[^*\r\n]{1,40}\*{2,5}|\{[^}\r\n]{1,40}\}|spam:|externe?:)[ \t]*(?:\r?\n[ \t]+)?",
    re.IGNORECASE,
)
_PREFIX = re.compile(rb"\A[ \t]*(?:re|fwd?|aw|tr)[ \t]*:[ \t]*", re.IGNORECASE)
_NAME = re.compile(rb'"([A-Za-z0-9 ]+)"(?=[ \t]*<)')
_BARE_NAME = re.compile(rb"(\A|,)([ \t]*+)([^\"<>,\r\n]++)<")
_ANGLE = re.compile(rb"\A[ \t]*<([^<>\s]+)>[ \t]*\Z")
_COMMENT = re.compile(rb"(?<![ \t])[ \t]*+\([A-Z]{2,5}\)[ \t]*\Z")
_PARAMETER = re.compile(rb'(?<![a-z])([a-z]++)="([A-Za-z0-9._=+-]+)"')
_BARE_PARAMETER = re.compile(rb"(?<![a-z])([a-z]++)=([A-Za-z0-9._+-]+)")
_SPELLINGS = {
    "message-id": (b"Message-ID", b"Message-Id", b"message-id"),
    "mime-version": (b"MIME-Version", b"Mime-Version", b"mime-version"),
    "content-type": (b"Content-Type", b"Content-type", b"content-type"),
}
_WITH_ADDRESSES = frozenset({"from", "to", "cc", "sender", "reply-to"})
_WITH_WORDS = frozenset({"subject", *_WITH_ADDRESSES})
MAX_FIELD = 64 * 1024
"""Fields above this many bytes have no variants."""


def variants(field: bytes, key: str) -> Iterator[tuple[str, bytes]]:
    """Ways in which the field may have been written when it was signed.

    Args:
        field: the raw field with name, colon and line end.
        key: its lower-case name.

    Yields:
        The code of the change and the raw field.
    """
    name, _, rest = field.partition(b":")
    if len(field) > MAX_FIELD:
        return
    value = rest.rstrip(b"\r\n")
    for spelling in (*_SPELLINGS.get(key, ()), key.title().encode("latin-1"), key.encode("latin-1")):
        if spelling != name:
            yield "header-case", spelling + b":" + rest
    for code, changed in _values(value, key):
        if changed != value:
            yield code, name + b":" + changed + b"\r\n"
    if key == "subject":
        for text in _untagged(value):
            yield "subject-tag", name + b":" + text + b"\r\n"
            yield "subject-tag", name + b":" + _BETWEEN_WORDS.sub(b"?=\r\n =?", text) + b"\r\n"


def _values(value: bytes, key: str) -> Iterator[tuple[str, bytes]]:
    unfolded = _FOLD.sub(b"", value)
    yield "header-folding", unfolded
    yield "header-folding", _FOLD_SPACE.sub(b" ", value)
    yield "header-folding", _FOLD_SPACE.sub(b"\r\n\t", value)
    yield "header-folding", _FOLD_SPACE.sub(b"\r\n ", value)
    yield "header-folding", _FOLD_SPACE.sub(b"", value)
    yield "header-spacing", b" " + value.strip()
    yield "header-spacing", value.strip()
    yield "header-spacing", _RUN.sub(b" ", unfolded)
    yield "header-spacing", unfolded.replace(b", ", b",")
    yield "header-spacing", b" " + b", ".join(part.strip() for part in unfolded.split(b","))
    yield "header-spacing", b" " + b",\r\n ".join(part.strip() for part in unfolded.split(b","))
    if key in _WITH_WORDS:
        yield from (("encoded-words", text) for text in _words(unfolded))
    if key in _WITH_ADDRESSES:
        yield "address-quoting", _NAME.sub(rb"\1", unfolded)
        yield "address-quoting", _BARE_NAME.sub(_quoted, unfolded)
        yield "address-quoting", _ANGLE.sub(rb" \1", unfolded)
    if key == "date":
        yield "date-form", _COMMENT.sub(b"", unfolded)
        yield "date-form", unfolded.replace(b"GMT", b"+0000")
        yield "date-form", unfolded.replace(b"+0000", b"GMT")
        yield "date-form", re.sub(rb", 0(\d )", rb", \1", unfolded)
        yield "date-form", re.sub(rb", (\d )", rb", 0\1", unfolded)
    if key.startswith("content-"):
        yield "parameter-form", _PARAMETER.sub(rb"\1=\2", unfolded)
        yield "parameter-form", _BARE_PARAMETER.sub(rb'\1="\2"', unfolded)
        yield "parameter-form", unfolded.lower()
        yield "parameter-form", re.sub(rb"(?i)(charset=\"?)([a-z0-9-]+)", lambda m: m[1] + m[2].upper(), unfolded)


def _quoted(name: re.Match[bytes]) -> bytes:
    bare = name[3].rstrip(b" \t")
    return name[1] + name[2] + b'"' + bare + b'"' + name[3][len(bare) :] + b"<"


def _words(value: bytes) -> Iterator[bytes]:
    """The value as raw UTF-8 and as one encoded word in the usual charsets (RFC 2047)."""
    text = header_text(value).strip()
    if text.isascii() and b"=?" not in value:
        return
    yield b" " + text.encode("utf-8", "surrogateescape")
    for charset in ("UTF-8", "utf-8", "iso-8859-1", "ISO-8859-1"):
        try:
            data = text.encode(charset)
        except UnicodeEncodeError:
            continue
        yield b" =?%s?B?%s?=" % (charset.encode(), base64.b64encode(data))
        yield b" =?%s?Q?%s?=" % (charset.encode(), _q_encode(data))


def _q_encode(data: bytes) -> bytes:
    plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/.,:'()"
    return b"".join(
        b"_" if octet == 0x20 else bytes((octet,)) if octet in plain else b"=%02X" % octet  # noqa: PLR2004 - a space
        for octet in data
    )


def _untagged(value: bytes) -> Iterator[bytes]:
    """The subject without the tag that a list or a filter put in, and without a Re: doubled around it."""
    seen = value
    for _ in range(3):
        match = _TAG.match(seen)
        if match is None:
            return
        prefix = match[2] or b""
        rest = seen[match.end() :]
        yield b" " + prefix + rest
        yield b" " + rest
        yield (match[1] or b"") + prefix + rest
        inner = _PREFIX.match(rest)
        if inner and prefix:
            yield b" " + rest[inner.end() :]
            yield b" " + prefix + rest[inner.end() :]
        seen = b" " + prefix + rest
