from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case, Judged, versions
from assay.engine.documents import run
from assay.engine.judging import rejudge
from assay.engine.passes import Running
from assay.engine.tasks import Documents
from assay.engine.watch import Silent
from assay.model.extracted import Extracted, FileText, Page
from assay.model.verdict import Judgement, Verdict
from corpus.entries import document, file

if TYPE_CHECKING:
    from pathlib import Path


def ask(case: Case, generation: str) -> bytes:
    return run(msgspec.msgpack.encode(Documents(str(case.path), generation)), lambda *_: None)


def test_versions_are_kept_with_the_generation_and_noted(tmp_path: Path) -> None:
    rows = [document(file("one")), document(file("two"))]
    texts = [
        FileText(
            sha256=row.sha256,
            item=row.sha256,
            content=Extracted(
                kind="text", version=9, pages=(Page(1, "", f"The same words, and one of its own: {row.sha256[:4]}"),)
            ),
            prints=tuple(range(100 + number, 400)),
        )
        for number, row in enumerate(rows)
    ]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "0", rows)
        case.evidence.write_texts("1", texts)
        unproven = Judgement(Verdict.UNPROVEN, False, 0.0, "", ())
        case.evidence.write_verdicts("new", "0", [Judged(row.sha256, unproven) for row in rows])
        assert ask(case, "new") == b""
        (group,) = versions.groups(case.evidence, generation="new")
        case.evidence.commit_generation("new")
        codes = [finding.code for judged in case.evidence.judged() for finding in judged.judgement.findings]
    assert {version.sha256 for version in group.versions} == {row.sha256 for row in rows}
    assert codes == ["document-versions"] * 2


def test_damaged_evidence_is_an_answer(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        (case.evidence.folder / "take-in" / "0.parquet").write_bytes(b"no table")
        assert b"can't be read" in ask(case, "new")


def test_a_whole_judging_keeps_versions(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "0", [document(file("one"))])
        rejudge(case, Running(jobs=1), Silent())
        assert list(versions.groups(case.evidence)) == []
        assert case.evidence.sql("SELECT count(*) FROM verdicts") == [(1,)]
