from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case.evidence import Evidence
from assay.case.file_texts import from_batch, to_batch
from assay.model.extracted import Embedded, Entity, Extracted, FileText, Page, State

if TYPE_CHECKING:
    from pathlib import Path


def text(sha256: str = "a" * 64, words: str = "Le budget\udce9 \x1a", version: int = 1) -> FileText:
    content = Extracted(
        kind="pdf",
        media="application/pdf",
        state=State.READ,
        pages=(Page(1, "", words), Page(2, "notes", "rest")),
        facts={"author": "Anne"},
        times={"created": 1e9},
        picture=2**63 + 5,
        version=version,
        embedded=(Embedded("x", "text/plain", b"not kept"),),
    )
    entity = Entity("iban", "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189", 1)
    return FileText(
        sha256=sha256, item="b" * 64, part="2", name="budget.pdf", size=9, content=content, language="fr",
        entities=(entity,), prints=(3, 2**62 - 1),
    )  # fmt: skip


def test_rows_come_back_as_they_were_but_for_bytes_inside() -> None:
    (back,) = from_batch(to_batch([text()]))
    assert back.content.embedded == ()
    assert back.content.pages == text().content.pages
    assert (back.content.picture, back.content.facts, back.entities) == (2**63 + 5, {"author": "Anne"}, text().entities)
    assert back.prints == (3, 2**62 - 1)
    assert back.content.text == "Le budget\udce9 \x1a\n\nrest"


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    found = Evidence(tmp_path / "evidence", writable=True)
    (tmp_path / "evidence").mkdir()
    found.prepare()
    return found


def test_of_several_rows_of_a_file_the_newest_and_fullest_counts(evidence: Evidence) -> None:
    assert list(evidence.texts()) == []
    evidence.write_texts("one", [text(words="short"), text("c" * 64)])
    evidence.write_texts("two", [text(words="longer than that, read by OCR")])
    evidence.write_texts("old", [text(words="the longest of all, of an older reader", version=0)])
    (found,) = evidence.texts("sha256 = ?", ["a" * 64])
    assert found.content.pages[0].text.startswith("longer")
    assert evidence.sql("SELECT count(*), sum(size) FROM texts") == [(2, 18)]
