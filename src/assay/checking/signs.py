"""Signs beside numbers that both texts have: a minus, a currency, a per cent; words alone don't show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assay.checking.around import is_one_number, number_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.checking.align import Alignment
    from assay.checking.terms import Written

_MINUS = re.compile(r"(?:^|[\s(\[|:=;\"\u00ab\u20ac$\u00a3])[-\u2010\u2011\u2012\u2013\u2212](?:[\u20ac$\u00a3]\s?)?\Z")
_ASIDE = re.compile(r"(?:^|[\s|:=])\((?:[\u20ac$\u00a3]\s?)?\Z")
_ASIDE_END = re.compile(r"\s?[\u20ac$\u00a3]?\)")
_COMPARED = re.compile(r"[<>\u2264\u2265]\s?\Z")
_BEFORE = re.compile(r"([\u20ac$\u00a3])\s?[-\u2212]?\Z")
_BEHIND = re.compile(r"\s?([\u20ac$\u00a3%\u2030])")
_UNITS = {
    "euro": "\u20ac", "euros": "\u20ac", "eur": "\u20ac", "dollar": "$", "dollars": "$", "usd": "$", "pounds": "\u00a3",
    "pound": "\u00a3", "gbp": "\u00a3",
}  # fmt: skip
_LOOKED = 6
_LEAST = 2
"""Digits from which on brackets make a number negative, as accountants write it: (1) is a note."""


class Sign(NamedTuple):
    """What stands beside a number: whether it's negative, how it's compared, in what it counts."""

    negative: bool
    compared: str
    unit: str


def signs_changed(here: Written, dump: Written, lies: Alignment) -> Iterator[tuple[int, int]]:
    """The numbers that both texts have and that have other signs: which word of the checked one, and of the dump's."""
    for first, last, place in lies.blocks:
        for at in range(first, last):
            there = place + at - first
            if not here.found[at].folded[:1].isdigit() or (at > first and is_one_number(here, at - 1)):
                continue
            if _differs(sign_of(dump, there), sign_of(here, at)):
                yield at, there


def sign_of(written: Written, at: int) -> Sign:
    """What stands beside the number that is a word of a text.

    Args:
        written: the text.
        at: which of its words.
    """
    text, found = written.text, written.found
    word, behind = found[at], number_end(written, at)
    end = found[behind - 1].end
    before, after = text[max(0, word.start - _LOOKED) : word.start], text[end : end + _LOOKED]
    if word.start > _LOOKED:
        before = f"\0{before}"
    aside = _ASIDE.search(before) and _ASIDE_END.match(after) and end - word.start > _LEAST
    compared = _COMPARED.search(before)
    unit = _BEFORE.search(before) or _BEHIND.match(after)
    named = _UNITS.get(found[behind].folded, "") if behind < len(found) and found[behind].start == end + 1 else ""
    return Sign(
        bool(_MINUS.search(before) or aside), compared[0].strip() if compared else "", unit[1] if unit else named
    )


def _differs(dump: Sign, here: Sign) -> bool:
    """Whether two signs say another thing. What isn't said on one side, as a currency in a column, is no difference."""
    if dump.negative != here.negative or dump.compared != here.compared:
        return True
    return bool(dump.unit and here.unit and dump.unit != here.unit)


def unit_of(word: str) -> str:
    """The sign of a currency that a folded word names; empty where it names none."""
    return _UNITS.get(word, "")
