"""The paragraph behind a verdict: what is known, then how, then what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.entry import Kind
from assay.model.finding import Direction, Finding
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

_THING = {Kind.MESSAGE: "mail", Kind.DOCUMENT: "document"}
_LEAD = {
    Verdict.AUTHENTICATED: "This {thing} is what its signer signed.",
    Verdict.CORROBORATED: "Independent evidence vouches for this {thing}, and nothing contradicts it.",
    Verdict.UNPROVEN: (
        "Nothing vouches for this {thing} and nothing speaks against it: whether it's genuine isn't known."
    ),
    Verdict.SUSPECT: "Something speaks against this {thing}; innocent explanations exist.",
    Verdict.CONTRADICTED: "What is here can't be what was sent.",
}
_IN_PART = {
    Verdict.AUTHENTICATED: "A part of this {thing} is what its signer signed; another part is vouched for by nobody.",
    Verdict.CORROBORATED: "Independent evidence vouches for a part of this {thing}, and nothing contradicts it.",
}
_LIMIT = {
    Verdict.AUTHENTICATED: "A signature proves bytes, not truth: what it says may still be wrong, or a decoy.",
    Verdict.CORROBORATED: "This makes it credible; it isn't proof.",
    Verdict.UNPROVEN: "Most genuine old mail is unproven, and so is every careful forgery.",
}
_MOST = 3


def explain(kind: Kind, verdict: Verdict, findings: Sequence[Finding], *, partial: bool) -> str:
    """Writes the paragraph.

    Args:
        kind: what the item is.
        verdict: what was decided.
        findings: all of them, in the judge's order.
        partial: whether the verdict holds for a part only.
    """
    thing = _THING.get(kind, "item")
    lead = (_IN_PART if partial and verdict in _IN_PART else _LEAD)[verdict].format(thing=thing)
    sides = [Direction.AGAINST, Direction.FOR] if verdict is not Verdict.UNPROVEN else [Direction.NEUTRAL]
    reasons = [one.summary for side in sides for one in findings if one.direction is side][:_MOST]
    return " ".join(filter(None, (lead, *dict.fromkeys(reasons), _LIMIT.get(verdict, ""))))
