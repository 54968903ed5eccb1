"""The judge: explicit, small, and the same for every item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.judge.explain import explain
from assay.judge.weights import score, weights
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.entry import Kind

PROOF = "signature-holds"
PROOF_IN_PART = "signature-holds-in-part"
IRRECONCILABLE = frozenset({Strength.VERY_STRONG, Strength.CONCLUSIVE})
"""Evidence against that leaves no innocent explanation."""
COUNTS = frozenset({Strength.MODERATE, Strength.MODERATELY_STRONG, Strength.STRONG, *IRRECONCILABLE})
"""From moderate on, evidence decides; weak evidence is shown and never decides."""


def judge(kind: Kind, findings: Sequence[Finding]) -> Judgement:
    """Gives the verdict that the findings of one item add up to.

    The rules, first that applies:
        1. something irreconcilable speaks against it: contradicted;
        2. something else of weight speaks against it: suspect;
        3. a signature by a published or supplied key holds over everything a reader relies on: authenticated;
        4. such a signature holds over a part: authenticated, in part;
        5. something independent of weight speaks for it: corroborated;
        6. else: unproven.
    """
    ordered = tuple(sorted(findings, key=_rank))
    against = [one for one in ordered if one.direction is Direction.AGAINST and one.strength in COUNTS]
    supporting = [one for one in ordered if one.direction is Direction.FOR and one.strength in COUNTS]
    codes = {one.code for one in supporting}
    partial = bool(supporting) and all(_is_partial(one) for one in supporting)
    if any(one.strength in IRRECONCILABLE for one in against):
        verdict = Verdict.CONTRADICTED
    elif against:
        verdict = Verdict.SUSPECT
    elif codes & {PROOF, PROOF_IN_PART}:
        verdict = Verdict.AUTHENTICATED
        partial = PROOF not in codes
    elif supporting:
        verdict = Verdict.CORROBORATED
    else:
        verdict = Verdict.UNPROVEN
    return Judgement(verdict, partial, score(ordered), explain(kind, verdict, ordered, partial=partial), ordered)


def _is_partial(finding: Finding) -> bool:
    return finding.code == PROOF_IN_PART or bool(finding.evidence.get("in_part"))


def _rank(finding: Finding) -> tuple[int, float, str, str, str, str]:
    """Against before for before neutral, strong before weak, then all the rest, so that chance has no say."""
    side = (Direction.AGAINST, Direction.FOR, Direction.NEUTRAL).index(finding.direction)
    rest = repr((finding.spans, finding.evidence))
    return side, -weights()[finding.strength], finding.code, finding.summary, finding.basis, rest
