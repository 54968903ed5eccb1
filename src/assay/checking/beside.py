"""How what circulates lies in one text of the dump."""

from __future__ import annotations

import msgspec

from assay.checking.align import Alignment, Gap, align
from assay.checking.blurred import is_noise, sharpened
from assay.checking.changes import changes, in_order, other_sign
from assay.checking.innocent import Sides, without_innocent
from assay.checking.library import Text
from assay.checking.result import Change
from assay.checking.signs import signs_changed
from assay.checking.terms import Written

ENOUGH = 7
"""Words in a row below which nothing is told: that many are found again."""


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
