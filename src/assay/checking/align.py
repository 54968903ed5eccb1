"""Lays one text beside another, word by word, and says where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rapidfuzz.distance import LCSseq

from assay.document.prints import GRAM, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 40
"""Words around the matching stretch that are compared as well."""
LONGEST = 40_000
"""Words of a stretch that are compared at most."""


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
        gaps: the places inside the matching stretch where they differ, and those of the checked text before and after.
        span: start and end of the matching stretch in the dump's text.
    """

    matched: int
    size: int
    covered: tuple[bool, ...]
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
    blocks = _solid(_drawn_in(blocks, here, window), len(here))
    covered = [False] * len(here)
    for first, last, _ in blocks:
        covered[first:last] = [True] * (last - first)
    if not blocks:
        return Alignment(0, len(here), tuple(covered), (), (start, start))
    gaps: list[Gap] = []
    at_here, at_dump = 0, blocks[0][2]
    for first, last, other in blocks:
        if first > at_here or other > at_dump:
            gaps.append(Gap((start + at_dump, start + other), (at_here, first)))
        at_here, at_dump = last, other + last - first
    if at_here < len(here):
        gaps.append(Gap((start + at_dump, start + at_dump), (at_here, len(here))))
    return Alignment(sum(covered), len(here), tuple(covered), tuple(gaps), (start + blocks[0][2], start + at_dump))


def _drawn_in(
    blocks: list[tuple[int, int, int]], here: Sequence[str], window: Sequence[str]
) -> list[tuple[int, int, int]]:
    """With the outermost words matched next to the rest where they stand there too, and not with some far ones."""
    if len(blocks) > 1:
        (first, last, _), (after, _, place) = blocks[0], blocks[1]
        size = last - first
        if last == after and size <= place and list(window[place - size : place]) == list(here[first:last]):
            blocks = [(first, last, place - size), *blocks[1:]]
    if len(blocks) > 1:
        (begin, before, start), (first, last, _) = blocks[-2], blocks[-1]
        end = start + before - begin
        if before == first and list(window[end : end + last - first]) == list(here[first:last]):
            blocks = [*blocks[:-1], (first, last, end)]
    return blocks


def _solid(blocks: list[tuple[int, int, int]], size: int) -> list[tuple[int, int, int]]:
    """Without words at either end that match by chance, far from the rest: `the` is in every text."""
    least = 2 if size >= GRAM else 1

    def far(left: tuple[int, int, int], right: tuple[int, int, int]) -> bool:
        (first, last, place), (after, _, other) = left, right
        return max(after - last, other - (place + last - first)) > MARGIN // 4

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


def shown(text: str, found: Sequence[Word], start: int, end: int) -> str:
    """The words of a range as they are written in the text."""
    return " ".join(text[found[start].start : found[end - 1].end].split()) if start < end <= len(found) else ""
