from __future__ import annotations

import io

import xlsxwriter

from assay.document.bounds import Bounds
from assay.document.draft import Draft
from assay.document.extract import extract
from assay.document.readers.cell_formats import CellFormats
from assay.document.readers.package import Package
from document.document_builders import zipped


def workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet, other = book.add_worksheet("A & B"), book.add_worksheet("C")
    sheet.write_number(3, 2, 1234.5, book.add_format({"num_format": "#,##0.00 [$€-40C]"}))
    sheet.write_number(4, 27, 0.125, book.add_format({"num_format": "0.0%"}))
    sheet.write_number(4, 2, 1234.5)
    sheet.write_formula(5, 2, "=C4*2", book.add_format({"num_format": 4}), 2469)
    other.write_number(0, 0, 3, book.add_format({"num_format": 2}))
    book.close()
    return buffer.getvalue()


def test_numbers_as_the_sheet_shows_them() -> None:
    found = extract(workbook(), "a.xlsx")
    assert [page.text.split() for page in found.pages] == [["1,234.50", "€", "1234.5", "12.5%", "2,469.00"], ["3.00"]]


def test_cells_by_row_and_column() -> None:
    formats = CellFormats(Package(workbook(), Draft("", Bounds())))
    assert formats.of("A & B") == {(3, 2): "#,##0.00 [$€-40C]", (4, 27): "0.0%", (5, 2): "#,##0.00"}
    assert formats.of("missing") == {}


def test_without_styles() -> None:
    assert CellFormats(Package(zipped({"xl/workbook.xml": b"<w/>"}), Draft("", Bounds()))).of("A") == {}
