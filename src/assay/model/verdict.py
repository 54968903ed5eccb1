"""The five verdicts and what the judge says of one item."""

from __future__ import annotations

import enum

import msgspec

from assay.model.finding import Finding


class Verdict(enum.StrEnum):
    """What the findings of an item add up to; the order is that of the design."""

    AUTHENTICATED = "authenticated"
    CORROBORATED = "corroborated"
    UNPROVEN = "unproven"
    SUSPECT = "suspect"
    CONTRADICTED = "contradicted"


class Judgement(msgspec.Struct, frozen=True):
    """What the judge says of one item.

    Attributes:
        verdict: one of the five.
        in_part: whether only a part of what a reader relies on is vouched for.
        score: decimal logarithm of the combined likelihood ratio: above 0 speaks for genuine, below 0 against.
        explanation: one paragraph for a reader without training.
        findings: all evidence, strongest first.
    """

    verdict: Verdict
    in_part: bool
    score: float
    explanation: str
    findings: tuple[Finding, ...]
