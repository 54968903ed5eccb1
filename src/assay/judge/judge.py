"""The judge: explicit, small, and the same for every item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.judge.explain import OTHER_NAME, PROOF, explain
from assay.judge.weights import Weights, shipped
from assay.model.finding import UNDECIDED, Direction, Finding, Strength
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.entry import Kind

PROOF_IN_PART = "signature-holds-in-part"
IRRECONCILABLE = frozenset({Strength.VERY_STRONG, Strength.CONCLUSIVE})
"""Evidence against that leaves no innocent explanation."""
HABITS = frozenset({"dialect", "style", "path", "clocks", "thread", "reuse"})
"""Bases of evidence on how mail is usually made and carried. A signature over the whole mail outweighs all of it: the
signer's machine made these bytes, however unusual they look."""
_VOUCHED = frozenset({Verdict.AUTHENTICATED, Verdict.CORROBORATED})
NEVER_ALONE = frozenset({"style"})
"""Bases that don't decide, whatever they add up to."""


def judge(kind: Kind, findings: Sequence[Finding], weights: Weights | None = None) -> Judgement:
    """Gives the verdict that the findings of one item add up to.

    Evidence is added up as decimal logarithms of likelihood ratios, what hangs on one basis once (`Weights.add_up`).
    Whether something can't be reconciled is a rule of its examiner; how much the rest weighs was measured.

    Args:
        kind: what the item is.
        findings: all of them.
        weights: to judge by; those that are shipped unless others are to be tried.

    The rules, first that applies:
        1. something irreconcilable speaks against it: contradicted;
        2. something of weight speaks against it, and habits alone aren't outweighed by what corroborates it: suspect.
           Of a mail that a published key authenticates as a whole, habits don't count. Weak evidence never decides,
           however much of it there is: a second account or a new phone makes a lot of it at once;
        3. a signature by a published or supplied key holds over everything a reader relies on: authenticated;
        4. such a signature holds over a part, or its signer's name looks like another's: authenticated, in part;
        5. something independent of weight speaks for it, by more than what speaks against it: corroborated;
        6. else: unproven.
    """
    scale = weights or shipped()
    ordered = tuple(sorted(findings, key=lambda one: _rank(one, scale)))
    thresholds = scale.thresholds
    codes = {one.code for one in ordered if one.direction is Direction.FOR}
    against = [one for one in ordered if one.direction is Direction.AGAINST and one.basis not in NEVER_ALONE]
    if PROOF in codes:
        against = [one for one in against if one.basis not in HABITS]
    against = [one for one in against if scale.counts(one)]
    supporting = [one for one in ordered if one.direction is Direction.FOR and scale.counts(one)]
    partial = bool(supporting) and all(_is_partial(one) for one in supporting)
    opposing, backing = scale.add_up(against), scale.add_up(supporting)
    if any(one.strength in IRRECONCILABLE for one in against):
        verdict = Verdict.CONTRADICTED
    elif opposing >= thresholds.suspect and (opposing >= backing or not _outweighed(against)):
        verdict = Verdict.SUSPECT
    elif codes & {PROOF, PROOF_IN_PART}:
        verdict = Verdict.AUTHENTICATED
        partial = PROOF not in codes
    elif supporting and backing - opposing >= thresholds.corroborated:
        verdict = Verdict.CORROBORATED
    else:
        verdict = Verdict.UNPROVEN
    partial = partial or (verdict in _VOUCHED and any(one.code == OTHER_NAME for one in ordered))
    return Judgement(verdict, partial, scale.score(ordered), explain(kind, verdict, ordered, partial=partial), ordered)


def _outweighed(against: Sequence[Finding]) -> bool:
    """Whether support may outweigh it: habits, yes; what was seen to differ, to be changed or to be added, no.

    Copies of which nothing tells which is the altered one may be told apart by what else speaks for one of them.
    """
    return all(one.basis in HABITS or one.basis == UNDECIDED for one in against)


def _is_partial(finding: Finding) -> bool:
    return finding.code == PROOF_IN_PART or bool(finding.evidence.get("in_part"))


def _rank(finding: Finding, scale: Weights) -> tuple[int, float, str, str, str, str]:
    """Against before for before neutral, strong before weak, then all the rest, so that chance has no say."""
    side = (Direction.AGAINST, Direction.FOR, Direction.NEUTRAL).index(finding.direction)
    rest = repr((finding.spans, finding.evidence))
    return side, -scale.of(finding), finding.code, finding.summary, finding.basis, rest
