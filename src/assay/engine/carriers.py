"""Which mails carry which files, also inside of other files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assay.case.columns import FILES
from assay.case.safe_text import from_json
from assay.engine.unit import TAKE_IN
from assay.model.entry import INSIDE_OF, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case import Case

DEPTH = 10
"""Files inside of files, from the mail down."""
_INSIDE = "SELECT DISTINCT sha256, notes FROM places WHERE contains(notes, ?)"


def outer_files(case: Case) -> dict[str, tuple[str, ...]]:
    """The files that items lay in, by the items' SHA-256; those that lay in none are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sha256, notes in case.evidence.sql(_INSIDE, [f'"{INSIDE_OF}"']):
        outer = from_json(notes, dict[str, object]).get(INSIDE_OF)
        if isinstance(outer, str) and outer != sha256:
            found[sha256].add(outer)
    return {sha256: tuple(sorted(outer)) for sha256, outer in found.items()}


class Carriers:
    """The mails of a case by the files that they carry."""

    def __init__(self, case: Case) -> None:
        """Reads the take-in pass once; keeps a few words for each file of each mail."""
        self._outer = outer_files(case)
        self._mails: defaultdict[str, list[str]] = defaultdict(list)
        self.dates: dict[str, float | None] = {}
        columns = ("sha256", "date", FILES)
        for entry in case.evidence.entries(TAKE_IN, columns=columns, where=f"kind = '{Kind.MESSAGE.value}'"):
            if entry.traits is None or not entry.traits.files or entry.sha256 in self.dates:
                continue
            self.dates[entry.sha256] = entry.date
            for sha256 in {file.sha256 for file in entry.traits.files}:
                self._mails[sha256].append(entry.sha256)

    def of(self, sha256: str) -> dict[str, bool]:
        """The mails that carry a file, each with whether only inside of another file."""
        found: dict[str, bool] = {}
        for depth, file in self._around(sha256):
            for mail in self._mails.get(file, ()):
                found.setdefault(mail, depth > 0)
        return found

    def _around(self, sha256: str) -> Iterator[tuple[int, str]]:
        """The file itself, then those it lies in, the nearest first."""
        layer, seen = [sha256], {sha256}
        for depth in range(DEPTH + 1):
            yield from ((depth, file) for file in layer)
            layer = [outer for file in layer for outer in self._outer.get(file, ()) if outer not in seen]
            layer = list(dict.fromkeys(layer))
            seen.update(layer)
