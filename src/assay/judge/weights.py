"""The weights of evidence, read from `weights.toml`."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import TYPE_CHECKING

from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable


COUNTS = frozenset(
    {Strength.MODERATE, Strength.MODERATELY_STRONG, Strength.STRONG, Strength.VERY_STRONG, Strength.CONCLUSIVE}
)
"""From moderate on, evidence for an item counts by itself; weak evidence is shown."""
CORROBORATED = 1.5
"""Decimal logarithm of the likelihood ratio by which what speaks for an item must exceed what speaks against it."""


@functools.cache
def weights() -> dict[Strength, float]:
    """Decimal logarithms of likelihood ratios by strength."""
    text = importlib.resources.files("assay.judge").joinpath("weights.toml").read_text("utf-8")
    return {Strength(name): float(value) for name, value in tomllib.loads(text)["log10"].items()}


def add_up(findings: Iterable[Finding]) -> float:
    """Adds up findings of one direction: what hangs on the same basis counts once, by its strongest.

    Returns:
        The decimal logarithm of the combined likelihood ratio, rounded to one decimal.
    """
    best: dict[str, float] = {}
    for number, finding in enumerate(findings):
        key = finding.basis or f"#{number}"
        best[key] = max(best.get(key, 0.0), weights()[finding.strength])
    return round(sum(best.values()), 1)


def score(findings: Iterable[Finding]) -> float:
    """What speaks for an item less what speaks against it, as `add_up` gives them."""
    known = list(findings)
    sides = [add_up(one for one in known if one.direction is side) for side in (Direction.FOR, Direction.AGAINST)]
    return round(sides[0] - sides[1], 1)
