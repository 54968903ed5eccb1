"""The files that a mail carries beside those of the mail in the dump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.checking.beside import lay
from assay.checking.changes import changes, in_order
from assay.checking.margins import without_margins
from assay.checking.result import Change
from assay.checking.terms import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.checking.library import Text
    from assay.checking.offered import Enclosed

_SHOWN = 12
"""Signs of a digest."""


def file_changes(
    here: Sequence[Enclosed], dump: Sequence[tuple[str, str]], text_of: Callable[[str], Text | None]
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """How the files differ, and the names of those that have the same text and other bytes.

    Args:
        here: files of the mail that circulates.
        dump: SHA-256 and name of each file of the mail in the dump.
        text_of: the text of a file of the dump by its SHA-256, where it has one.
    """
    known = [sha256 for sha256, _ in dump]
    others = [one for one in here if one.sha256 not in known]
    left = [one for one in dump if one[0] not in {file.sha256 for file in here}]
    found: list[Change] = []
    resaved: list[str] = []
    pairs, added, gone = _pairs(others, left)
    found += (Change("added", "", _label(one.sha256, one.name)) for one in added)
    found += (Change("left out", _label(*one), "") for one in gone)
    for file, there in pairs:
        if (differing := _differing(file, text_of(there[0]))) is None:
            found.append(Change("file", _label(*there), _label(file.sha256, file.name)))
        elif differing:
            found += (
                Change(one.kind, one.dump, one.here, f"{file.name}: {one.before}", one.after) for one in differing
            )
        else:
            resaved.append(file.name)
    return tuple(found), tuple(resaved)


def _pairs(
    here: Sequence[Enclosed], dump: Sequence[tuple[str, str]]
) -> tuple[list[tuple[Enclosed, tuple[str, str]]], list[Enclosed], list[tuple[str, str]]]:
    """Each file beside the one of its name, those left over in their order; then what one side alone has."""
    left = list(dump)
    pairs: list[tuple[Enclosed, tuple[str, str]]] = []
    alone: list[Enclosed] = []
    for file in here:
        same = next((one for one in left if one[1].casefold() == file.name.casefold()), None)
        if same is None:
            alone.append(file)
        else:
            left.remove(same)
            pairs.append((file, same))
    more = min(len(alone), len(left))
    pairs += zip(alone[:more], left[:more], strict=True)
    return pairs, alone[more:], left[more:]


def _differing(file: Enclosed, there: Text | None) -> tuple[Change, ...] | None:
    """The places where the texts differ; None where one of them has no text to compare, or one that OCR may misread."""
    here = Written.of(page.text for page in without_margins(file.pages).pages)
    if there is None or there.ocr or not there.written.found or not here.found:
        return None
    beside = lay(here, there)
    if not beside.lies.matched:
        return None
    return in_order((*changes(beside.missing, here, there.written), *beside.signs))


def _label(sha256: str, name: str) -> str:
    return f"{name or 'a file without a name'} ({sha256[:_SHOWN]})"
