"""docs/evaluation.md: what was measured, for readers."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assay.judge.weights import word
from redteam import report
from redteam.version import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.judge.weights import Weights
    from redteam.outcome import Outcome
    from redteam.reliability import Reliability
    from redteam.rounds import Corpus

_HALVES = "Weights were fitted to one half of the mails; everything below was measured on the other half."


def commit() -> str:
    """The commit that is checked out, with a word where files differ from it."""
    called = ["git", "-C", str(HERE), "describe", "--always", "--dirty=, with changes", "--abbrev=12"]
    return subprocess.run(called, check=False, capture_output=True, text=True).stdout.strip() or "unknown"


def evaluation(
    held: Sequence[Outcome], weights: Weights, corpora: Sequence[Corpus], found: Reliability, intro: str
) -> str:
    """The page, Markdown."""
    judged = report.Judged(held, weights)
    names = [one.name for one in corpora]
    planted = [one.name for one in corpora if one.planted]
    head = [
        "# Evaluation",
        "",
        intro.strip(),
        "",
        f"Commit {commit()}; {datetime.now(UTC):%d %B %Y}. {_HALVES}",
        "",
        "## How much of what was forged is told",
        "",
        report.summary(judged, planted),
        "Added: what was signed is as it was, and something stands beside it; there *in part* is a right answer, for",
        "it names what nobody vouches for. Vouched for: called authenticated or corroborated as a whole, wrongly.",
        "",
        "## Genuine mail",
        "",
        report.genuine(judged, names),
        "Every false accusation, by its causes:",
        "",
        report.accusations(judged, weights),
        "## What would be needed",
        "",
        HERE.joinpath("outlook.txt").read_text("utf-8"),
        "## Calibration",
        "",
        "![Reliability: probability said against share seen](images/calibration.svg)",
        "",
        f"Brier score {found.brier:.3f} at even odds (0 is perfect, 0.25 says nothing).",
        f"Suspicion starts at 10^{weights.thresholds.suspect:.1f} against,",
        f"corroboration at 10^{weights.thresholds.corroborated:.1f} for.",
        "",
        "## Weights",
        "",
        "What an examiner calls weak never decides, whatever was measured; proofs keep the weight of their rule.",
        "",
        "| finding | side | as its examiner says | measured: 10 to the | in words | genuine | forged | mails |",
        "|---|---|---|---|---|---|---|---|",
        *_rows(weights),
    ]
    for name in planted:
        head += ["", f"## Planted in {name}", "", report.methods(judged, name).rstrip()]
    return "\n".join(head) + "\n"


def _rows(weights: Weights) -> list[str]:
    rows = []
    for name, one in sorted(weights.measured.items(), key=lambda item: (-item[1].log10, item[0])):
        code, side, how = name.split(" ", 2)
        link = f"[{code}](findings/{code}.md)"
        rates = f"{100 * one.genuine:.3f} % | {100 * one.forged:.2f} % | {one.seen:,}"
        rows.append(f"| {link} | {side} | {how} | {one.log10:.2f} | {word(one.log10).value} | {rates} |")
    return rows
