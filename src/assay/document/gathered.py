"""Facts and times while they are gathered from one file: bounded, and clean enough to be kept as JSON."""

from __future__ import annotations

import datetime as dt
import re

LONGEST = 200
"""Characters of a fact that are kept."""
_MOST = 40
EARLIEST = dt.datetime(1970, 1, 2, tzinfo=dt.UTC).timestamp()
LATEST = dt.datetime(2107, 12, 31, tzinfo=dt.UTC).timestamp()
"""What FAT, and so ZIP, can express last; anything outside is damage, not a time."""
_FILETIME_EPOCH = 11_644_473_600
_SURROGATES = re.compile("[\ud800-\udfff]")
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)


class Gathered:
    """What one file says.

    Attributes:
        facts: by name; untrusted.
        times: by name, seconds since 1970; those without a zone are taken as UTC.
    """

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.times: dict[str, float] = {}

    def say(self, name: str, text: str | None) -> None:
        """Keeps a fact unless it's empty or already known."""
        if not text or len(self.facts) >= _MOST:
            return
        clean = " ".join(_SURROGATES.sub("\ufffd", text[: 4 * LONGEST]).replace("\0", " ").split())[:LONGEST]
        if clean:
            self.facts.setdefault(name, clean)

    def time(self, name: str, seconds: float | None) -> None:
        """Keeps a time unless it can't be one or is already known."""
        if seconds is not None and EARLIEST <= seconds <= LATEST and len(self.times) < _MOST:
            self.times.setdefault(name, float(seconds))


def moment(*parts: int, zone: int | None = None) -> float | None:
    """Seconds since 1970 of year, month, day, hour, minute, second; None where no calendar has it.

    Args:
        parts: at least year, month and day.
        zone: minutes east of UTC; None counts as 0.
    """
    try:
        return dt.datetime(*parts, tzinfo=dt.UTC).timestamp() - 60 * (zone or 0)  # type: ignore[arg-type,misc]
    except (ValueError, OverflowError, TypeError):
        return None


def iso(text: str) -> float | None:
    """A time in the W3C's profile of ISO 8601, as OOXML, ODF and XMP have it; without a zone it counts as UTC."""
    match = _ISO.match(text[:64])
    if match is None:
        return None
    *numbers, zone = match.groups(default="")
    return moment(*(int(number or 0) for number in numbers), zone=minutes_of(zone))


def minutes_of(zone: str) -> int:
    """Minutes east of UTC of `+01:00`, `-0500`, `+01'00'`, `Z`."""
    digits = "".join(letter for letter in zone if "0" <= letter <= "9")
    if len(digits) < 2:  # noqa: PLR2004 - hours have two digits
        return 0
    minutes = 60 * int(digits[:2]) + int(digits[2:4] or 0)
    return -minutes if zone.startswith("-") else minutes


def filetime(ticks: int) -> float | None:
    """A FILETIME ([MS-DTYP] 2.3.3): tenths of microseconds since 1601; 0 is none."""
    return ticks / 10_000_000 - _FILETIME_EPOCH if ticks else None


def dos(date: int, time: int) -> float | None:
    """A time of FAT and ZIP (APPNOTE.TXT 4.4.6), local. 1 January 1980 at midnight is what writers put for none."""
    if (date, time) == (0x0021, 0) or not date:
        return None
    day = (1980 + (date >> 9), date >> 5 & 15, date & 31)
    return moment(*day, time >> 11, time >> 5 & 63, min(2 * (time & 31), 59))
