"""Moves the times that software hides in identifiers: server's numbers, Message-IDs, Thread-Index."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assay.message.traits.clocks.message_ids import READERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

_OUTLOOK_ID = re.compile(rb"[0-9A-Fa-f]{4}(01[c-eC-E][0-9a-fA-F]{5})(\$)([0-9a-fA-F]{8})\$[0-9a-fA-F]{8}\$?@")
_MILLISECONDS = re.compile(rb"(?<![0-9])1[0-9]{12}(?![0-9])")
_DOTTED = re.compile(rb"\.(20\d\d\.\d\d\.\d\d\.\d\d\.\d\d\.\d\d)\Z")
_EXIM = re.compile(rb"[01][0-9A-Za-z]{5}(?=-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})\Z)")
_POSTFIX = re.compile(rb"[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{6}(?=[^\W_]{4}z[^\W_z]{1,14}\Z)")
_BASE_62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE_52 = b"0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
_INDEX = 22


def moved_id(identity: bytes, delta: timedelta) -> bytes:
    """A server's number with the time in it moved; as it is where it holds none."""
    seconds = round(delta.total_seconds())
    dotted = _DOTTED.search(identity)
    if dotted:
        form = "%Y.%m.%d.%H.%M.%S"
        try:
            then = datetime.strptime(dotted[1].decode(), form).replace(tzinfo=UTC) + delta
        except (OverflowError, ValueError):
            return identity
        return identity[: dotted.start(1)] + then.strftime(form).encode()
    for pattern, signs in ((_EXIM, _BASE_62), (_POSTFIX, _BASE_52)):
        found = pattern.match(identity)
        if found:
            return _based(found[0], seconds, signs) + identity[found.end() :]
    return _MILLISECONDS.sub(lambda found: str(int(found[0]) + seconds * 1000).encode(), identity)


def _based(digits: bytes, seconds: int, signs: bytes) -> bytes:
    number = 0
    for sign in digits:
        number = number * len(signs) + signs.index(sign)
    number += seconds
    made = []
    for _ in digits:
        number, rest = divmod(number, len(signs))
        made.append(signs[rest])
    return bytes(reversed(made))


def moved_filetime(found: re.Match[bytes], seconds: int) -> bytes:
    """A FILETIME: two groups of eight hexadecimal digits and the sign between, in the case that they have."""
    ticks = f"{int(found[1] + found[3], 16) + seconds * 10_000_000:016x}".encode()
    high, low = (
        ticks[a:b].upper() if old.upper() == old else ticks[a:b] for old, a, b in ((found[1], 0, 8), (found[3], 8, 16))
    )
    return high + found[2] + low


def moved_message_id(value: bytes, delta: timedelta) -> bytes:
    """The value of a Message-ID field with the time in it moved."""
    seconds = round(delta.total_seconds())
    outlook = _OUTLOOK_ID.search(value)
    if outlook:
        old = outlook[1] + outlook[2] + outlook[3]
        return value.replace(old, moved_filetime(outlook, seconds), 1)
    start = value.find(b"<")
    for name, pattern, _ in READERS if start >= 0 else ():
        found = pattern.match(value, start)
        if found:
            new = _WRITERS.get(name.removesuffix("-message-id"), _calendar)(found, delta)
            return value[: found.start(1)] + new + value[found.end(pattern.groups) :]
    return value


def _number(factor: int) -> Callable[[re.Match[bytes], timedelta], bytes]:
    def write(found: re.Match[bytes], delta: timedelta) -> bytes:
        return str(int(found[1]) + round(delta.total_seconds()) * factor).encode()

    return write


def _hexadecimal(found: re.Match[bytes], delta: timedelta) -> bytes:
    return b"%08X" % (int(found[1], 16) + round(delta.total_seconds()))


def _calendar(found: re.Match[bytes], delta: timedelta) -> bytes:
    """Twelve or fourteen digits, year first."""
    form = "%Y%m%d%H%M%S" if len(found[1]) > 12 else "%Y%m%d%H%M"
    try:
        then = datetime.strptime(found[1].decode(), form).replace(tzinfo=UTC) + delta
    except (OverflowError, ValueError):
        return found[1]
    return then.strftime(form).encode()


def _exim(found: re.Match[bytes], delta: timedelta) -> bytes:
    return _based(found[1], round(delta.total_seconds()), _BASE_62)


def _notes(found: re.Match[bytes], delta: timedelta) -> bytes:
    """The Julian day and hundredths of a second since midnight."""
    hundredths = int(found[1], 16) * 8_640_000 + int(found[2], 16) + round(delta.total_seconds()) * 100
    return b"%06X.%08X" % divmod(hundredths, 8_640_000)


_WRITERS: dict[str, Callable[[re.Match[bytes], timedelta], bytes]] = {
    "yahoo": _number(1000),
    "javamail": _number(1000),
    "python": _number(100),
    "git": _number(1),
    "thunderbird": _hexadecimal,
    "exim": _exim,
    "notes": _notes,
}
"""By the names of the readers; all others write the time as a calendar does."""


def moved_index(value: bytes, seconds: int) -> bytes:
    """A Thread-Index of which the first time is moved; those of the answers in it count from there."""
    try:
        index = bytearray(base64.b64decode(b"".join(value.split()), validate=True))
    except (binascii.Error, ValueError):
        return value
    if len(index) < _INDEX:
        return value
    naive = int.from_bytes(index[:6], "big") << 16
    ticks = seconds * 10_000_000
    if index.startswith(b"\x01\x01"):
        index[1:6] = ((int.from_bytes(index[1:6], "big") << 24) + ticks >> 24).to_bytes(5, "big")
    else:
        index[:6] = (naive + ticks >> 16).to_bytes(6, "big")
    if len(index) >= _INDEX + 4:
        # the first answer counts from the first six octets, whatever they mean (`decode_index`)
        word = int.from_bytes(index[_INDEX : _INDEX + 4], "big")
        left = ticks - ((int.from_bytes(index[:6], "big") << 16) - naive) >> (23 if word >> 31 else 18)
        index[_INDEX : _INDEX + 4] = (word & 1 << 31 | word + left & (1 << 31) - 1).to_bytes(4, "big")
    return b" " + base64.b64encode(bytes(index))
