from __future__ import annotations

from assay.examiners.versions import MOST, other_versions
from assay.model.verdict import Verdict
from assay.model.versions import Version


def version(name: str) -> Version:
    return Version(sha256=name, item=name, name=name, size=1)


def test_one_other() -> None:
    finding = other_versions([(version("plan\x1b.docx"), Verdict.CORROBORATED)], looks=False)
    assert (finding.code, finding.direction, finding.strength) == ("document-versions", "neutral", "none")
    assert finding.summary.startswith("1 other document here reads nearly like it (“plan")
    assert "1 corroborated" in finding.summary
    assert "\x1b" not in finding.summary


def test_many_by_looks() -> None:
    finding = other_versions([(version(f"{number}.png"), None) for number in range(MOST + 5)], looks=True)
    assert finding.summary.startswith(f"{MOST + 5} other documents here look like it (“0.png”, “1.png”, “2.png” and")
    assert len(finding.evidence["versions"]) == MOST
    assert finding.evidence["count"] == MOST + 5
