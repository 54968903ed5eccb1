"""Dates with a year: ISO 8601, `24/04/2017`, `24 avril 2017`, `April 24th, 2017`."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities.reading import Found, Reading, least

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = {
    name: int(number)
    for number, names in tomllib.loads(resources.files(__package__).joinpath("dates.toml").read_text("utf-8"))[
        "months"
    ].items()
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SP = r"[ \t\u00a0\u202f]"
_DIGITS = re.compile(
    r"(?P<first>[0-9](?<![\w.,/+-][0-9])(?:[0-9]{3}|[0-9]?))(?P<mark>[-./])(?P<second>[0-9]{1,2})(?P=mark)"
    r"(?P<third>[0-9]{4}|[0-9]{1,2})(?:(?=t[0-9])|(?![\w]|[-./][0-9]))"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>[0-9](?<![\w.,/-][0-9])[0-9]?)(?:er|st|nd|rd|th|\.|º)?(?:{_SP}|-)?(?:\n|of{_SP}|de{_SP}|the{_SP})?"
    rf"(?P<month>{_NAMES})\.?,?(?:{_SP}|-)?\n?(?:de{_SP})?(?P<year>[0-9]{{4}})(?!\w|[.,]?[0-9])"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_NAMES})\.?{_SP}(?:the{_SP})?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>[0-9]{{4}})(?![\w])"
)
_LEAST = least(_MONTHS)
_EARLIEST, _LATEST = 1800, 2100
_MONTHS_A_YEAR = 12
_PIVOT = 69


def find(reading: Reading) -> Iterator[Found]:
    """Every date; the value is ISO 8601, or `04/05/2017` as it's written where day and month can't be told apart.

    Dots put the day first (DIN 5008, Lexique des règles typographiques).
    """
    for match in reading.near_digits(_DIGITS, lowered=True):
        value = _value(match["first"], match["mark"], match["second"], match["third"])
        if value:
            yield Found("date", value, match.start(), match.end())
    if not reading.has(*_LEAST):
        return
    for match in reading.near_digits(_DAY_FIRST, lowered=True):
        value = _iso(int(match["year"]), _MONTHS[match["month"]], int(match["day"]))
        if value:
            yield Found("date", value, match.start(), match.end())
    for match in reading.near_digits(_MONTH_FIRST, lowered=True):
        value = _iso(int(match["year"]), _MONTHS[match["month"]], int(match["day"]))
        if value and not reading.lower[match.start() - 1 : match.start()].isalnum():
            yield Found("date", value, match.start(), match.end())


def _value(first: str, mark: str, second: str, third: str) -> str:
    """The one form of a date in digits; empty where it isn't one."""
    if len(first) == 4:  # noqa: PLR2004 - digits of a year
        return _iso(int(first), int(second), int(third)) if len(third) <= 2 and mark != "." else ""  # noqa: PLR2004
    if len(third) < 4:  # noqa: PLR2004
        if mark == "-" or not len(first) == len(second) == len(third) == 2:  # noqa: PLR2004
            return ""
        # POSIX strptime on %y: 69 to 99 are of the twentieth century.
        third = f"{20 if int(third) < _PIVOT else 19}{third}"
    one, two, year = int(first), int(second), int(third)
    if mark == "." or one > _MONTHS_A_YEAR or one == two:
        return _iso(year, two, one)
    if two > _MONTHS_A_YEAR:
        return _iso(year, one, two)
    return f"{one:02}/{two:02}/{year}" if _iso(year, one, two) and _iso(year, two, one) else ""


def _iso(year: int, month: int, day: int) -> str:
    """As ISO 8601; empty where the calendar has no such day, or the year is out of what mails are about."""
    if not _EARLIEST <= year <= _LATEST:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def is_date(written: str) -> bool:
    """Whether all of it is a date in digits."""
    match = _DIGITS.fullmatch(written)
    return match is not None and bool(_value(match["first"], match["mark"], match["second"], match["third"]))
