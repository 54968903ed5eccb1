"""From the texts that are most like what circulates to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.checking.align import Alignment, Gap, align
from assay.checking.blurred import is_noise, sharpened
from assay.checking.changes import changes, in_order, joined, other_sign
from assay.checking.forms import is_another
from assay.checking.innocent import Sides, without_innocent
from assay.checking.library import Text
from assay.checking.result import Change, Outcome
from assay.checking.signs import signs_changed
from assay.checking.terms import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.checking.sought import Sought

ENOUGH = 7
"""Words in a row below which nothing is told: that many are found again."""
ALTERED, LITTLE = 0.75, 0.5
"""Share of matching words from which on a text is altered; the lower one where few places differ."""
FEW, MANY = 6, 12
"""Places that differ: so few, and so many at the most."""
PIECE = 16
"""Words of another item that make it a part."""
COVERED, NEARLY_ALL = 0.6, 0.8
"""Share of all words, or of those left over, that several items must cover together; the larger one says it alone."""
MOST_ALIKE, NEAR = 3, 0.05
"""Texts that may be the one that was altered, and the share of words by which they may be less like it."""
REST = 0.15
"""Share that the best one leaves over before others are looked for."""


class Beside(msgspec.Struct, frozen=True):
    """A text of the dump with how what circulates lies in it.

    Attributes:
        text: of the dump.
        here: what was laid beside it.
        lies: how; its gaps are those that alter something.
        signs: numbers with other signs.
        moved: blocks that stand elsewhere; untrusted.
        same: how many words are the same, those of moved blocks too.
    """

    text: Text
    here: Written
    lies: Alignment
    signs: tuple[Change, ...] = ()
    moved: tuple[str, ...] = ()
    same: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything is altered."""
        return bool(self.lies.gaps or self.signs)

    @property
    def share(self) -> float:
        """How much of what is checked is in it."""
        return min(1.0, self.same / max(1, self.lies.size))

    @property
    def whole(self) -> bool:
        """Whether the matching stretch is all of the dump's text, but for a subject or a page number at either end."""
        start, end = self.lies.span
        return start <= ENOUGH and len(self.text.written.found) - end <= ENOUGH

    @property
    def changes(self) -> tuple[Change, ...]:
        """How it differs."""
        return in_order((*changes(self.lies.gaps, self.here, self.text.written), *self.signs))

    @property
    def missing(self) -> tuple[Gap, ...]:
        """The gaps, with what the dump's text has before and after the matching stretch."""
        start, end = self.lies.span
        size = self.lies.size
        ends = (Gap((0, start), (0, 0)), Gap((end, len(self.text.written.found)), (size, size)))
        return (*self.lies.gaps, *(one for one in ends if one.dump[0] < one.dump[1]))


class Decision(msgspec.Struct, frozen=True):
    """The answer and the texts that it names, the best first.

    Attributes:
        outcome: the answer.
        besides: the texts.
        same_form: whether it isn't in the dump and the first of them is on the same form.
    """

    outcome: Outcome
    besides: tuple[Beside, ...]
    same_form: bool = False


def decide(
    sought: Sought,
    texts: Sequence[Text],
    *,
    again: Callable[[], Sought] | None = None,
    standing: Callable[[str], int] = lambda _: 0,
) -> Decision:
    """Compares what circulates with the texts that may be it.

    Args:
        sought: what circulates.
        texts: of the dump, those that share fingerprints.
        again: reads a picture a second time, in another size; None for what isn't read out of a picture.
        standing: how little an item is worth: of equal ones the best vouched for is named first.
    """
    besides = _in_order([lay(sought.beside(mail=one.is_mail), one, ocr=again is not None) for one in texts], standing)
    if not besides or besides[0].lies.matched < min(ENOUGH, besides[0].lies.size):
        return Decision(Outcome.ABSENT, tuple(besides))
    if again is not None and besides[0].differs and besides[0].share >= LITTLE:
        second = again()
        besides = _in_order([read_twice(one, second.beside(mail=one.text.is_mail)) for one in besides], standing)
    best = besides[0]
    if not best.differs:
        return Decision(Outcome.IDENTICAL, (best, *(one for one in besides[1:] if not one.differs)))
    if parts := _composed(besides, NEARLY_ALL):
        return Decision(Outcome.COMPOSED, tuple(parts))
    if best.share >= LITTLE:
        own = _not_another(besides)
        if own is None:
            return Decision(Outcome.ABSENT, tuple(besides), same_form=True)
        besides = [own, *(one for one in besides if one is not own)]
        best = own
    if parts := _composed(besides, COVERED):
        return Decision(Outcome.COMPOSED, tuple(parts))
    return Decision(Outcome.ALTERED if _is_like(best) else Outcome.ABSENT, tuple(besides))


