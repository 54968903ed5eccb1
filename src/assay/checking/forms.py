"""The same form with other particulars, told apart from a document in which something was altered.

An invoice shares most of its words with every other invoice of its sender. That it's the one in the dump takes more
than those: the words by which the dump's own papers on that form differ from each other. Where the dump has one paper
on a form only, its particulars count: numbers, dates, names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.checking.align import align
from assay.checking.changes import joined
from assay.document.entities import dates
from assay.document.entities.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.checking.align import Alignment
    from assay.checking.result import Change
    from assay.checking.terms import Written

SIBLING = 0.35
"""Share of a text that another one has, from which on they are on one form."""
ALIKE = 0.1
"""Share by which others on the form may be less alike than the most alike one."""
KEPT = 0.5
"""Share of the places where papers on the form differ that the document must have from the one in the dump."""
SURE, MOSTLY = 4, 0.75
"""So many such places, and the share of them, that make it the one in the dump whatever else differs."""
NEAR = 2
"""Words between two places that make them one."""
LEAST = 2
OTHERS = 0.2
"""Share of all particulars that must be other ones."""
LONGEST = 14
"""Words of a particular; what is longer is text."""
_IDENTITY = frozenset({"date", "reference", "number", "account", "address", "name"})
"""Kinds of particulars that tell one document on a form from another; amounts are what forgers change."""


def is_another(
    here: Written, dump: Written, lies: Alignment, siblings: Sequence[Written], changes: Sequence[Change]
) -> bool:
    """Whether a text that differs from one of the dump is better taken for another paper on the same form.

    Args:
        here: the checked text.
        dump: that of the dump.
        lies: how the one lies in the other.
        siblings: other texts of the dump that may be on the same form.
        changes: how they differ.
    """
    if _no_day_left(here, dump, lies):
        return True
    places = _own_places(lies, dump, siblings)
    same = _same_in(lies, len(dump.found))
    held = sum(all(same[at] for at in place) for place in places)
    other = _replaced(lies, same, places)
    if held + other >= SURE and held >= MOSTLY * (held + other):
        return False
    if held + other >= LEAST and held < KEPT * (held + other):
        return True
    return _by_kinds(changes, _particulars(dump, lies))


def _same_in(lies: Alignment, size: int) -> list[bool]:
    """For each word of the dump's text whether the checked one has it there."""
    same = [False] * size
    for first, last, place in lies.blocks:
        same[place : place + last - first] = [True] * (last - first)
    return same


def _replaced(lies: Alignment, same: Sequence[bool], places: Sequence[Sequence[int]]) -> int:
    """How many stretches of other words stand where these places are."""
    return sum(
        any(gap.dump[0] <= at < gap.dump[1] and not same[at] for place in places for at in place)
        for gap in joined(lies.gaps)
        if gap.here[0] < gap.here[1]
    )


def _own_places(lies: Alignment, dump: Written, siblings: Sequence[Written]) -> list[list[int]]:
    """The places of the dump's text, inside of what is compared, by which it's told from others on its form.

    Those count that are nearest to it: papers of one house, where others use the form too.
    """
    ours = dump.folded
    beside = [(align(ours, one.folded), one) for one in siblings]
    near = [pair for pair in beside if pair[0].share >= SIBLING and not all(pair[0].covered)]
    closest = max((one.share for one, _ in near), default=0.0)
    own = [False] * len(ours)
    texts = []
    for one, sibling in near:
        if one.share >= closest - ALIKE:
            own = [was or not covered for was, covered in zip(own, one.covered, strict=True)]
            texts.append(f" {' '.join(sibling.folded)} ")
    places: list[list[int]] = []
    for at in range(*lies.span):
        if own[at] and places and at - places[-1][-1] <= NEAR:
            places[-1].append(at)
        elif own[at]:
            places.append([at])
    distinct: dict[tuple[str, ...], list[int]] = {}
    for place in places:
        words = tuple(ours[at] for at in place)
        if any(f" {' '.join(words)} " in text for text in texts) or any(_overlap(words, one) for one in distinct):
            continue
        distinct[words] = place
    return list(distinct.values())


def _overlap(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two places say the same for the most part, as a name that stands twice."""
    one, other = set(words), set(others)
    return 2 * len(one & other) > min(len(one), len(other))


def _by_kinds(changes: Sequence[Change], kept: int) -> bool:
    """By the particulars alone: two kinds of those that tell documents apart are other ones, or the number and sums."""
    filled = {
        (one.kind, one.dump, one.here)
        for one in changes
        if one.dump and one.here and max(len(one.dump.split()), len(one.here.split())) <= LONGEST
    }
    kinds = {kind for kind, _, _ in filled}
    counted = len(kinds & _IDENTITY) + ("reference" in kinds and "amount" in kinds)
    return counted >= LEAST and len(filled) >= OTHERS * (len(filled) + kept)


def _no_day_left(here: Written, dump: Written, lies: Alignment) -> bool:
    """Whether all the days that the dump's text names, two at least, are other ones: a receipt for another month."""
    start, end = lies.span
    if start >= end:
        return False
    named = dump.text[dump.found[start].start : dump.found[end - 1].end]
    theirs, ours = ({found.value for found in dates.find(Reading(text))} for text in (named, here.text))
    return min(len(theirs), len(ours)) >= LEAST and not theirs & ours


def _particulars(dump: Written, lies: Alignment) -> int:
    """How many distinct numbers and names of the dump's text the checked one has."""
    found: set[str] = set()
    last = -NEAR - 1
    for first, end, place in lies.blocks:
        for at in range(place, place + end - first):
            if _is_particular(dump, at):
                if at - last > 1:
                    found.add(dump.found[at].folded)
                last = at
    return len(found)


def _is_particular(written: Written, at: int) -> bool:
    word = written.found[at]
    signs = written.text[word.start : word.end]
    if signs[:1].isdigit():
        return len(signs) > 1
    before = written.text[max(0, word.start - 2) : word.start]
    return signs[:1].isupper() and bool(before) and before[-1] == " " and before[0] not in ".!?:\n"
