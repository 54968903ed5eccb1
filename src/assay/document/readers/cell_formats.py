"""Which cell of an xlsx file has which number format (ECMA-376 part 1, sections 18.3.1.4 and 18.8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.readers.number_formats import BUILT_IN
from assay.document.tree import attribute, named

if TYPE_CHECKING:
    from assay.document.readers.package import Package

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(\d{1,5})"(?: t="n")?>')
_MOST_CELLS = 500_000
_GENERAL = "General"


class CellFormats:
    """The formats of a workbook's numbers."""

    def __init__(self, package: Package) -> None:
        """Reads styles and the places of the sheets; what is missing or damaged leaves numbers as they are."""
        self._package = package
        self._codes = _codes(package)
        self._places: dict[str, str] = {}
        root = package.xml("xl/workbook.xml") if self._codes else None
        if root is not None:
            targets = {kind.partition(" ")[2]: place for kind, place in package.related("xl/workbook.xml").items()}
            for sheet in named(root, "sheet"):
                number = next((value for key, value in sheet.items() if key.endswith("}id")), "")
                self._places[attribute(sheet, "name")] = targets.get(number, "")

    def of(self, sheet: str) -> dict[tuple[int, int], str]:
        """The codes of a sheet's cells by row and column, counted from 0; of the first 500,000 numbers only."""
        place = self._places.get(sheet)
        found: dict[tuple[int, int], str] = {}
        if not place:
            return found
        for match in _CELL.finditer(self._package.data(place)):
            code = self._codes.get(int(match[3]))
            if code is not None:
                found[int(match[2]) - 1, _column(match[1])] = code
                if len(found) >= _MOST_CELLS:
                    break
        return found


def _codes(package: Package) -> dict[int, str]:
    """The codes by the number of the style that cells name; styles that show numbers as they are have none."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return {}
    own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in named(root, "numFmt")}
    own = {str(number): code for number, code in BUILT_IN.items()} | own
    styles = next(named(root, "cellXfs"), None)
    codes = (own.get(attribute(style, "numFmtId")) for style in (styles if styles is not None else ()))
    return {number: code for number, code in enumerate(codes) if code and code != _GENERAL}


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + letter - 64
    return column - 1
