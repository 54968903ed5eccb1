"""Message-IDs and boundaries in which programs write the time: one pattern a program.

Patterns after the programs' own sources; measured on the mails that `assay.message.traits.clocks.kinds` names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.message.traits.clocks.epochs import base62, calendar_time, plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

Reader = Callable[[re.Match[bytes]], float | None]
_JULIAN_1970 = 2_440_588


def _milliseconds(found: re.Match[bytes]) -> float | None:
    return plausible(int(found[1]) / 1000)


def _centiseconds(found: re.Match[bytes]) -> float | None:
    return plausible(int(found[1]) / 100)


def _seconds(found: re.Match[bytes]) -> float | None:
    return plausible(int(found[1]))


def _hexadecimal(found: re.Match[bytes]) -> float | None:
    return plausible(int(found[1], 16))


def _calendar(found: re.Match[bytes]) -> float | None:
    return calendar_time(found[1])


def _exim(found: re.Match[bytes]) -> float | None:
    number = base62(found[1])
    return None if number is None else plausible(number)


def _notes(found: re.Match[bytes]) -> float | None:
    """Julian day and hundredths of a second since midnight UTC, hex (TIMEDATE of the Notes C API)."""
    return plausible((int(found[1], 16) - _JULIAN_1970) * 86_400 + int(found[2], 16) / 100)


_NUMBER = rb"[0-9]{1,12}"
_LONG = rb"[0-9]{1,22}"
_DAY = rb"<((?:19|20)[0-9]{12})"
READERS: tuple[tuple[str, re.Pattern[bytes], Reader], ...] = (
    (
        "yahoo-message-id",
        re.compile(rb"<" + _NUMBER + rb"\." + _NUMBER + rb"\.(1[0-9]{12})(?:\.JavaMail\.yahoo)?@mail\.yahoo\."),
        _milliseconds,
    ),
    (
        "javamail-message-id",
        re.compile(rb"<-?" + _NUMBER + rb"\." + _NUMBER + rb"\.(1[0-9]{12})\.JavaMail\."),
        _milliseconds,
    ),
    ("thunderbird-message-id", re.compile(rb"<([34567][0-9A-F]{7})\.[0-9]{5,9}@"), _hexadecimal),
    ("git-message-id", re.compile(rb"<(1[0-9]{9})-" + _NUMBER + rb"-[0-9]{1,5}-git-send-email-"), _seconds),
    ("git-dated-message-id", re.compile(_DAY + rb"\." + _NUMBER + rb"-[0-9]{1,5}-[^\s@<>]{1,80}@"), _calendar),
    ("mutt-message-id", re.compile(_DAY + rb"\.G[A-Z]" + _NUMBER + rb"@"), _calendar),
    ("python-message-id", re.compile(rb"<(1[0-9]{11})\." + _NUMBER + rb"\." + _LONG + rb"@"), _centiseconds),
    ("python-dated-message-id", re.compile(_DAY + rb"\." + _NUMBER + rb"\." + _LONG + rb"@"), _calendar),
    ("sendmail-message-id", re.compile(rb"<((?:19|20)[0-9]{10})\.[A-Za-z][0-9A-Za-z]{8,14}@"), _calendar),
    (
        "exim-message-id",
        re.compile(rb"<E([01][0-9A-Za-z]{5})-[0-9A-Za-z]{6}(?:[0-9A-Za-z]{5})?-[0-9A-Za-z]{2,4}@"),
        _exim,
    ),
    (
        "notes-message-id",
        re.compile(rb"<OF[0-9A-F]{8}\.[0-9A-F]{8}-ON[0-9A-F]{2}(25[0-9A-F]{4})\.([0-9A-F]{8})-"),
        _notes,
    ),
)
"""Name, pattern and reader; the first that fits is taken."""
_JAVAMAIL_BOUNDARY = re.compile(rb"-{2,6}=_Part_[0-9]{1,12}_-?[0-9]{1,12}\.(1[0-9]{12})\Z")
_START = re.compile(rb"[^<]{0,200}+(?=<)")


def message_ids(material: Material) -> Iterator[Clock]:
    """Yields the clock of the Message-ID and those of JavaMail's boundaries."""
    for value in material.fields.get("message-id", ())[:1]:
        start = _START.match(value.text)
        for name, pattern, read in READERS if start else ():
            found = pattern.match(value.text, start.end() if start else 0)
            if found:
                seconds = read(found)
                if seconds is not None:
                    yield Clock(name, seconds, value.span)
                break
    for part in material.parts:
        boundary = part.content_type.boundary
        found = _JAVAMAIL_BOUNDARY.match(boundary) if boundary else None
        seconds = _milliseconds(found) if found else None
        if seconds is not None:
            yield Clock("javamail-boundary", seconds, part.header_span)
