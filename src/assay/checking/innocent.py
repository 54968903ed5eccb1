"""Differences that alter nothing: a word broken in two, a date in another form, a block that stands elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from assay.checking.align import Alignment, Gap
from assay.checking.around import account_around, day_around
from assay.checking.signs import unit_of
from assay.document.prints import GRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assay.checking.around import Whole
    from assay.checking.terms import Written

_AROUND = 4
"""Signs beside a gap in which a currency's sign may stand."""
_LEAST, _MOST = 4, 0.75
"""Words of a column at least, and the share of them that stand elsewhere."""
_THOUSANDS = 3
"""Digits of a group."""
_LONG = 8
"""Digits from which on a number is one that is grouped as one likes: an account, a telephone number."""


class Sides(NamedTuple):
    """The dump's text and the checked one."""

    dump: Written
    here: Written


class Rest(NamedTuple):
    """What is left of the differences, and the blocks that stand elsewhere, as they are written."""

    gaps: tuple[Gap, ...]
    moved: tuple[str, ...]


def without_innocent(sides: Sides, lies: Alignment) -> Rest:
    """The gaps of an alignment that alter something.

    Args:
        sides: the texts.
        lies: how they lie in each other.
    """
    return _without_moved(sides, [gap for gap in lies.gaps if not _says_the_same(sides, gap)], lies.span)


def _says_the_same(sides: Sides, gap: Gap) -> bool:
    ours, theirs = sides.here.shown(*gap.here), sides.dump.shown(*gap.dump)
    if "".join(ours.split()) == "".join(theirs.split()):
        return True
    left, right = (
        [word.folded for word in sides.here.found[slice(*gap.here)]],
        [word.folded for word in sides.dump.found[slice(*gap.dump)]],
    )
    if "".join(left) == "".join(right):
        return _grouped(left) and _grouped(right)
    if (not left or not right) and _is_unit(sides, gap):
        return True
    return _same_value(sides, gap, day_around) or _same_value(sides, gap, account_around)


def _grouped(words: Sequence[str]) -> bool:
    """Whether words are broken in a way that says nothing: words of letters, thousands, or a long number in pieces."""
    if not any(map(str.isdigit, "".join(words))):
        return True
    thousands = all(len(word.partition(".")[0]) == _THOUSANDS for word in words[1:])
    return thousands or sum(map(str.isdigit, "".join(words))) >= _LONG


def _is_unit(sides: Sides, gap: Gap) -> bool:
    """Whether one text names a currency where the other has its sign."""
    said = [*sides.here.found[slice(*gap.here)], *sides.dump.found[slice(*gap.dump)]]
    units = {unit_of(word.folded) for word in said}
    if len(units) != 1 or "" in units:
        return False
    (unit,) = units
    side, at = (sides.dump, gap.dump[0]) if gap.dump[0] == gap.dump[1] else (sides.here, gap.here[0])
    if not 0 < at <= len(side.found):
        return False
    before = side.found[at - 1]
    return unit in side.text[max(0, before.start - _AROUND) : before.end + _AROUND]


def _same_value(sides: Sides, gap: Gap, around: Callable[[Written, int, int], Whole | None]) -> bool:
    """Whether a gap is part of the same day or account, written in other ways."""
    there, here = (
        around(side, max(0, start - (start == end)), end)
        for side, (start, end) in ((sides.dump, gap.dump), (sides.here, gap.here))
    )
    return there is not None and here is not None and there.value == here.value


def _without_moved(sides: Sides, gaps: Sequence[Gap], span: tuple[int, int]) -> Rest:
    """Without blocks that both texts have at different places: heads of pages, notes, columns."""
    unmatched = ((0, span[0]), *(gap.dump for gap in gaps), (span[1], len(sides.dump.found)))
    free = [at for start, end in unmatched for at in range(start, end)]
    words = [sides.dump.found[at].folded for at in free]
    taken: set[int] = set()
    moved: list[str] = []
    left: list[tuple[Gap, list[tuple[int, int]]]] = []
    for gap in gaps:
        folded = [word.folded for word in sides.here.found[slice(*gap.here)]]
        gone = []
        for start, end, place in [*_blocks(folded, words, free, taken)]:
            taken.update(free[place : place + end - start])
            gone.append((gap.here[0] + start, gap.here[0] + end))
        if not gone:
            gone = [(gap.here[0] + at, gap.here[0] + at + 1) for at in _column(folded, words, free, taken)]
        moved += (sides.here.shown(*one) for one in _runs(gone))
        left.append((gap, gone))
    rest = []
    for gap, gone in left:
        ours = _outside(gap.here, gone)
        theirs = _outside(gap.dump, [(at, at + 1) for at in range(*gap.dump) if at in taken])
        if ours[0] < ours[1] or theirs[0] < theirs[1]:
            rest.append(Gap(theirs, ours))
    return Rest(tuple(rest), tuple(moved))


def _blocks(
    here: Sequence[str], words: Sequence[str], free: Sequence[int], taken: set[int]
) -> Iterator[tuple[int, int, int]]:
    """Runs of words of a gap that stand elsewhere side by side: start and end in the gap, start among the free ones."""
    if len(here) < GRAM or len(words) < GRAM:
        return
    for one in LCSseq.opcodes(list(here), list(words)):
        if one.tag != "equal" or one.src_end - one.src_start < GRAM:
            continue
        places = free[one.dest_start : one.dest_end]
        if places[-1] - places[0] == len(places) - 1 and not taken.intersection(places):
            yield one.src_start, one.src_end, one.dest_start


def _column(here: Sequence[str], words: Sequence[str], free: Sequence[int], taken: set[int]) -> list[int]:
    """The words of a gap that stand elsewhere one by one, where most of it does: a table that was read by columns.

    Two sums that were exchanged are two short gaps, and none.
    """
    if len(here) < _LEAST:
        return []
    places: dict[str, list[int]] = {}
    for word, place in zip(words, free, strict=True):
        if place not in taken:
            places.setdefault(word, []).append(place)
    found = [(at, places[word].pop(0)) for at, word in enumerate(here) if places.get(word)]
    if len(found) < _MOST * len(here):
        return []
    taken.update(place for _, place in found)
    return [at for at, _ in found]


def _runs(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _outside(span: tuple[int, int], gone: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What is left of a span at its outside when pieces of it are taken away."""
    start, end = span
    for first, last in sorted(gone):
        if first <= start < last:
            start = last
    for first, last in sorted(gone, reverse=True):
        if first < end <= last:
            end = max(start, first)
    return start, end
