from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case, pictures
from assay.case.evidence import OCR
from assay.model.errors import CaseDamaged
from assay.model.extracted import Extracted, FileText, Page, State

if TYPE_CHECKING:
    from pathlib import Path

PDF, TIFF, PICTURE, ICON, TEXT = ("a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 64)


def file(sha256: str, kind: str, *, scanned: bool, **facts: str) -> FileText:
    return FileText(
        sha256=sha256, item=sha256, name=f"x.{kind}", content=Extracted(kind=kind, scanned=scanned, facts=facts)
    )


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create_or_open(tmp_path / "case")
    rows = [
        file(PDF, "pdf", scanned=False, scanned_pages="2-3", pages="9"),
        file(TIFF, "tiff", scanned=True, pages="4"),
        file(PICTURE, "png", scanned=True),
        file(ICON, "gif", scanned=False),
        file(TEXT, "pdf", scanned=False, pages="3"),
    ]
    made.evidence.write_texts("t", rows, {})
    return made


def seen(sha256: str, ranges: str, state: State = State.READ, **facts: str) -> FileText:
    pages = (Page(2, "ocr", "words"),) if state is State.READ else ()
    told = {"scanned_pages": ranges, "legible_pages": str(len(pages)), **facts}
    content = Extracted(kind="pdf", state=state, reason="so" * (not pages), pages=pages, facts=told)
    return FileText(sha256=sha256, item=sha256, content=content, prints=(7,), language="fr")


def keep(case: Case, name: str, *rows: FileText, languages: tuple[str, ...] = ("fra",)) -> None:
    told = [(row.sha256, row.content.facts["scanned_pages"]) for row in rows]
    case.evidence.write_texts(name, rows, {"read": 1, "languages": languages, "pages": told}, OCR)


def test_what_may_hold_text_is_told_with_its_pages(case: Case) -> None:
    found = {one.sha256: one.pages for one in pictures.pictures(case.evidence)}
    assert found == {PDF: (2, 3), TIFF: (1, 2, 3, 4), PICTURE: (0,)}
    nothing = pictures.count(case.evidence)
    assert (nothing.files, nothing.pages, nothing.left, nothing.pages_left) == (3, 7, 3, 7)


def test_what_was_read_what_failed_and_what_is_left_is_counted(case: Case) -> None:
    keep(case, "one", seen(PDF, "2"), seen(PICTURE, "", State.ILLEGIBLE))
    keep(case, "two", seen(TIFF, "1-4", State.TIMEOUT, failed="page 1: took longer"))
    found = pictures.count(case.evidence)
    assert (found.read, found.pages_read, found.illegible, found.failed) == (1, 1, 1, 1)
    assert (found.left, found.pages_left, found.reasons) == (1, 1, {"page 1: took longer": 1})
    assert pictures.pages_seen(case.evidence) == {PDF: {2}, PICTURE: {0}, TIFF: {1, 2, 3, 4}}


def test_pages_are_unseen_for_another_version_or_language(case: Case) -> None:
    keep(case, "one", seen(PDF, "2"))
    assert pictures.pages_seen(case.evidence, version=2) == {}
    assert pictures.pages_seen(case.evidence, languages=("fra", "eng")) == {}
    assert pictures.pages_seen(case.evidence, 1, ("fra",)) == {PDF: {2}}


def test_the_text_counts_as_that_of_the_file(case: Case) -> None:
    keep(case, "one", seen(PDF, "2"))
    rows = case.evidence.sql("SELECT characters, language, prints FROM texts WHERE sha256 = ?", [PDF])
    assert rows == [(5, "fr", [7])]
    (one,) = case.evidence.texts("sha256 = ?", [PDF])
    assert (one.content.text, one.prints) == ("words", (7,))
    assert case.evidence.newest_ocr() == {PDF: ["one"]}


def test_of_two_readings_that_with_more_languages_counts(case: Case) -> None:
    keep(case, "one", seen(PDF, "2", languages="eng"))
    keep(case, "two", seen(PDF, "2", State.ILLEGIBLE, languages="fra+eng"), languages=("fra", "eng"))
    assert case.evidence.newest_ocr() == {PDF: ["two"]}


def test_metadata_that_nobody_wrote_are_damage(case: Case) -> None:
    case.evidence.write_texts("x", [seen(PDF, "2")], {"read": "one"}, OCR)
    with pytest.raises(CaseDamaged):
        pictures.count(case.evidence)
