"""Cases that lie inside a source: their files are work on evidence, not evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case.folder import is_case

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = "left out"
REASON = (
    "a case of Assay lies here: its own files aren't evidence and aren't taken in. If the folder only looks like a "
    "case and belongs to the dump, copy it without its case.json and examine the copy"
)


class Cases:
    """Tells files of cases from files of the dump.

    Args:
        own: the folder of the case that is worked on.
        root: the source, a folder or a file.
    """

    def __init__(self, own: Path, root: Path) -> None:
        self.own = own.resolve()
        self._root = root.resolve()
        self._known: dict[Path, Path | None] = {self._root.parent: None}

    def around(self, path: Path) -> Path | None:
        """The case inside the source that a file belongs to, or None.

        Args:
            path: absolute; links to it are resolved.
        """
        return self.own if path.is_relative_to(self.own) else self._case(path.parent)

    def place(self, case: Path) -> str:
        """The path of a case inside the source."""
        return case.relative_to(self._root).as_posix()

    def _case(self, folder: Path) -> Path | None:
        if not folder.is_relative_to(self._root):
            return None
        above: list[Path] = []
        while folder not in self._known:
            above.append(folder)
            folder = folder.parent
        found = self._known[folder]
        for one in reversed(above):
            found = found or (one if is_case(one) else None)
            self._known[one] = found
        return found
