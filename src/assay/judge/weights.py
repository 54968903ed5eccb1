"""The weights of evidence, read from `weights.toml`, which `make redteam` writes."""

from __future__ import annotations

import functools
import importlib.resources
from typing import TYPE_CHECKING

import msgspec

from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable


class Measured(msgspec.Struct, frozen=True):
    """How often a kind of finding was seen on genuine and on forged mail of the red team's rounds.

    Attributes:
        log10: decimal logarithm of the likelihood ratio by which it's weighed, never below 0.
        genuine, forged: shares of the genuine and of the forged mails that had it.
        seen: how many mails had it.
    """

    log10: float
    genuine: float
    forged: float
    seen: int


class Thresholds(msgspec.Struct, frozen=True):
    """What must be reached, as decimal logarithms of likelihood ratios.

    Attributes:
        counts: from here on a finding counts by itself; below, it's shown and decides nothing.
        suspect: what speaks against an item, together, to call it suspect.
        corroborated: by how much what speaks for an item must exceed what speaks against it.
    """

    counts: float
    suspect: float
    corroborated: float


class Weights(msgspec.Struct, frozen=True):
    """All of them.

    Attributes:
        source: of `words`.
        benchmark: which version of red team and examiners measured them (`bench/redteam/version.py`).
        words: decimal logarithm of the likelihood ratio that each word stands for, where nothing was measured.
        thresholds: what must be reached.
        measured: the findings that were seen, by `key`.
    """

    source: str
    benchmark: str
    words: dict[str, float]
    thresholds: Thresholds
    measured: dict[str, Measured] = msgspec.field(default_factory=dict)

    def of(self, finding: Finding) -> float:
        """The decimal logarithm of a finding's likelihood ratio: as measured, else as its word says."""
        known = self.measured.get(key(finding.code, finding.direction, finding.strength))
        return self.words[finding.strength.value] if known is None else known.log10

    def counts(self, finding: Finding) -> bool:
        """Whether a finding counts by itself."""
        return self.of(finding) >= self.thresholds.counts

    def add_up(self, findings: Iterable[Finding]) -> float:
        """Adds up findings of one direction: what hangs on the same basis counts once, by its strongest.

        Returns:
            The decimal logarithm of the combined likelihood ratio, rounded to one decimal.
        """
        best: dict[str, float] = {}
        for number, finding in enumerate(findings):
            key = finding.basis or f"#{number}"
            best[key] = max(best.get(key, 0.0), self.of(finding))
        return round(sum(best.values()), 1)

    def score(self, findings: Iterable[Finding]) -> float:
        """What speaks for an item less what speaks against it, as `add_up` gives them."""
        known = list(findings)
        sides = [self.add_up(one for one in known if one.direction is side) for side in _SIDES]
        return round(sides[0] - sides[1], 1)


_SIDES = (Direction.FOR, Direction.AGAINST)
_RANGES = ((6.0, Strength.CONCLUSIVE), (4.0, Strength.VERY_STRONG), (3.0, Strength.STRONG),
           (2.0, Strength.MODERATELY_STRONG), (1.0, Strength.MODERATE), (0.3, Strength.WEAK))  # fmt: skip
"""The ranges of ENFSI's words (2015, table 2), by their lower ends."""


def word(log10: float) -> Strength:
    """The word of the ENFSI scale for a decimal logarithm of a likelihood ratio, of either sign."""
    return next((strength for least, strength in _RANGES if abs(log10) >= least), Strength.NONE)


def key(code: str, side: Direction, strength: Strength) -> str:
    """What a kind of finding is called in the data file."""
    return f"{code} {side.value} {strength.value}"


@functools.cache
def shipped() -> Weights:
    """The weights that Assay judges by."""
    text = importlib.resources.files("assay.judge").joinpath("weights.toml").read_bytes()
    return msgspec.toml.decode(text, type=Weights)
