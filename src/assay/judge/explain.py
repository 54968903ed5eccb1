"""The paragraph behind a verdict: what is known, then how, then what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

PROOF = "signature-holds"
OTHER_NAME = "sender-lookalike"
"""The sender's domain looks like another: what vouches for it doesn't say that it's whom a reader takes it for."""
_THING = {Kind.MESSAGE: "mail", Kind.DOCUMENT: "document"}
_LEAD = {
    Verdict.AUTHENTICATED: "This {thing} is what its signer signed.",
    Verdict.CORROBORATED: "Independent evidence vouches for this {thing}{rest}.",
    Verdict.UNPROVEN: (
        "Nothing vouches for this {thing} and nothing speaks against it: whether it's genuine isn't known."
    ),
    Verdict.SUSPECT: "Something speaks against this {thing}; innocent explanations exist.",
    Verdict.CONTRADICTED: "What is here can't be what was sent.",
}
_IN_PART = {
    Verdict.AUTHENTICATED: "A part of this {thing} is what its signer signed; another part is vouched for by nobody.",
    Verdict.CORROBORATED: "Independent evidence vouches for a part of this {thing}{rest}.",
}
_WHOSE = "This {thing} is what its signer signed; nobody vouches that the signer is whom the name reminds of."
"""Authenticated in part, though the signature holds over all of it."""
RECOVERED = "signature-holds-recovered-key"
_ONE_SIGNER = (
    "One signer made this {thing} and others here, by a key that nobody outside of the dump vouches for: it counts as "
    "far as those aren't all planted by one hand{rest}."
)
"""Corroborated by nothing else: whoever plants enough mails makes such a key of his own."""
_UNDECIDED = "What speaks for or against this {thing} isn't enough to decide by: whether it's genuine isn't known."
"""Unproven although there is evidence: too little of it, or as much on one side as on the other."""
_REST = {False: ", and nothing contradicts it", True: "; what speaks against it weighs less"}
_LIMIT = {
    Verdict.AUTHENTICATED: "A signature proves bytes, not truth: what it says may still be wrong, or a decoy.",
    Verdict.CORROBORATED: "This makes it credible; it isn't proof.",
    Verdict.UNPROVEN: "Most genuine {kind} unproven, and so is every careful forgery.",
}
_OLD = {Kind.MESSAGE: "old mail is", Kind.DOCUMENT: "files are"}
_MOST = 3


def explain(kind: Kind, verdict: Verdict, findings: Sequence[Finding], *, partial: bool) -> str:
    """Writes the paragraph: at most three reasons on the verdict's side, and the strongest of the other side.

    Args:
        kind: what the item is.
        verdict: what was decided.
        findings: all of them, in the judge's order.
        partial: whether the verdict holds for a part only.
    """
    said = {side: _summaries(findings, side) for side in Direction}
    against, supporting, neutral = said[Direction.AGAINST], said[Direction.FOR], said[Direction.NEUTRAL]
    lead = (_IN_PART if partial and verdict in _IN_PART else _LEAD)[verdict]
    if partial and verdict is Verdict.AUTHENTICATED and any(one.code == PROOF for one in findings):
        lead = _WHOSE
        against = [one.summary for one in findings if one.code == OTHER_NAME]
    backing = [one for one in findings if one.direction is Direction.FOR and one.strength is not Strength.WEAK]
    if verdict is Verdict.CORROBORATED and backing and all(one.code == RECOVERED for one in backing):
        lead = _ONE_SIGNER
    if verdict is Verdict.UNPROVEN:
        reasons = [*against, *supporting, *neutral][:_MOST]
        lead = _UNDECIDED if against or supporting else lead
    elif verdict in {Verdict.AUTHENTICATED, Verdict.CORROBORATED}:
        reasons = [*supporting[:_MOST], *against[:1]]
    else:
        reasons = [*against[:_MOST], *supporting[:1]]
    limit = _LIMIT.get(verdict, "").format(kind=_OLD.get(kind, "items are"))
    start = lead.format(thing=_THING.get(kind, "item"), rest=_REST[bool(against)])
    return " ".join(filter(None, (start, *reasons, limit)))


def _summaries(findings: Sequence[Finding], side: Direction) -> list[str]:
    return list(dict.fromkeys(one.summary for one in findings if one.direction is side))
