"""The weights of evidence, read from `weights.toml`."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import TYPE_CHECKING

from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable


@functools.cache
def weights() -> dict[Strength, float]:
    """Decimal logarithms of likelihood ratios by strength."""
    text = importlib.resources.files("assay.judge").joinpath("weights.toml").read_text("utf-8")
    return {Strength(name): float(value) for name, value in tomllib.loads(text)["log10"].items()}


def score(findings: Iterable[Finding]) -> float:
    """Adds up evidence: what hangs on the same basis counts once, by its strongest finding on each side.

    Returns:
        The decimal logarithm of the combined likelihood ratio, rounded to one decimal.
    """
    best: dict[tuple[Direction, str], float] = {}
    for number, finding in enumerate(findings):
        if finding.direction is Direction.NEUTRAL:
            continue
        key = (finding.direction, finding.basis or f"#{number}")
        best[key] = max(best.get(key, 0.0), weights()[finding.strength])
    return round(sum(value if side is Direction.FOR else -value for (side, _), value in best.items()), 1)
