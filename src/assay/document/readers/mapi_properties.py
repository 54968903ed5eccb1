"""The list of MAPI properties inside of TNEF ([MS-OXTNEF] 2.1.3.4): texts and bytes by their number."""

from __future__ import annotations

import struct

_MULTIPLE, _NAMED = 0x1000, 0x8000
_SIZES = {0x2: 4, 0x3: 4, 0x4: 4, 0xA: 4, 0xB: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_ANSI, _WIDE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0xD
_INTERFACE = 16
"""Bytes in front of an object's value that say which interface it has."""
_MOST = 5_000


def properties(data: bytes, codepage: str) -> dict[int, bytes | str]:
    """Texts and bytes by property number, named properties left out; what comes behind damage is missing.

    Args:
        data: the value of attMsgProps or attAttachment.
        codepage: of texts that aren't Unicode.
    """
    found: dict[int, bytes | str] = {}
    at = 4
    for _ in range(min(_number(data, 0), _MOST)):
        if at + 4 > len(data):
            break
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            at = _behind_name(data, at)
        plain = kind & ~_MULTIPLE
        count = 1
        if kind & _MULTIPLE or plain in {_ANSI, _WIDE, _BINARY, _OBJECT}:
            count = min(_number(data, at), _MOST)
            at += 4
        for index in range(count):
            if plain in _SIZES:
                at += _SIZES[plain]
                continue
            if plain not in {_ANSI, _WIDE, _BINARY, _OBJECT}:
                return found
            size = _number(data, at)
            value = data[at + 4 : at + 4 + size]
            at += 4 + size + -size % 4
            if index == 0 and number < _NAMED:
                found.setdefault(number, _value(plain, value, codepage))
            if at > len(data):
                return found
    return found


def _value(kind: int, value: bytes, codepage: str) -> bytes | str:
    if kind == _WIDE:
        return value[: len(value) & ~1].decode("utf-16-le", "replace").rstrip("\0")
    if kind == _ANSI:
        return value.rstrip(b"\0").decode(codepage, "replace")
    return value[_INTERFACE:] if kind == _OBJECT else value


def _behind_name(data: bytes, at: int) -> int:
    """Where the value of a named property stands: behind its set, and its number or its name."""
    kind = _number(data, at + 16)
    if kind == 0:
        return at + 24
    size = _number(data, at + 20)
    return at + 24 + size + -size % 4


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
