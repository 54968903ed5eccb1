"""Numbers that software counts time in, to seconds since 1970; None for what can't be the time of a mail."""

from __future__ import annotations

import calendar

EARLIEST = 631_152_000.0
"""1 January 1990: no clock here is older."""
LATEST = 2_208_988_800.0
"""1 January 2040."""
FROM_1601 = 11_644_473_600
_BASE_62 = {sign: value for value, sign in enumerate(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")}
_BASE_52 = {sign: value for value, sign in enumerate(b"0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz")}


def plausible(seconds: float) -> float | None:
    """The time itself, if a mail can be of it."""
    return float(seconds) if EARLIEST <= seconds < LATEST else None


def filetime(ticks: int) -> float | None:
    """FILETIME: units of 100 ns since 1601 (MS-DTYP section 2.3.3)."""
    return plausible(ticks / 10_000_000 - FROM_1601)


def base62(digits: bytes) -> int | None:
    """The number that Exim writes (`src/functions.h`, BASE_62): digits, capitals, small letters."""
    return _number(digits, _BASE_62, 62)


def base52(digits: bytes) -> int | None:
    """The number that Postfix writes (`src/global/mail_queue.h`, long ids): 62 signs without the vowels."""
    return _number(digits, _BASE_52, 52)


def calendar_time(digits: bytes) -> float | None:
    """Fourteen or twelve digits, year first, taken as UTC; None for days and hours that don't exist."""
    year, month, day, hour, minute = (int(digits[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12)))
    second = int(digits[12:14] or 0)
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):  # noqa: PLR2004 - the calendar's own numbers
        return None
    return plausible(calendar.timegm((year, month, day, hour, minute, second))) if 1990 <= year < 2040 else None  # noqa: PLR2004 - as EARLIEST and LATEST


def _number(digits: bytes, values: dict[int, int], base: int) -> int | None:
    number = 0
    for sign in digits:
        value = values.get(sign)
        if value is None:
            return None
        number = number * base + value
    return number
