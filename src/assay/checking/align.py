"""Lays one text beside another, word by word, and says where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rapidfuzz.distance import LCSseq

from assay.document.prints import GRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 40
"""Words around the matching stretch that are compared as well."""
LONGEST = 40_000
"""Words of a stretch that are compared at most."""
_ENDS = 3
"""Words more than those of the checked text that are shown of the dump's where they differ at an end."""
_CHANCE = ((2, 10), (4, 24))
"""So many words in a row may be the same by chance, where together so many beside them are other ones."""


class Gap(msgspec.Struct, frozen=True):
    """One place where the two differ, as ranges of words.

    Attributes:
        dump: start and end in the dump's text.
        here: start and end in the text that is checked.
    """

    dump: tuple[int, int]
    here: tuple[int, int]


class Alignment(msgspec.Struct, frozen=True):
    """How one text lies in another.

    Attributes:
        matched: words that are the same in the same order.
        size: words of the text that is checked.
        covered: for each word of it whether it's matched.
        blocks: the stretches that are the same: start and end in the checked text, start in the dump's.
        gaps: the places inside the matching stretch where they differ, and those of the checked text before and after.
        span: start and end of the matching stretch in the dump's text, with what other words replace at its ends.
    """

    matched: int
    size: int
    covered: tuple[bool, ...]
    blocks: tuple[tuple[int, int, int], ...]
    gaps: tuple[Gap, ...]
    span: tuple[int, int]

    @property
    def share(self) -> float:
        """How much of the checked text is matched."""
        return self.matched / max(1, self.size)


def align(here: Sequence[str], dump: Sequence[str]) -> Alignment:
    """Lays a checked text beside the stretch of a text of the dump that is most like it.

    Args:
        here: the folded words of the checked text.
        dump: those of the dump's text.
    """
    start, end = _stretch(here, dump)
    window = list(dump[start:end])
    blocks = [
        (one.src_start, one.src_end, one.dest_start) for one in LCSseq.opcodes(list(here), window) if one.tag == "equal"
    ]
    blocks = _whole(_drawn_in(blocks, here, window))
    blocks = _solid(_drawn_in(blocks, here, window), len(here))
    covered = [False] * len(here)
    for first, last, _ in blocks:
        covered[first:last] = [True] * (last - first)
    if not blocks:
        return Alignment(0, len(here), tuple(covered), (), (), (start, start))
    gaps: list[Gap] = []
    before = _before(blocks[0])
    at_here, at_dump = 0, before
    for first, last, other in blocks:
        if first > at_here or other > at_dump:
            gaps.append(Gap((start + at_dump, start + other), (at_here, first)))
        at_here, at_dump = last, other + last - first
    if at_here < len(here):
        behind = min(len(window), at_dump + len(here) - at_here + _ENDS)
        gaps.append(Gap((start + at_dump, start + behind), (at_here, len(here))))
        at_dump = behind
    return Alignment(
        matched=sum(covered),
        size=len(here),
        covered=tuple(covered),
        blocks=tuple((first, last, start + other) for first, last, other in blocks),
        gaps=tuple(gaps),
        span=(start + before, start + at_dump),
    )


def _before(block: tuple[int, int, int]) -> int:
    """Where in the dump's text that begins which other words replace before the first that are the same."""
    first, _, place = block
    return place if not first else max(0, place - first - _ENDS)


def _whole(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without words that match by chance in a stretch that is otherwise other words: `of the` is in every text."""
    while True:
        kept: list[tuple[int, int, int]] = []
        for number, block in enumerate(blocks):
            if not (kept and number + 1 < len(blocks) and _is_chance(kept[-1], block, blocks[number + 1])):
                kept.append(block)
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def _is_chance(before: tuple[int, int, int], block: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Whether a block is so short beside what differs around it that nothing follows from it."""
    size, gap, other = block[1] - block[0], _apart(before, block), _apart(block, after)
    return any(size <= most and min(gap, other) > most and gap + other >= least for most, least in _CHANCE)


def _apart(left: tuple[int, int, int], right: tuple[int, int, int]) -> int:
    """Words between two blocks, in the text that has more there."""
    return max(right[0] - left[1], right[2] - left[2] - left[1] + left[0])


def _drawn_in(
    blocks: list[tuple[int, int, int]], here: Sequence[str], window: Sequence[str]
) -> list[tuple[int, int, int]]:
    """With words matched next to the rest where they stand there too, and not with the same ones far away."""
    for at in range(len(blocks) - 2, -1, -1):
        (first, last, _), (after, end, place) = blocks[at], blocks[at + 1]
        size = last - first
        if last == after and size <= place and list(window[place - size : place]) == list(here[first:last]):
            blocks = [*blocks[:at], (first, end, place - size), *blocks[at + 2 :]]
    at = 0
    while at + 1 < len(blocks):
        (begin, before, start), (first, last, _) = blocks[at], blocks[at + 1]
        end = start + before - begin
        if before == first and list(window[end : end + last - first]) == list(here[first:last]):
            blocks = [*blocks[:at], (begin, last, start), *blocks[at + 2 :]]
        else:
            at += 1
    return blocks


def _solid(blocks: list[tuple[int, int, int]], size: int) -> list[tuple[int, int, int]]:
    """Without words at either end that match by chance, far from the rest: `the` is in every text."""
    least = 2 if size >= GRAM else 1

    def far(left: tuple[int, int, int], right: tuple[int, int, int]) -> bool:
        return _apart(left, right) > MARGIN // 4

    def loose(block: tuple[int, int, int]) -> bool:
        return block[1] - block[0] < least

    while len(blocks) > 1 and loose(blocks[0]) and far(blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and loose(blocks[-1]) and far(blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _stretch(here: Sequence[str], dump: Sequence[str]) -> tuple[int, int]:
    """The part of the dump's text that has most of the checked text's grams, with a margin."""
    if len(dump) <= 2 * len(here) + 2 * MARGIN:
        return 0, min(len(dump), LONGEST)
    grams = {tuple(here[at : at + GRAM]) for at in range(max(1, len(here) - GRAM + 1))}
    places = [at for at in range(len(dump) - GRAM + 1) if tuple(dump[at : at + GRAM]) in grams]
    if not places:
        return 0, min(len(dump), 2 * len(here))
    best, most, first = 0, 0, 0
    reach = len(here) + len(here) // 2 + MARGIN
    for last, place in enumerate(places):
        while place - places[first] > reach:
            first += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    start = max(0, places[best] - MARGIN - len(here) // 2)
    return start, min(len(dump), places[best + most - 1] + GRAM + MARGIN + len(here) // 2, start + LONGEST)
