"""A quotation laid beside the mail that it quotes: what is the same, and where words stand for other words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

FLANK = 12
"""Words that have to be the same on both sides of a difference; less would let inline answers pass for one."""
MOST_REPLACED = 4
"""Words on either side of a difference; more is a cut with something written in its place."""
MOST_PLACES = 12
"""Places beyond which the two are versions of a text, not a mail and its quotation."""


class Place(NamedTuple):
    """A difference: words `own[a:b]` of the mail stand where the quotation has `quoted[c:d]`; one may be empty."""

    a: int
    b: int
    c: int
    d: int

    @property
    def replaced(self) -> bool:
        """Whether words stand for words."""
        return self.b > self.a and self.d > self.c


class Aligned(NamedTuple):
    """How a quotation fits a mail.

    Attributes:
        matched: words that stand in both, in order.
        places: differences inside what matches; empty where there are too many to mean anything.
        loose: small gaps inside what matches with too little around them to be differences, or too many of them.
    """

    matched: int
    places: tuple[Place, ...]
    loose: int = 0


def align(own: Sequence[int], quoted: Sequence[int]) -> Aligned:
    """Aligns the words of a mail with those of a quotation.

    Cuts and answers between the lines are no differences: a difference is a few words for a few words (or none) with
    twelve equal ones on both sides, or all that there is up to where both end.
    """
    if own == quoted:
        return Aligned(len(own), ())
    equal = [
        (one.src_start, one.src_end, one.dest_start, one.dest_end)
        for one in Indel.opcodes(own, quoted)
        if one.tag == "equal"
    ]
    matched = sum(end - start for start, end, _, _ in equal)
    found: list[Place] = []
    loose = 0
    small = [
        after[0] - before[1] <= MOST_REPLACED and after[2] - before[3] <= MOST_REPLACED
        for before, after in pairwise(equal)
    ]
    for number, (before, after) in enumerate(pairwise(equal)):
        if not small[number]:
            continue
        left = _flank(equal, small, number, -1)
        right = _flank(equal, small, number + 1, 1)
        if left >= FLANK and right >= FLANK:
            found.append(Place(before[1], after[0], before[3], after[2]))
        else:
            loose += 1
    found += _at_the_ends(equal, own, quoted)
    if len(found) > MOST_PLACES:
        return Aligned(matched, (), loose + len(found))
    return Aligned(matched, tuple(found), loose)


def _flank(equal: list[tuple[int, int, int, int]], small: list[bool], start: int, step: int) -> int:
    """Equal words on one side of a gap; other small gaps are skipped while what lies between is longer."""
    total = 0
    number = start
    while 0 <= number < len(equal):
        length = equal[number][1] - equal[number][0]
        total += length
        gap = number - 1 if step < 0 else number
        if total >= FLANK or not 0 <= gap < len(small) or not small[gap] or length < MOST_REPLACED:
            break
        number += step
    return total


def _at_the_ends(equal: list[tuple[int, int, int, int]], own: Sequence[int], quoted: Sequence[int]) -> list[Place]:
    """Words for words at the very end of both, or at the very beginning."""
    if not equal:
        return []
    found: list[Place] = []
    first, last = equal[0], equal[-1]
    if 0 < first[0] <= MOST_REPLACED and first[0] == first[2] and first[1] - first[0] >= FLANK:
        found.append(Place(0, first[0], 0, first[2]))
    rest = len(own) - last[1]
    if 0 < rest <= MOST_REPLACED and rest == len(quoted) - last[3] and last[1] - last[0] >= FLANK:
        found.append(Place(last[1], len(own), last[3], len(quoted)))
    return found
