"""The table of the red team: what was caught, what slipped through, and who was accused wrongly."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from redteam.methods import METHODS, VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from redteam.rounds import Outcome

COLUMNS = ("contradicted", "suspect", "in part", "unproven", "corroborated", "authenticated")
FLAGGED = ("contradicted", "suspect")


def tables(outcomes: Iterable[Outcome]) -> str:
    """Markdown: forgeries by method and variant, then the genuine mail and every false accusation by its causes."""
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    genuine: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    accused: dict[str, set[str]] = defaultdict(set)
    for one in outcomes:
        if one.method:
            cells[one.method, one.variant][one.verdict] += 1
            continue
        genuine[one.verdict] += 1
        if one.verdict in FLAGGED:
            cause = " + ".join(sorted({code for code, side, how in one.codes if side == "against" and how != "weak"}))
            causes[f"{one.verdict}: {cause}"] += 1
            accused[f"{one.verdict}: {cause}"].add(one.path)
    lines = ["| method | variant | planted | " + " | ".join(COLUMNS) + " |", "|---|---|---|" + "---|" * len(COLUMNS)]
    for method in METHODS:
        for variant in VARIANTS:
            found = cells[method, variant]
            numbers = " | ".join(str(found[name] or "") for name in COLUMNS)
            lines.append(f"| {method} | {variant} | {sum(found.values())} | {numbers} |")
    total = sum(genuine.values())
    lines += ["", f"Genuine mail, {total:,} judgements:", "", "| verdict | items | share |", "|---|---|---|"]
    lines += [f"| {name} | {genuine[name]:,} | {100 * genuine[name] / max(1, total):.2f} % |" for name in COLUMNS]
    lines += ["", "False accusations by cause:", "", "| cause | judgements | mails |", "|---|---|---|"]
    lines += [f"| {cause} | {count} | {len(accused[cause])} |" for cause, count in causes.most_common()]
    return "\n".join(lines) + "\n"
