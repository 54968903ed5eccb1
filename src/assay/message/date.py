"""Dates of header fields (RFC 5322 section 3.3 and the obsolete forms of section 4.3)."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, timezone

from assay.message.comments import without_comments

_LONGEST = 512
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)  # noqa: SIM905 - one line a reader can check
}
_ZONES = {
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "edt": -4,
    "est": -5,
    "cdt": -5,
    "cst": -6,
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
}
_DATE = re.compile(
    r"\s*+(?:[A-Za-z]{2,9}\.?\s*+,?\s*+)?"
    r"(?P<day>\d{1,2})[\s-]++(?P<month>[A-Za-z]{3})[a-z]{0,6}\.?,?[\s-]++(?P<year>\d{2,4})(?:\s*+,)?\s++"
    r"(?P<hour>\d{1,2})\s*+[:.]\s*+(?P<minute>\d{2})(?:\s*+[:.]\s*+(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s*+(?P<zone>[+-]\d{4}|[A-Za-z]{1,5}(?:[+-]\d{4})?)?\s*+(?P<rest>.*)",
    re.DOTALL,
)
_CTIME = re.compile(
    r"\s*+[A-Za-z]{3},?\s++(?P<month>[A-Za-z]{3})\s++(?P<day>\d{1,2})\s++"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})\s++"
    r"(?:(?P<zone>[A-Za-z]{2,5}|[+-]\d{4})\s++)?(?P<year>\d{4})(?P<rest>)"
)


@functools.lru_cache(maxsize=256)
def parse_date(raw_value: bytes) -> datetime | None:
    """Read a date; None where it's impossible, never "now".

    Two-digit years below 50 are of this century, from 50 on of the last, three-digit ones count from 1900; zones that
    nobody knows, military ones and absent ones count as UTC (RFC 5322 section 4.3); a leap second counts as the 59th.

    Args:
        raw_value: the bytes after the colon.
    """
    if len(raw_value) > _LONGEST:
        return None
    text = without_comments(raw_value.decode("latin-1"))
    match = None if text is None else _DATE.match(text) or _CTIME.match(text)
    if match is None or text is None:
        return None
    month = _MONTHS.get(match["month"].lower())
    zone = _zone(match["zone"] or "", match["rest"] or "")
    year = _year(match["year"])
    if month is None or zone is None or year is None:
        return None
    second = int(match["second"] or 0)
    try:
        return datetime(
            year,
            month,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            59 if second == 60 else second,  # noqa: PLR2004 - a leap second, which datetime can't hold
            tzinfo=zone,
        )
    except ValueError:
        return None


def timestamp(moment: datetime | None) -> float | None:
    """Seconds since 1970 of a date; None where there is none or it's out of the range of the calendar."""
    if moment is None:
        return None
    try:
        return moment.timestamp()
    except (OverflowError, ValueError):
        return None


def _year(digits: str) -> int | None:
    year = int(digits)
    if len(digits) == 2:  # noqa: PLR2004 - RFC 5322 section 4.3
        return year + (2000 if year < 50 else 1900)  # noqa: PLR2004 - RFC 5322 section 4.3
    if len(digits) == 3:  # noqa: PLR2004 - RFC 5322 section 4.3
        return year + 1900
    return year if year >= 1900 else None  # noqa: PLR2004 - RFC 5322 section 3.3


def _zone(word: str, rest: str) -> timezone | None:
    """A time zone; None for one that can't be."""
    if word[-5:-4] in {"+", "-"}:
        hours, minutes = int(word[-4:-2]), int(word[-2:])
        if hours > 23 or minutes > 59 or rest[:1].isdigit():  # noqa: PLR2004 - hours and minutes
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if word[-5] == "-" else offset)
    hours = _ZONES.get(word.lower(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC
