"""Amounts of money in the forms of French and English: `1 234,56 €`, `€1,234.56`, `3,5 millions d'euros`, `USD 40m`."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING

from assay.document.entities.reading import Found, Reading, least

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATA = tomllib.loads(resources.files(__package__).joinpath("amounts.toml").read_text("utf-8"))
_SYMBOLS = {written: code for code, forms in _DATA["symbols"].items() for written in forms}
_CODES = _SYMBOLS | {written: code for code, forms in _DATA["words"].items() for written in forms}
_MULTIPLIERS: dict[str, int] = _DATA["multipliers"]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SP = r"[ \t\u00a0\u2009\u202f]"
_GROUP = r"[ \u00a0\u2009\u202f.,'\u2019]"
_REST = (
    rf"(?:[0-9]{{0,2}}(?:{_GROUP}[0-9]{{3}}){{1,5}}(?:[.,][0-9]{{1,2}})?(?![0-9])"
    r"|[0-9]{0,14}(?:[.,][0-9]{1,6})?(?![0-9]))"
)
_TIMES = rf"(?P<times>{_any(_MULTIPLIERS)})"
_LINK = r"(?:\s?(?:d['\u2019]|de\s|of\s))?"
# Both begin with one digit, which the engine finds faster than anything else; what stands before it is looked at then.
_BEHIND = re.compile(
    rf"(?P<number>[0-9](?<![\w.,'\u2019][0-9]){_REST}){_SP}{{0,2}}(?:{_TIMES}{_LINK}{_SP}?)?\n?"
    rf"(?P<code>{_any(_CODES)})(?![\w({{])"
)
_AHEAD = re.compile(rf"(?P<number>[0-9](?<=[^0-9.,'\u2019][0-9]){_REST})(?:(?:{_SP}|\n)?{_TIMES}(?!\w)|(?!\w))")
_SYMBOL = re.compile(rf"(?P<code>{_any(word[::-1] for word in _SYMBOLS)})(?!\w)")
_LONGEST_SYMBOL = 1 + max(map(len, _SYMBOLS)) + 1
"""With a space behind it and the character before it."""
_MARK = re.compile(rf"[.,'\u2019]|{_SP}")
_LEAST = least(_CODES)
_DECIMALS = 3
"""Digits behind a lone mark that make it one of thousands: `1.234 €`; with `millions` behind them they don't."""
_LARGEST = Decimal(10) ** 15


def find(reading: Reading) -> Iterator[Found]:
    """Every amount with its currency; the value is as `1234.56 EUR`, without a sign."""
    if not reading.has(*_LEAST):
        return
    for match in reading.near_digits(_BEHIND, lowered=True):
        yield from _found(match, _CODES[match["code"]], match.start(), match.end())
    lower = reading.lower
    for match in reading.near_digits(_AHEAD, lowered=True):
        before = lower[max(0, match.start() - _LONGEST_SYMBOL) : match.start()][::-1]
        gap = 1 if before[:1].isspace() else 0
        symbol = _SYMBOL.match(before, gap)
        if symbol is not None:
            code = _SYMBOLS[symbol["code"][::-1]]
            yield from _found(match, code, match.start() - symbol.end(), match.end())


def _found(match: re.Match[str], code: str, start: int, end: int) -> Iterator[Found]:
    times = match["times"]
    value = _number(match["number"], multiplied=times is not None) * _MULTIPLIERS.get(times or "", 1)
    if value < _LARGEST:
        places = Decimal("0.00000001") if code == "BTC" else Decimal("0.01")
        yield Found("amount", f"{value.quantize(places)} {code}", start, end)


def _number(written: str, *, multiplied: bool) -> Decimal:
    """A number whose last mark is its decimal one, unless the three digits behind it make it one of thousands."""
    marks = _MARK.findall(written)
    if not marks:
        return Decimal(written)
    last = marks[-1]
    whole, _, part = written.rpartition(last)
    thousands = last not in ".," or (len(part) == _DECIMALS and (len(marks) > 1 or not multiplied))
    if thousands:
        return Decimal(_MARK.sub("", written))
    return Decimal(f"{_MARK.sub('', whole)}.{part}")
