"""The thresholds: the lowest at which genuine mail is seldom enough accused and forged mail least often vouched for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.judge.weights import Weights
    from redteam.outcome import Outcome
    from redteam.rounds import Corpus

FLAGGED = frozenset({"suspect", "contradicted"})
GRID = tuple(step / 10 for step in range(10, 31))
"""Decimal logarithms of likelihood ratios: from where a finding counts at all up to strong evidence."""


def accused(outcomes: Sequence[Outcome], weights: Weights) -> dict[str, float]:
    """The share of genuine mails that are accused, by corpus; a mail of many rounds counts as often as it's accused."""
    times: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in outcomes:
        if not one.method:
            times[one.corpus, one.path].append(one.verdict(weights) in FLAGGED)
    shares: dict[str, list[float]] = defaultdict(list)
    for (corpus, _), flags in times.items():
        shares[corpus].append(sum(flags) / len(flags))
    return {corpus: sum(found) / len(found) for corpus, found in shares.items()}


def choose(outcomes: Sequence[Outcome], weights: Weights, corpora: Sequence[Corpus]) -> Weights:
    """The weights with the thresholds that fit.

    That of suspicion is the lowest at which no corpus exceeds its bound, else the highest; that of
    corroboration the lowest at which fewest forgeries are vouched for. One mail of a corpus may always be
    accused: fewer than one in a few hundred can't be.
    """
    sizes = {one.name: len({item.path for item in outcomes if item.corpus == one.name}) for one in corpora}
    for least in GRID:
        tried = msgspec.structs.replace(weights, thresholds=msgspec.structs.replace(weights.thresholds, suspect=least))
        shares = accused(outcomes, tried)
        if all(shares.get(one.name, 0.0) <= max(one.accused, 1 / max(1, sizes[one.name])) for one in corpora):
            break
    return _corroborating(outcomes, tried)


def _corroborating(outcomes: Sequence[Outcome], weights: Weights) -> Weights:
    forged = [one for one in outcomes if one.touched]
    tries = [
        msgspec.structs.replace(weights, thresholds=msgspec.structs.replace(weights.thresholds, corroborated=least))
        for least in GRID
    ]
    return min(tries, key=lambda tried: sum(one.verdict(tried) == "corroborated" for one in forged))
