"""Whether scores mean what they say: bins for the reliability plot, and the Brier score.

A score is the decimal logarithm of a likelihood ratio; with even odds beforehand, s says that an item is genuine with
probability 1 / (1 + 10^-s). Genuine and forged mails weigh alike in total, whatever their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.judge.weights import Weights
    from redteam.outcome import Outcome

BINS = 10


class Bin(msgspec.Struct, frozen=True):
    """One point of the plot.

    Attributes:
        said: mean probability of being genuine that the scores give.
        seen: share that is genuine, classes weighted alike.
        items: how many.
    """

    said: float
    seen: float
    items: int


class Reliability(msgspec.Struct, frozen=True):
    """The plot and one number.

    Attributes:
        bins: from certainly forged to certainly genuine; empty ones are left out.
        brier: mean squared distance between what was said and what is so: 0 is perfect, 0.25 says nothing.
    """

    bins: tuple[Bin, ...]
    brier: float


def probability(score: float) -> float:
    """Of being genuine, at even odds."""
    return 1 / (1 + 10 ** -max(-12.0, min(12.0, score)))


def reliability(outcomes: Iterable[Outcome], weights: Weights) -> Reliability:
    """Measures it on outcomes that the weights weren't fitted to.

    Aside are those whose score is of something else than what was forged: the harmless and the honest ones, and those
    that something was put beside.
    """
    known = [one for one in outcomes if not one.method or one.touched]
    scores = [(probability(one.score(weights)), not one.method) for one in known]
    sizes = {side: max(1, sum(genuine is side for _, genuine in scores)) for side in (True, False)}
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    brier = 0.0
    for said, genuine in scores:
        weight = 0.5 / sizes[genuine]
        into = sums[min(BINS - 1, int(said * BINS))]
        for at, value in enumerate((weight, weight * said, weight * genuine, 1.0)):
            into[at] += value
        brier += weight * (said - genuine) ** 2
    bins = tuple(Bin(said / total, seen / total, int(count)) for _, (total, said, seen, count) in sorted(sums.items()))
    return Reliability(bins, brier)
