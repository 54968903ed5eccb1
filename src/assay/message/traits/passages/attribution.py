"""Who is quoted, and when that was written: what mail programs put above a quotation, in several languages."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import NamedTuple

LONGEST = 400
"""Characters of an attribution that are read."""
MOST_LINES = 4
"""Lines over which one is wrapped."""
_VERBS = (
    *(
        "wrote",
        "writes",
        "a \u00e9crit",
        "a ecrit",
        "\u00e9crivait",
        "schrieb",
        "geschrieben",
        "escribi\u00f3",
        "escribio",
    ),
    *(
        "ha scritto",
        "scrisse",
        "escreveu",
        "schreef",
        "skrev",
        "napisa\u0142",
        "kirjoitti",
        "\u043d\u0430\u043f\u0438\u0441\u0430\u043b",
    ),
    *("\u043f\u0438\u0448\u0435\u0442", "\u5199\u9053", "\u5beb\u9053"),
)
_ADDRESS = re.compile(r"[\w.+%=&'*/-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}[A-Za-z0-9]")
_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})\s?[:h.]\s?(\d{2})(?::(\d{2}))?(?![\d.])(?:\s?([ap])\.?\s?m\b\.?)?", re.IGNORECASE
)
_ZONE = re.compile(r"(?:\b(?:GMT|UTC)\s?)?(?<![\d-])([+-])(\d{2}):?(\d{2})(?!\d)|\b(GMT|UTC)\b")
_ISO = re.compile(r"(?<!\d)(\d{4})\s?[-/.\u5e74]\s?(\d{1,2})\s?[-/.\u6708]\s?(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|\.)?[\s-]{1,3}(?:de\s|of\s|d')?([^\W\d_]{3,10})\.?,?[\s-]{1,3}(?:de\s|del\s)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "gen", "ene", "\u044f\u043d\u0432"),
            ("feb", "fev", "f\u00e9v", "\u0444\u0435\u0432"),
            ("mar", "m\u00e4r", "mrt", "maa", "\u043c\u0430\u0440"),
            ("apr", "avr", "abr", "\u0430\u043f\u0440"),
            ("mai", "may", "mei", "mag", "\u043c\u0430\u0439", "\u043c\u0430\u044f"),
            ("jun", "juin", "giu", "\u0438\u044e\u043d"),
            ("jul", "juil", "lug", "\u0438\u044e\u043b"),
            ("aug", "aou", "ao\u00fb", "ago", "\u0430\u0432\u0433"),
            ("sep", "set", "\u0441\u0435\u043d"),
            ("oct", "okt", "ott", "out", "\u043e\u043a\u0442"),
            ("nov", "\u043d\u043e\u044f"),
            ("dec", "dez", "dic", "d\u00e9c", "\u0434\u0435\u043a"),
        ),
        start=1,
    )
    for name in names
}
_NO_NAME = re.compile(r"[\d:]|^[^\w]*$|^.{0,3}\.?$")
_LEADING = re.compile(r"^(?:(?:on|le|am|el|em|il|op|den|at|um|a|\u00e0|via|mailto|by|von|par|de)\s+)+", re.IGNORECASE)
_PIECES = re.compile(r"[,\n<>\[\]\"]|\s(?:at|\u00e0|um|a las|via|mailto)\s")
_NOON = 12
_CENTURY = 100
_REMEMBERED = 1024
"""The same lines are read with and without quotation marks behind them, and come again in every answer of a thread."""


class Attribution(NamedTuple):
    """What stands above a quotation; all of it is untrusted.

    Attributes:
        author: the name.
        address: lower case.
        date: the line as written, or the value of Sent.
        subject: of a block.
        minutes: the time it names in minutes since 1970 as the wall clock showed it; several where day and month can't
            be told apart; empty if it names none.
        zone: the zone it names, minutes east of UTC.
    """

    author: str = ""
    address: str = ""
    date: str = ""
    subject: str = ""
    minutes: tuple[int, ...] = ()
    zone: int | None = None


NOBODY = Attribution()


def attribution(lines: list[str], *, strong: bool) -> tuple[int, Attribution] | None:
    """Reads the attribution that ends with the last of these lines.

    Args:
        lines: the last ones before a quotation.
        strong: whether nothing else says that a quotation follows: then it needs a verb, and a time or an address.

    Returns:
        How many of the lines it takes, and what it says; None if there is none.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if not end or not lines[end - 1].rstrip().endswith((":", ":*")):
        return None
    if strong and not _verb(" ".join(lines[max(0, end - MOST_LINES) : end])):
        return None
    if not strong and "@" not in (near := "".join(lines[max(0, end - MOST_LINES) : end])) and not _verb(near):
        return None
    best: tuple[int, Attribution] | None = None
    for count in range(1, min(MOST_LINES, end) + 1):
        first = lines[end - count].strip()
        if not first:
            break
        text = " ".join(line.strip() for line in lines[end - count : end])[-LONGEST:]
        found = _read(text, strong=strong)
        if found is None:
            continue
        if best is None or _fuller(found, best[1]):
            best = (len(lines) - end + count, found)
        if found.minutes and (found.address or found.author):
            break
    return best


