"""A finding: one piece of evidence for or against an item, with its place in the bytes."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

from assay.model.place import Span


class Direction(enum.StrEnum):
    """What a finding speaks for."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Strength(enum.StrEnum):
    """How strongly, in the words of the ENFSI guideline for evaluative reporting (2015), table 2.

    The likelihood ratios behind the words: none 1, weak 2-10, moderate 10-100, moderately strong 100-1,000,
    strong 1,000-10,000, very strong 10,000-1,000,000, conclusive above (a proof in the sense of cryptography).
    """

    NONE = "none"
    WEAK = "weak"
    MODERATE = "moderate"
    MODERATELY_STRONG = "moderately strong"
    STRONG = "strong"
    VERY_STRONG = "very strong"
    CONCLUSIVE = "conclusive"


UNDECIDED = "copies that nothing tells apart"
"""The basis of a difference from a copy that may be the fault of either: what else speaks for one of them may tell."""


class Finding(msgspec.Struct, frozen=True):
    """One piece of evidence.

    Attributes:
        code: stable id of the kind of finding, as in `dkim-holds`; `docs/findings/CODE.md` explains it.
        examiner: who found it, with version, as in `signatures/1`.
        direction: for, against or neutral.
        strength: how strongly.
        summary: one sentence for people; may quote untrusted text.
        spans: the bytes of the item it is about.
        evidence: what it rests on, JSON-able; may hold untrusted text.
        basis: what it hangs on. Findings with the same basis count once.
    """

    code: str
    examiner: str
    direction: Direction
    strength: Strength
    summary: str
    spans: tuple[Span, ...] = ()
    evidence: dict[str, Any] = msgspec.field(default_factory=dict)
    basis: str = ""
