from __future__ import annotations

import datetime as dt

import pytest

from assay.document.extract import extract
from assay.document.readers.sheets import _shown
from document.document_builders import office, zipped
from document.makers.ole_maker import xls
from document.makers.ooxml_maker import xlsx
from document.makers.story import story


def test_a_page_a_sheet_and_comments() -> None:
    found = extract(xlsx(story(1)).data, "a.xlsx")
    assert [(page.number, page.label) for page in found.pages] == [
        (1, "Öffentlich"),
        (2, "Geheim (hidden)"),
        (0, "comments"),
    ]


def test_old_workbooks() -> None:
    found = extract(xls(story(1)).data, "a.xls")
    assert [(page.number, page.label) for page in found.pages] == [(1, "Eins"), (2, "Zwei (hidden)")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (3.0, "3"),
        (0.1, "0.1"),
        (-1234567.5, "-1234567.5"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (7, "7"),
        (dt.datetime(2017, 5, 6), "2017-05-06"),  # noqa: DTZ001 - sheets have no zones
        (dt.datetime(2017, 5, 6, 7, 8), "2017-05-06 07:08:00"),  # noqa: DTZ001
        (dt.time(7, 8), "07:08:00"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert _shown(value) == text


def test_shared_texts_are_read_where_the_sheets_are_broken() -> None:
    shared = b"<sst><si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si></sst>"
    data = office(**{"xl/workbook.xml": b"<broken", "xl/sharedStrings.xml": shared, "xl/vbaProject.bin": b"x"})
    found = extract(data, "a.xlsm")
    assert found.text == "one\ntwo"
    assert "damaged" in found.facts
    assert found.facts["macros"] == "yes"


def test_nothing_readable_is_unreadable() -> None:
    found = extract(zipped({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w"}), "a.xlsx")
    assert found.text == ""
    assert "damaged" in found.facts