def _fuller(one: Attribution, other: Attribution) -> bool:
    return (bool(one.minutes), bool(one.address)) > (bool(other.minutes), bool(other.address))


def _verb(text: str) -> tuple[int, int] | None:
    """Where the word for writing stands."""
    low = text.lower()
    for word in _VERBS:
        found = low.find(word)
        if found >= 0:
            return found, found + len(word)
    return None


def _read(text: str, *, strong: bool) -> Attribution | None:
    verb = _verb(text)
    address = _ADDRESS.search(text) if "@" in text else None
    if verb is None and (strong or address is None):
        return None
    minutes, zone = moment(text)
    if strong and not (minutes or (address and len(text) < LONGEST // 2)):
        return None
    return Attribution(
        _name(text, verb),
        address[0].lower() if address else "",
        text[:LONGEST],
        "",
        minutes,
        zone,
    )


@functools.lru_cache(_REMEMBERED)
def _name(text: str, verb: tuple[int, int] | None) -> str:
    """The piece that can be a name and stands nearest to the verb or the address."""
    around = text if verb is None else text[: verb[0]] or text[verb[1] :]
    if "@" in around:
        around = _ADDRESS.sub("<", around)
    around = _ZONE.sub(",", _TIME.sub(",", around))
    pieces = [_LEADING.sub("", piece.strip(" \t*_-:")) for piece in _PIECES.split(around)]
    names = [piece for piece in pieces if piece and not _NO_NAME.search(piece) and piece[:3].lower() not in _MONTHS]
    return names[-1][:80] if names else ""


@functools.lru_cache(_REMEMBERED)
def moment(text: str) -> tuple[tuple[int, ...], int | None]:
    """The time that a text names: minutes since 1970 on the wall clock, and its zone if it names that."""
    text = text[:LONGEST]
    time = _TIME.search(text)
    if time is None:
        return (), None
    hour, minute = int(time[1]), int(time[2])
    if time[4]:
        hour = hour % _NOON + (_NOON if time[4].lower() == "p" else 0)
    named = _ZONE.search(text, time.end()) or _ZONE.search(text)
    zone = None
    if named is not None:
        zone = 0 if named[4] else (int(named[2]) * 60 + int(named[3])) * (-1 if named[1] == "-" else 1)
    found: dict[int, None] = {}
    for year, month, day in _days(text[: time.start()] + " ; " + text[time.end() :]):
        try:
            moment_ = dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)
        except ValueError:
            continue
        found[int(moment_.timestamp()) // 60] = None
    return tuple(found)[:2], zone


def _days(text: str) -> list[tuple[int, int, int]]:
    found = _ISO.search(text)
    if found is not None:
        return [(int(found[1]), int(found[2]), int(found[3]))]
    found = _DAY_FIRST.search(text)
    if found is not None and (month := _month(found[2])):
        return [(int(found[3]), month, int(found[1]))]
    for found in _MONTH_FIRST.finditer(text):
        if month := _month(found[1]):
            return [(int(found[3]), month, int(found[2]))]
    found = _NUMERIC.search(text)
    if found is None:
        return []
    year = int(found[3]) + (2000 if int(found[3]) < _CENTURY else 0)
    return [(year, int(found[2]), int(found[1])), (year, int(found[1]), int(found[2]))]


def _month(word: str) -> int | None:
    low = word.lower()
    return _MONTHS.get(low[:4]) or _MONTHS.get(low[:3])
