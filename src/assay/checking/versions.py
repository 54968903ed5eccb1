"""What else the dump has of a document: its other versions, each with its verdict and with what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import versions as kept
from assay.case import views
from assay.checking.beside import lay
from assay.checking.changes import changes, in_order
from assay.checking.library import Library
from assay.checking.result import Change
from assay.model.versions import Group, Sort, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assay.case import Case
    from assay.case.views import ItemRow
    from assay.checking.library import Text
    from assay.model.traits import Carried

COMPARED = 20
"""Versions of which it's said what differs: those nearest in time."""
MOST_WORDS = 1_000_000
"""Words that are compared for one answer: a mail may carry a hundred files, and each may be a book."""
NAMED = 5
"""Fillings of one form that are named."""


class Other(msgspec.Struct, frozen=True):
    """A version of a document.

    Attributes:
        version: what is known of it.
        verdict: of the item that it is, or that carries it; empty where that isn't judged.
        in_part: whether that holds for a part only.
        loose: whether it's an item itself.
        this: whether it's the document that is asked about.
        compared: whether its text was laid beside that document's.
        differs: in what, numbers first; what stands in this version is `dump`, what stands in the document `here`.
    """

    version: Version
    verdict: str
    in_part: bool
    loose: bool
    this: bool
    compared: bool = False
    differs: tuple[Change, ...] = ()


class Versions(msgspec.Struct, frozen=True):
    """The documents that are alike to one.

    Attributes:
        file: SHA-256 of the document, hex.
        name: its file name; untrusted.
        sort: what the group is.
        looks: whether they are alike by looks and not by words.
        count: how many they are, this one included.
        others: of versions all, the oldest first, this one included; of a form some.
    """

    file: str
    name: str
    sort: Sort
    looks: bool
    count: int
    others: tuple[Other, ...]


def versions(case: Case, files: Iterable[Carried]) -> list[Versions]:
    """The other versions of documents.

    Args:
        case: an open case.
        files: those of a mail, or a document itself.

    Returns:
        For each document and each group that it's in, versions before forms.
    """
    names = {file.sha256: file.name for file in files}
    groups = sorted(kept.groups_of(case.evidence, names.keys()), key=lambda one: one.sort is Sort.FORM)
    comparer = _Comparer(Library(case))
    return [
        _versions(case, comparer, group, file, name)
        for file, name in names.items()
        for group in groups
        if any(version.sha256 == file for version in group.versions)
    ]


class _Comparer:
    """Lays texts beside one another as long as there are words left that may be compared."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._left = MOST_WORDS

    def texts(self, files: Sequence[str]) -> dict[str, Text]:
        """Their own words: what OCR misread in one of them would be a difference."""
        return {one.sha256: one for one in self._library.texts(files, ocr=False)} if self._left > 0 else {}

    def differs(self, here: Text | None, there: Text | None) -> tuple[Change, ...] | None:
        """In what two texts differ, numbers first; None where they aren't compared."""
        if here is None or there is None or self._left <= 0:
            return None
        self._left -= len(here.written.found) + len(there.written.found)
        beside = lay(here.written, there)
        return in_order((*changes(beside.missing, here.written, there.written), *beside.signs))


def _versions(case: Case, comparer: _Comparer, group: Group, file: str, name: str) -> Versions:
    shown: Sequence[Version] = group.versions
    if group.sort is Sort.FORM:
        shown = [version for version in shown if version.sha256 != file][:NAMED]
    rows = views.rows(case.evidence, {name for version in shown for name in (version.item, version.sha256)})
    wanted = _nearest(shown, file) if group.sort is Sort.VERSIONS and not group.looks else []
    texts = comparer.texts([file, *wanted]) if wanted else {}
    differs = {one: comparer.differs(texts.get(file), texts.get(one)) for one in wanted}
    others = tuple(_other(version, rows, differs.get(version.sha256), file) for version in shown)
    return Versions(file, name, group.sort, group.looks, len(group.versions), others)


def _nearest(shown: Sequence[Version], file: str) -> list[str]:
    """Those that are compared, by their distance in the order of age."""
    here = next(at for at, version in enumerate(shown) if version.sha256 == file)
    ranked = sorted(range(len(shown)), key=lambda at: abs(at - here))
    return [shown[at].sha256 for at in ranked[1 : COMPARED + 1]]


def _other(version: Version, rows: dict[str, ItemRow], differs: tuple[Change, ...] | None, file: str) -> Other:
    own = rows.get(version.sha256)
    row = own or rows.get(version.item)
    return Other(
        version=version,
        verdict=row.verdict if row else "",
        in_part=row.in_part if row else False,
        loose=own is not None,
        this=version.sha256 == file,
        compared=differs is not None,
        differs=differs or (),
    )