def _not_another(besides: Sequence[Beside]) -> Beside | None:
    """Of the texts that are most like it the first on whose form it isn't another paper; None where it's on each.

    A name that was changed may be nearer to that of another paper on the form.
    """
    for one in besides[:MOST_ALIKE]:
        others = [other.text.written for other in besides if other is not one]
        near = besides[0].same - one.same <= NEAR * besides[0].same
        if near and not is_another(one.here, one.text.written, one.lies, others, one.changes):
            return one
    return None


def _in_order(besides: Sequence[Beside], standing: Callable[[str], int]) -> list[Beside]:
    """The best first."""
    return sorted(
        besides, key=lambda one: (one.differs, -one.same, len(one.lies.gaps), not one.whole, standing(one.text.item))
    )


def lay(here: Written, text: Text, *, ocr: bool = False) -> Beside:
    """Lays a checked text beside one of the dump.

    Args:
        here: the text.
        text: that of the dump.
        ocr: whether the words were read out of a picture; those of a text that were are compared alike.
    """
    theirs, ours = text.written.folded, here.folded
    read = sharpened(theirs, ours) if text.ocr else theirs
    lies = align(sharpened(ours, read) if ocr else ours, read)
    rest = without_innocent(Sides(text.written, here), lies)
    gaps = rest.gaps
    signs: tuple[Change, ...] = ()
    if ocr or text.ocr:
        gaps = tuple(gap for gap in gaps if not is_noise(ours[slice(*gap.here)], theirs[slice(*gap.dump)]))
    else:
        found = signs_changed(here, text.written, lies)
        signs = tuple(other_sign(at, there, here, text.written) for at, there in found)
    same = lies.matched + sum(len(block.split()) for block in rest.moved)
    return Beside(text, here, msgspec.structs.replace(lies, gaps=gaps), signs, rest.moved, same)


def read_twice(first: Beside, again: Written) -> Beside:
    """The same with those differences only that a second reading of the picture has, too.

    Args:
        first: how the first reading lies in a text of the dump.
        again: the second reading.
    """
    second = lay(again, first.text, ocr=True)
    kept = tuple(gap for gap in first.lies.gaps if any(_meet(gap.dump, one.dump) for one in second.lies.gaps))
    return msgspec.structs.replace(first, lies=msgspec.structs.replace(first.lies, gaps=kept))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges of the dump's words, which may be empty, are at the same place."""
    return one[0] <= other[1] and other[0] <= one[1]


def _is_like(best: Beside) -> bool:
    places = len(joined(best.lies.gaps))
    return (best.share >= ALTERED and places <= MANY) or (best.share >= LITTLE and places <= FEW)


def _composed(besides: Sequence[Beside], share: float) -> list[Beside]:
    """The texts that it's made of; none where several don't cover so much of what the best one leaves over."""
    best = besides[0]
    size = best.lies.size
    parts = _parts([one for one in besides if one.lies.size == size])
    left_over = size - best.same
    if len(parts) < 2 or left_over < max(PIECE, REST * size):  # noqa: PLR2004 - several are two
        return []
    together = sum(any(flags) for flags in zip(*(one.lies.covered for one in parts), strict=True))
    covered = together - best.lies.matched >= share * left_over and together >= COVERED * size
    return parts if covered else []


def _parts(besides: Sequence[Beside]) -> list[Beside]:
    """The texts that together cover most, each by words that those before it don't."""
    covered = [False] * (besides[0].lies.size if besides else 0)
    parts = []
    for one in besides:
        if _longest(covered, one.lies.covered) >= PIECE:
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
