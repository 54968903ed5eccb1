"""From the texts that are most like what circulates to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.checking.beside import ENOUGH, Beside, lay, read_twice
from assay.checking.changes import joined
from assay.checking.forms import is_another
from assay.checking.result import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.checking.library import Text
    from assay.checking.sought import Sought

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
