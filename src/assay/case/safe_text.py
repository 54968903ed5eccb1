"""Strings of a dump in UTF-8 and JSON, exactly.

File names and headers may hold lone surrogates (how Python shows octets that aren't UTF-8), which neither UTF-8
nor Parquet takes. They're escaped with U+001A (SUBSTITUTE), which is itself escaped by doubling it, so that every
string has exactly one escaped form and comes back as it was.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

MARK = "\x1a"
JSON_MARK = b"\\u001a"
TO_ESCAPE = re.compile("[\x1a\ud800-\udfff]")
ESCAPED = re.compile("\x1a(?:\x1a|d[89a-f][0-9a-f]{2})")
_encoder = msgspec.json.Encoder(decimal_format="string")


def _mark(match: re.Match[str]) -> str:
    char = match[0]
    return MARK + MARK if char == MARK else f"{MARK}{ord(char):04x}"


def _unmark(match: re.Match[str]) -> str:
    escaped = match[0][1:]
    return MARK if escaped == MARK else chr(int(escaped, 16))


def escape(text: str) -> str:
    """Make a string encodable as UTF-8, reversibly."""
    return text if text.isascii() and MARK not in text else TO_ESCAPE.sub(_mark, text)


def unescape(text: str) -> str:
    """Undo `escape`."""
    return ESCAPED.sub(_unmark, text) if MARK in text else text


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_each(key, change): _each(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each(item, change) for item in value]
    return value


def to_json(value: Any) -> bytes:
    """Encode a struct, or anything JSON-able, as JSON with escaped strings."""
    try:
        data = _encoder.encode(value)
    except UnicodeEncodeError:
        data = JSON_MARK
    return _encoder.encode(_each(msgspec.to_builtins(value), escape)) if JSON_MARK in data else data


def from_json(data: bytes | str, kind: Any = Any) -> Any:
    """Decode what `to_json` made, as the type `kind`.

    Raises:
        msgspec.DecodeError: it isn't JSON, or not of that type.
    """
    marked = JSON_MARK in data if isinstance(data, bytes) else JSON_MARK.decode() in data
    if not marked:
        return msgspec.json.decode(data, type=kind)
    return msgspec.convert(_each(msgspec.json.decode(data), unescape), kind, strict=True, builtin_types=())
