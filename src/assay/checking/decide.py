"""From the texts that are most like what circulates to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.checking.align import Alignment, Gap, align
from assay.checking.blurred import noise, sharpened
from assay.checking.library import Text
from assay.checking.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.document.prints import Word

ENOUGH = 7
"""Words in a row below which nothing is told: that many are found again."""
ALTERED, LITTLE = 0.75, 0.5
"""Share of matching words from which on a text is altered; the lower one where few places differ."""
FEW, MANY = 3, 12
"""Places that differ: so few, and so many at the most. A form filled in anew differs in more."""
PIECE = 8
"""Words of another item that make it a part."""
COVERED = 0.6
"""Share of all words, or of those left over, that several items must cover together."""
REST = 0.15
"""Share that the best one leaves over before others are looked for."""


class Beside(msgspec.Struct, frozen=True):
    """A text of the dump with how what circulates lies in it."""

    text: Text
    lies: Alignment

    @property
    def whole(self) -> bool:
        """Whether the matching stretch is all of the dump's text, but for a subject or a page number at either end."""
        start, end = self.lies.span
        return start <= ENOUGH and len(self.text.found) - end <= ENOUGH

    @property
    def missing(self) -> tuple[Gap, ...]:
        """The gaps, with what the dump's text has before and after the matching stretch."""
        start, end = self.lies.span
        size = self.lies.size
        ends = (Gap((0, start), (0, 0)), Gap((end, len(self.text.found)), (size, size)))
        return (*self.lies.gaps, *(one for one in ends if one.dump[0] < one.dump[1]))


class Decision(msgspec.Struct, frozen=True):
    """The answer and the texts that it names, the best first."""

    outcome: Outcome
    besides: tuple[Beside, ...]


def decide(
    here: Sequence[Word], texts: Sequence[Text], *, ocr: bool, standing: Callable[[str], int] = lambda _: 0
) -> Decision:
    """Compares what circulates with the texts that may be it.

    Args:
        here: its words.
        texts: of the dump, those that share fingerprints.
        ocr: whether the words were read out of a picture; those of a text that were are compared alike.
        standing: how little an item is worth: of equal ones the best vouched for is named first.
    """
    besides = sorted(
        (_beside(here, text, ocr=ocr) for text in texts),
        key=lambda one: (-one.lies.matched, len(one.lies.gaps), not one.whole, standing(one.text.item)),
    )
    if not besides or besides[0].lies.matched < min(ENOUGH, len(here)):
        return Decision(Outcome.ABSENT, tuple(besides))
    best = besides[0]
    if not best.lies.gaps:
        return Decision(Outcome.IDENTICAL, (best, *(one for one in besides[1:] if not one.lies.gaps)))
    parts = _parts(besides, len(here))
    left_over = len(here) - best.lies.matched
    if len(parts) > 1 and left_over >= max(PIECE, REST * len(here)):
        together = sum(any(flags) for flags in zip(*(one.lies.covered for one in parts), strict=True))
        if together - best.lies.matched >= COVERED * left_over and together >= COVERED * len(here):
            return Decision(Outcome.COMPOSED, tuple(parts))
    if _is_altered(best.lies):
        return Decision(Outcome.ALTERED, tuple(besides))
    return Decision(Outcome.ABSENT, tuple(besides))


def _is_altered(lies: Alignment) -> bool:
    places = len(lies.gaps)
    return (lies.share >= ALTERED and places <= MANY) or (lies.share >= LITTLE and places <= FEW)


def _beside(here: Sequence[Word], text: Text, *, ocr: bool) -> Beside:
    theirs = [word.folded for word in text.found]
    ours = [word.folded for word in here]
    if not (ocr or text.ocr):
        return Beside(text, align(ours, theirs))
    read = sharpened(theirs, ours) if text.ocr else theirs
    lies = align(sharpened(ours, read) if ocr else ours, read)
    gaps = tuple(gap for gap in lies.gaps if not _is_noise(gap, ours, theirs))
    return Beside(text, msgspec.structs.replace(lies, gaps=gaps))


def _is_noise(gap: Gap, here: Sequence[str], dump: Sequence[str]) -> bool:
    """Whether OCR explains a difference: stains read as words, or one word broken in two or two run together."""
    ours, theirs = here[slice(*gap.here)], dump[slice(*gap.dump)]
    if "".join(ours) == "".join(theirs):
        return True
    return all(map(noise, ours)) and all(map(noise, theirs))


def _parts(besides: Sequence[Beside], size: int) -> list[Beside]:
    """The texts that together cover most, each by words that those before it don't."""
    covered = [False] * size
    parts = []
    for one in besides:
        new = _longest(covered, one.lies.covered)
        if new >= PIECE:
            parts.append(one)
            covered = [old or now for old, now in zip(covered, one.lies.covered, strict=True)]
    return parts


def _longest(covered: Sequence[bool], flags: Sequence[bool]) -> int:
    """The longest run of words that are covered now and weren't before."""
    best = run = 0
    for old, now in zip(covered, flags, strict=True):
        run = run + 1 if now and not old else 0
        best = max(best, run)
    return best
