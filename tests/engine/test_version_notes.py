from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case, Judged, versions
from assay.engine.version_notes import note_versions
from assay.model.entry import Kind
from assay.model.verdict import Judgement, Verdict
from assay.model.versions import Group, Sort, Version
from corpus.entries import digest, document, file, mail

if TYPE_CHECKING:
    from pathlib import Path


def version(name: str, item: str = "") -> Version:
    sha256 = digest(f"file {name}")
    return Version(sha256=sha256, item=item or sha256, name=f"{name}.docx", size=1)


def test_documents_get_a_neutral_finding_and_keep_their_verdict(tmp_path: Path) -> None:
    attached, one, two, filled = (file(name) for name in ("attached", "one", "two", "filled"))
    rows = [mail("m", "x@y", attached), document(one), document(two), document(filled)]
    verdicts = {rows[1].sha256: Verdict.SUSPECT, rows[2].sha256: Verdict.CORROBORATED}
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "0", rows)
        judged = [
            Judged(row.sha256, Judgement(verdicts.get(row.sha256, Verdict.UNPROVEN), False, 0.0, "", ()))
            for row in rows
        ]
        case.evidence.write_verdicts("new", "0", judged)
        groups = [
            Group(1, Sort.VERSIONS, False, (version("one"), version("attached", digest("m")), version("two"))),
            Group(2, Sort.FORM, False, (version("filled"), version("one"))),
        ]
        versions.keep(case.evidence, "new", groups)
        assert note_versions(case, "new") == 2
        case.evidence.commit_generation("new")
        found = {one.item: one.judgement for one in case.evidence.judged()}
    assert found[rows[0].sha256].findings == found[rows[3].sha256].findings == ()
    assert rows[0].kind is Kind.MESSAGE
    (finding,) = found[rows[1].sha256].findings
    assert finding.code == "document-versions"
    assert "2 other documents here read nearly like it" in finding.summary
    assert "1 corroborated" in finding.summary
    assert [one["verdict"] for one in finding.evidence["versions"]] == [None, "corroborated"]
