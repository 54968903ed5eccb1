"""The tables of the red team: what was caught, what slipped through, and who was accused wrongly."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from redteam.methods import METHODS, VARIANTS
from redteam.outcome import PARTIAL, finding
from redteam.thresholds import FLAGGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assay.judge.weights import Weights
    from redteam.outcome import Outcome

COLUMNS = ("contradicted", "suspect", "in part", "unproven", "corroborated", "authenticated")
VOUCHED = frozenset({"authenticated", "corroborated"})
Cells = dict[tuple[str, str], Counter[str]]


class Judged:
    """Outcomes with their verdicts by some weights."""

    def __init__(self, outcomes: Iterable[Outcome], weights: Weights) -> None:
        """Judges all of them once."""
        self.pairs = [(one, one.verdict(weights)) for one in outcomes]

    def of(self, corpus: str) -> list[tuple[Outcome, str]]:
        """Those of one corpus."""
        return [(one, verdict) for one, verdict in self.pairs if one.corpus == corpus]


def summary(judged: Judged, corpora: Sequence[str]) -> str:
    """Markdown: how much of what was altered or invented is told, by corpus and variant."""
    lines = [
        "| corpus | variant | altered, invented | suspect or contradicted | added: flagged or in part | vouched for |",
        "|---|---|---|---|---|---|",
    ]
    for corpus in corpora:
        for variant in VARIANTS:
            found = [
                (one, verdict)
                for one, verdict in judged.of(corpus)
                if one.forged and not one.honest and one.variant == variant
            ]
            if not found:
                continue
            altered = [verdict for one, verdict in found if one.method not in PARTIAL]
            flagged = sum(verdict in FLAGGED for verdict in altered)
            told = sum(verdict in FLAGGED or verdict == "in part" for one, verdict in found if one.method in PARTIAL)
            wrong = sum(verdict in VOUCHED for _, verdict in found)
            shares = f"{flagged} ({_share(flagged, len(altered))}) | {told} ({_share(told, len(found) - len(altered))})"
            lines.append(f"| {corpus} | {variant} | {len(altered)} | {shares} | {wrong} |")
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"


def methods(judged: Judged, corpus: str) -> str:
    """Markdown: the verdicts of what was planted in one corpus, by method and variant."""
    cells: Cells = defaultdict(Counter)
    for one, verdict in judged.of(corpus):
        if one.method:
            cells[one.method, one.variant][verdict] += 1
    lines = ["| method | variant | planted | " + " | ".join(COLUMNS) + " |", "|---|---|---|" + "---|" * len(COLUMNS)]
    for method in METHODS:
        for variant in VARIANTS:
            found = cells[method, variant]
            numbers = " | ".join(str(found[name] or "") for name in COLUMNS)
            lines.append(f"| {method} | {variant} | {sum(found.values())} | {numbers} |")
    return "\n".join(lines) + "\n"


def genuine(judged: Judged, corpora: Sequence[str]) -> str:
    """Markdown: the verdicts of genuine mail by corpus, as shares of its judgements."""
    lines = [
        "| corpus | mails | judgements | " + " | ".join(COLUMNS) + " |",
        "|---|---|---|" + "---|" * len(COLUMNS),
    ]
    for corpus in corpora:
        found = [(one, verdict) for one, verdict in judged.of(corpus) if not one.method]
        counts = Counter(verdict for _, verdict in found)
        mails = len({one.path for one, _ in found})
        shares = " | ".join(f"{100 * counts[name] / max(1, len(found)):.2f} %" for name in COLUMNS)
        lines.append(f"| {corpus} | {mails:,} | {len(found):,} | {shares} |")
    return "\n".join(lines) + "\n"


def accusations(judged: Judged, weights: Weights) -> str:
    """Markdown: every false accusation by the names of its causes."""
    causes: Counter[tuple[str, str]] = Counter()
    mails: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, verdict in judged.pairs:
        if not one.method and verdict in FLAGGED:
            cause = one.corpus, f"{verdict}: {' + '.join(against(one, weights)) or 'nothing'}"
            causes[cause] += 1
            mails[cause].add(one.path)
    lines = ["| corpus | cause | judgements | mails |", "|---|---|---|---|"]
    lines += [
        f"| {corpus} | {cause} | {count} | {len(mails[corpus, cause])} |"
        for (corpus, cause), count in causes.most_common()
    ]
    return "\n".join(lines if causes else ["None."]) + "\n"


def against(one: Outcome, weights: Weights) -> list[str]:
    """The codes of what counts against an item."""
    found = (said.code for said in one.said if said.direction.value == "against" and weights.counts(finding(said)))
    return sorted(set(found))


def listing(judged: Judged, weights: Weights) -> Iterable[str]:
    """A line for every forgery that wasn't accused and every genuine mail that was, with what speaks on each side."""
    for one, verdict in judged.pairs:
        if (verdict in FLAGGED) != one.forged and not (one.honest or (not one.method and verdict not in FLAGGED)):
            evidence = " ".join(
                f"{'-' if said.direction.value == 'against' else '+'}{said.code}:{weights.of(finding(said)):.1f}"
                for said in one.said
            )
            yield f"{one.corpus} {one.method or 'genuine'}/{one.variant} {verdict} {one.path}: {evidence}"
