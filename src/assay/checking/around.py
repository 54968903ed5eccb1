"""The whole of what a few words of a text are part of: the day, the account, the number around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assay.document.entities import dates
from assay.document.entities.reading import Reading

if TYPE_CHECKING:
    from assay.checking.terms import Written

_DAY, _ACCOUNT = 30, 45
"""Signs around a part in which the whole of it stands."""
_NEAR = 14
"""Words that the longest of them has."""
_ACCOUNTS = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?(?=[A-Z]{0,3}\d)[A-Z0-9]{1,4}){3,8}\b")
_GROUP = 3
"""Digits of a group of thousands."""


class Whole(NamedTuple):
    """What words are part of.

    Attributes:
        value: in one form, however it's written.
        start, end: the words of it.
    """

    value: str
    start: int
    end: int


def day_around(written: Written, start: int, end: int) -> Whole | None:
    """The day that a range of words is part of; None where it's part of none."""
    base, text = _stretch(written, start, end, _DAY)
    for found in dates.find(Reading(text)):
        whole = _whole(written, (start, end), (base + found.start, base + found.end), found.value)
        if whole is not None:
            return whole
    return None


def account_around(written: Written, start: int, end: int) -> Whole | None:
    """The account number, as IBAN has it, that a range of words is part of; None where it's part of none."""
    base, text = _stretch(written, start, end, _ACCOUNT)
    for found in _ACCOUNTS.finditer(text):
        value = "".join(sign for sign in found[0] if sign.isalnum()).upper()
        whole = _whole(written, (start, end), (base + found.start(), base + found.end()), value)
        if whole is not None:
            return whole
    return None


def is_one_number(written: Written, at: int) -> bool:
    """Whether a word and the one behind it are parts of one number or date."""
    if not 0 <= at < len(written.found) - 1:
        return False
    left, right = written.found[at], written.found[at + 1]
    if not (left.folded[-1:].isdigit() and right.folded[:1].isdigit()) or right.start > left.end + 1:
        return False
    if right.start == left.end:
        return True
    mark = written.text[left.end]
    thousands = len(right.folded.partition(".")[0]) == _GROUP and left.folded.isdigit() and len(left.folded) <= _GROUP
    return mark in "./-:" or (thousands and mark != "\n" and (mark.isspace() or mark in ",'\u2019"))


def number_end(written: Written, at: int) -> int:
    """Behind the last word of the number that begins with a word."""
    while is_one_number(written, at):
        at += 1
    return at + 1


def _stretch(written: Written, start: int, end: int, signs: int) -> tuple[int, str]:
    if not start < end <= len(written.found):
        return 0, ""
    base = max(0, written.found[start].start - signs)
    return base, written.text[base : written.found[end - 1].end + signs]


def _whole(written: Written, words: tuple[int, int], signs: tuple[int, int], value: str) -> Whole | None:
    """The words between two places of the text, if a range of words lies there."""
    found = written.found
    if not (signs[0] <= found[words[0]].start and found[words[1] - 1].end <= signs[1]):
        return None
    around = range(max(0, words[0] - _NEAR), min(len(found), words[1] + _NEAR))
    inside = [at for at in around if signs[0] <= found[at].start and found[at].end <= signs[1]]
    return Whole(value, inside[0], inside[-1] + 1)
