"""Tag lists: `tag=value` pairs between semicolons (RFC 6376 section 3.2)."""

from __future__ import annotations

import base64
import binascii
import re

_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9_]*\Z")
_FWS = b" \t\r\n"
_ALLOWED = bytes({*range(0x21, 0x3B), *range(0x3C, 0x7F), *range(0x80, 0x100), *_FWS})
_QUOTED = re.compile(rb"=([0-9A-F]{2})")
MAX_VALUE = 64 * 1024


class TagError(ValueError):
    """The tag list, or one of its values, breaks the syntax."""


def parse_tags(value: bytes) -> dict[str, bytes]:
    """Reads a tag list.

    Args:
        value: the header's raw value, folded as it is.

    Returns:
        The values by tag name in the order written, white space around them removed and inside them kept.

    Raises:
        TagError: a tag without a name or `=`, a character that no tag may have, or a name twice
            (RFC 6376 section 3.2: such a list is invalid as a whole).
    """
    if len(value) > MAX_VALUE:
        raise TagError(f"tag list of {len(value)} bytes")
    tags: dict[str, bytes] = {}
    pieces = value.split(b";")
    if not pieces[-1].strip():
        pieces.pop()
    for piece in pieces:
        name, equals, text = piece.partition(b"=")
        name = name.strip(b" \t\r\n")
        if not equals or not _NAME.match(name):
            raise TagError(f"not a tag: {piece.strip()[:40]!r}")
        key = name.decode("ascii")
        if key in tags:
            raise TagError(f"tag {key}= stands twice")
        text = text.strip(b" \t\r\n")
        if text.translate(None, _ALLOWED):
            raise TagError(f"tag {key}= holds a character that isn't allowed")
        tags[key] = text
    return tags


def without_white_space(value: bytes) -> bytes:
    """The value with all folding white space removed, as for b=, bh= and h=."""
    return value.translate(None, _FWS)


def base64_value(tags: dict[str, bytes], name: str) -> bytes:
    """Decodes a base64 tag, white space ignored (RFC 6376 section 2.10).

    Raises:
        TagError: absent, empty or not base64.
    """
    text = without_white_space(tags.get(name, b""))
    if not text:
        raise TagError(f"no {name}= tag")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise TagError(f"{name}= isn't base64") from None


def number_value(tags: dict[str, bytes], name: str, digits: int = 12) -> int | None:
    """Reads an unsigned decimal tag (t= and x= have at most 12 digits, l= 76: RFC 6376 section 3.5).

    Raises:
        TagError: not a number, or too long.
    """
    if name not in tags:
        return None
    text = without_white_space(tags[name])
    if not text.isdigit() or len(text) > digits:
        raise TagError(f"{name}= isn't a number of at most {digits} digits")
    return int(text)


def names_value(tags: dict[str, bytes], name: str, *, empty: bool = False) -> tuple[str, ...]:
    """Reads a colon-separated list of field names, in lower case; with `empty`, empty names are passed over.

    Raises:
        TagError: absent, or an empty name in it.
    """
    if name not in tags:
        raise TagError(f"no {name}= tag")
    names = tuple(part.strip(b" \t\r\n").decode("latin-1").lower() for part in tags[name].split(b":"))
    if empty:
        return tuple(filter(None, names))
    if not all(names):
        raise TagError(f"{name}= holds an empty name")
    return names


def dequote(value: bytes) -> bytes:
    """Undoes DKIM's quoted-printable (RFC 6376 section 2.11)."""
    return _QUOTED.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), without_white_space(value))


def blank_signature(field: bytes) -> bytes:
    """The signature's field with the value of b= deleted, everything else as it was (RFC 6376 section 3.7)."""
    name, colon, value = field.partition(b":")
    pieces = value.split(b";")
    for number, piece in enumerate(pieces):
        tag, equals, text = piece.partition(b"=")
        if equals and tag.strip(b" \t\r\n") == b"b":
            pieces[number] = tag + equals
            if number == len(pieces) - 1 and text.endswith(b"\n"):
                pieces[number] += b"\r\n"
            break
    return name + colon + b";".join(pieces)


_INSTANCE = re.compile(rb"\A[ \t\r\n]*i[ \t\r\n]*=[ \t\r\n]*(\d{1,2})[ \t\r\n]*(?:;|\Z)")
_ANY_INSTANCE = re.compile(rb";[ \t\r\n]*i[ \t\r\n]*=[ \t\r\n]*(\d{1,2})[ \t\r\n]*(?:;|\Z)")


def instance_number(value: bytes) -> int | None:
    """The i= of an ARC field, wherever it stands; None where there is none (RFC 8617 section 4.1)."""
    match = _INSTANCE.match(value) or _ANY_INSTANCE.search(value)
    return int(match[1]) if match else None


def arc_instance_first(value: bytes) -> int | None:
    """The i= of an ARC-Authentication-Results, where it must stand first (RFC 8617 section 4.1.1).

    Raises:
        TagError: it doesn't stand there.
    """
    match = _INSTANCE.match(value)
    if match is None:
        raise TagError("ARC-Authentication-Results doesn't begin with i=")
    return int(match[1])
