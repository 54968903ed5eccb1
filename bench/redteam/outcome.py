"""What became of one item of a round: enough of it to judge it again with other weights."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.judge.judge import judge
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from assay.judge.weights import Weights


PARTIAL = frozenset({"second header", "Content-Type trick", "text beyond l=", "unsigned header added", "replayed"})
"""Methods that leave what is vouched for as it was: there `in part` is as right an answer as an accusation."""


class Said(msgspec.Struct, frozen=True):
    """A finding without what it says to people.

    Attributes:
        code, direction, strength, basis: as in `Finding`.
        in_part: whether it vouches for a part only.
    """

    code: str
    direction: Direction
    strength: Strength
    basis: str
    in_part: bool


class Outcome(msgspec.Struct, frozen=True):
    """What became of one item of a round.

    Attributes:
        corpus: its name.
        path: in the dump.
        kind: message or document.
        method, variant: how it was forged; empty for genuine mail.
        harmless: whether accusing it is wrong all the same.
        honest: whether `authenticated` is right although it was planted: what it says of its sender is true.
        said: its findings.
    """

    corpus: str
    path: str
    kind: Kind
    method: str = ""
    variant: str = ""
    harmless: bool = False
    honest: bool = False
    said: tuple[Said, ...] = ()

    @property
    def forged(self) -> bool:
        """Whether accusing it is right."""
        return bool(self.method) and not self.harmless

    @property
    def touched(self) -> bool:
        """Whether what its findings vouch for was forged, and not something beside it."""
        return self.forged and not self.honest and self.method not in PARTIAL

    @property
    def held_out(self) -> bool:
        """Whether it's kept for the evaluation: half of all victims and genuine mails, chosen by their names."""
        return hashlib.sha256(f"{self.corpus}/{self.path}".encode()).digest()[0] < 128

    def verdict(self, weights: Weights | None = None) -> str:
        """One of the five verdicts, or `in part`."""
        judgement = judge(self.kind, [finding(one) for one in self.said], weights)
        if judgement.in_part and judgement.verdict.value in {"authenticated", "corroborated"}:
            return "in part"
        return judgement.verdict.value

    def score(self, weights: Weights | None = None) -> float:
        """Decimal logarithm of the combined likelihood ratio."""
        return judge(self.kind, [finding(one) for one in self.said], weights).score


def said(finding: Finding) -> Said:
    """What of a finding the judge goes by."""
    in_part = bool(finding.evidence.get("in_part"))
    return Said(finding.code, finding.direction, finding.strength, finding.basis, in_part)


def finding(one: Said) -> Finding:
    evidence = {"in_part": True} if one.in_part else {}
    return Finding(one.code, "", one.direction, one.strength, "", (), evidence, one.basis)
