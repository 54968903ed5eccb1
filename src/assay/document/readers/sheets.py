"""Spreadsheets by calamine: xlsx, xlsm, xlsb, xls; a page a sheet, hidden ones labelled, formulas by their values."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import python_calamine as calamine

from assay.document.compound import Compound
from assay.document.kinds import ENCRYPTED_PACKAGE
from assay.document.readers.cell_formats import CellFormats
from assay.document.readers.docx import properties, text_of
from assay.document.readers.number_formats import shown
from assay.document.readers.ole_objects import embed_objects
from assay.document.readers.package import Package
from assay.document.readers.panics import panics_named
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft

_MOST_CELLS = 20_000_000
"""Cells of a sheet, empty ones included: calamine lays a sheet out as a rectangle in memory."""
_HIDDEN = ((calamine.SheetVisibleEnum.Hidden, "hidden"), (calamine.SheetVisibleEnum.VeryHidden, "very hidden"))
_PARTS = (
    (r"xl/comments\d{0,5}\.xml", "comments"),
    (r"xl/threadedComments/threadedComment\d{0,5}\.xml", "comments"),
    (r"xl/drawings/drawing\d{0,5}\.xml", "drawing"),
    (r"xl/charts/chart\d{0,5}\.xml", "chart"),
)
_BEGIN, _FILE_PASS, _MACROS = 0x0809, 0x002F, "_VBA_PROJECT_CUR"
_MOST_RECORDS = 50


def read_xlsx(data: bytes, draft: Draft) -> None:
    """Reads xlsx, xlsm, xltx and xlsb."""
    package = Package(data, draft)
    properties(package, draft)
    try:
        with panics_named():
            _cells(data, draft, CellFormats(package))
    except Unreadable:
        _shared_strings(package, draft)
        draft.damaged("its sheets can't be read, only the texts that they share")
    for pattern, label in _PARTS:
        for name in package.matching(pattern):
            root = package.xml(name)
            if root is not None:
                draft.page(0, label, text_of(root, []))
    package.embed("xl/media/", "xl/embeddings/")


def read_xls(data: bytes, draft: Draft) -> None:
    """Reads xls (BIFF); an encrypted one has the record FilePass ([MS-XLS] 2.4.117).

    Raises:
        Encrypted: it asks for a password.
    """
    file = Compound(data)
    names = {entry.name for entry in file.entries()}
    stream = file.stream("Workbook") or file.stream("Book")
    if ENCRYPTED_PACKAGE in names or _locked(stream):
        raise Encrypted("it asks for a password")
    if _MACROS in names:
        draft.found.say("macros", "yes")
    with panics_named():
        _cells(data, draft)
    embed_objects(file, draft)


def _locked(stream: bytes) -> bool:
    at = 0
    for number in range(_MOST_RECORDS):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == _FILE_PASS:
            return True
        if at + 4 > len(stream) or (number == 0 and kind & 0xFF != _BEGIN & 0xFF):
            return False
        at += 4 + size
    return False


def _cells(data: bytes, draft: Draft, formats: CellFormats | None = None) -> None:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise Encrypted("it asks for a password") from error
    except calamine.CalamineError as error:
        raise Unreadable(f"its sheets can't be read: {error}") from error
    draft.found.say("sheets", str(len(book.sheet_names)))
    for number, about in enumerate(book.sheets_metadata, 1):
        if about.typ not in (calamine.SheetTypeEnum.WorkSheet, calamine.SheetTypeEnum.MacroSheet):
            continue
        hidden = next((word for state, word in _HIDDEN if state == about.visible), "")
        label = f"{about.name} ({hidden})" if hidden else about.name
        try:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.height * sheet.width > _MOST_CELLS:
                draft.cut = True
                continue
            text = _sheet_text(sheet, draft, formats.of(about.name) if formats else {})
        except calamine.CalamineError:
            draft.damaged("a sheet can't be read")
            continue
        if not draft.page(number, label, text):
            draft.cut = True
            return


def _sheet_text(sheet: calamine.CalamineSheet, draft: Draft, codes: dict[tuple[int, int], str]) -> str:
    """The cells of a sheet; calamine begins with the first row, but with the first column that has something."""
    lines: list[str] = []
    room = draft.room
    first = sheet.start[1] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows()):
        if codes:
            texts = [_formatted(value, codes.get((number, column))) for column, value in enumerate(row, first)]
        else:
            texts = list(map(_shown, row))
        line = "\t".join(texts).rstrip("\t")
        room -= len(line) + 1
        lines.append(line)
        if room < 0:
            draft.cut = True
            break
    return "\n".join(lines)


def _formatted(value: object, code: str | None) -> str:
    """A cell as its number format shows it, where that is known."""
    text = shown(value, code) if code and isinstance(value, int | float) and not isinstance(value, bool) else None
    return _shown(value) if text is None else text


def _shown(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO 8601 has them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - digits
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    return str(value)


def _shared_strings(package: Package, draft: Draft) -> None:
    root = package.xml("xl/sharedStrings.xml")
    if root is not None:
        draft.page(0, "", "\n".join(text_of(one, []) for one in root))
