"""Moves dates, each written again as it was: with or without a weekday, padded as its line pads, in its own zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

_DAYS = b"Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DATE = re.compile(
    rb"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun),(?P<gap>\s*))?(?<!\d)(?P<day>\d{1,2})(?P<before>\s+)"
    rb"(?P<month>[A-Z][a-z]{2})(?P<behind>\s+)(?P<year>(?:19|20)?\d\d)(?P<between>\s+)(?P<time>\d\d:\d\d(?::\d\d)?)(?!\d)"
)
_ZERO = re.compile(rb"google|gmail|\bby 2002:|\bby 10\.|\(Exim", re.IGNORECASE)
_SPACES = re.compile(rb"\(Postfix")


def moved_dates(text: bytes, delta: timedelta) -> bytes:
    """A stretch of bytes with all its dates moved, each written as it was."""
    return DATE.sub(lambda found: moved_date(found, delta, text), text)


def moved_date(found: re.Match[bytes], delta: timedelta, line: bytes) -> bytes:
    """The date that was found in a line."""
    try:
        month = _MONTHS.index(found["month"]) + 1
        hour, minute, *second = map(int, found["time"].split(b":"))
        year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
        then = datetime(year, month, int(found["day"]), hour, minute, *second, tzinfo=UTC) + delta
    except (OverflowError, ValueError):
        return found[0]
    gap, day = _day(found, then.day, line)
    start = _DAYS[then.weekday()] + b"," + gap if found["weekday"] else b""
    clock = f"{then:%H:%M:%S}" if second else f"{then:%H:%M}"
    name, written = _MONTHS[then.month - 1], str(then.year).encode()[-len(found["year"]) :]
    return b"".join((start, day, found["before"], name, found["behind"], written, found["between"], clock.encode()))


def _day(found: re.Match[bytes], day: int, line: bytes) -> tuple[bytes, bytes]:
    """The gap and the day as whoever wrote this line writes them."""
    old, gap = found["day"], found["gap"] or b""
    number = str(day).encode()
    if day >= 10:
        return (gap[:-1] if len(old) == 1 and gap.endswith(b"  ") else gap), number
    if len(old) == 1:
        return gap, number
    if old.startswith(b"0") or _ZERO.search(line):
        return gap, b"0" + number
    return gap + (b" " if _SPACES.search(line) else b""), number
