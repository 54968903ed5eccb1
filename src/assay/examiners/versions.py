"""The dump has other versions of a document: nothing against it, but to be compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assay.examiners.carried import NAME
from assay.examiners.words import counted, listed, quoted
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.verdict import Verdict
    from assay.model.versions import Version

MOST, _NAMED = 20, 3


def other_versions(others: Sequence[tuple[Version, Verdict | None]], *, looks: bool) -> Finding:
    """Says which other versions there are, and how they fare.

    Args:
        others: each with its verdict; None where it's an attachment only.
        looks: whether they are alike by looks, their text unknown.
    """
    names = [quoted(version.name) for version, _ in others[:_NAMED]]
    more = [f"{len(others) - len(names):,} more"] if len(others) > len(names) else []
    verdicts = Counter(verdict.value for _, verdict in others if verdict is not None)
    fare = listed([f"{count:,} {verdict}" for verdict, count in sorted(verdicts.items())])
    like = "look like it" if looks else "read nearly like it"
    one = "looks like it" if looks else "reads nearly like it"
    count = counted(len(others), f"other document here {one}", f"other documents here {like}")
    said = f" ({listed([*names, *more])}{f'; {fare}' if verdicts else ''})"
    evidence: dict[str, object] = {
        "versions": [
            {"file": version.sha256, "item": version.item, "name": version.name, "verdict": verdict}
            for version, verdict in others[:MOST]
        ],
        "count": len(others),
    }
    text = f"{count}{said}: versions of one document, or one form filled in anew. What differs is worth a look."
    return Finding("document-versions", NAME, Direction.NEUTRAL, Strength.NONE, text, (), evidence, "versions")
