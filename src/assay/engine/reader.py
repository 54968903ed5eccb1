"""Reads the original bytes of items that the reduction wants to see again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.engine.unit import TAKE_IN
from assay.model.errors import OriginalChanged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.case import Case


class Originals:
    """The items of a case by SHA-256."""

    def __init__(self, case: Case) -> None:
        """Reads nothing yet."""
        self._case = case

    def read(self, items: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Items with their bytes, each once, those left out that can't be read."""
        if not items:
            return
        seen: set[str] = set()
        where = "sha256 IN (SELECT unnest(?))"
        for entry in self._case.evidence.entries(
            TAKE_IN, columns=("sha256", "stored"), where=where, params=[sorted(items)]
        ):
            if entry.stored is None or entry.sha256 in seen:
                continue
            seen.add(entry.sha256)
            try:
                yield entry.sha256, self._case.originals.read(entry.stored, entry.sha256)
            except OriginalChanged:
                continue
