"""From what was seen on genuine and on forged mail to the weights of findings.

The weight of a finding is a likelihood ratio: how much likelier it is on forged than on genuine mail, or the other way
round for what vouches. Each method and variant of forging counts alike, and so does each corpus of genuine mail,
however many mails it has. What vouches is measured on forgeries that touch what it vouches for: that a replayed mail
is quoted elsewhere is no fault of the quote, and what vouches for a part says nothing of the rest. Shares are smoothed
(Jeffreys), and the ratio has a 95 % interval (the log method of Katz and others, Biometrics 34, 1978). The examiner's
word stands where it lies in that interval; else its nearer end takes its place. So what was seldom seen keeps its
word, and what was measured well doesn't. What was never measured, and what is a proof by rule, keeps it too.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assay.judge.weights import Measured, key
from assay.model.finding import Direction, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.judge.weights import Weights
    from redteam.outcome import Outcome, Said

SEEN = 20
"""Mails that must have had a finding before its ratio is measured: of fewer its interval is wider than its word's."""
BY_RULE = frozenset({Strength.VERY_STRONG, Strength.CONCLUSIVE})
"""Words that stand for rules of the field, which no number of mails can measure."""
_Z = 1.96
"""Two-sided 95 %."""


def calibrate(outcomes: Iterable[Outcome], weights: Weights) -> dict[str, Measured]:
    """The likelihood ratios of all findings that were seen often enough, by `assay.judge.weights.key`.

    Args:
        outcomes: of genuine and of planted mail; a genuine mail may come in many rounds and counts once.
        weights: the ones whose words bound what is measured: a finding never weighs more than the upper end of the
            word that its examiner chose, because another dump isn't like the ones measured.
    """
    genuine, planted, touched = _Group(), _Group(), _Group()
    for one in outcomes:
        if one.forged and not one.honest:
            planted.add(f"{one.method}/{one.variant}", f"{one.corpus}/{one.path}", one.said)
        if one.touched:
            vouching = [said for said in one.said if not said.in_part]
            touched.add(f"{one.method}/{one.variant}", f"{one.corpus}/{one.path}", vouching)
        elif not one.method:
            genuine.add(one.corpus, one.path, one.said)
    found = {}
    for name in sorted(genuine.names | planted.names):
        _, side, how = name.split(" ", 2)
        forged = planted if side == Direction.AGAINST.value else touched
        seen = round(genuine.mails(name) + forged.mails(name))
        if Strength(how) in BY_RULE or seen < SEEN:
            continue
        here, there = genuine.share(name), forged.share(name)
        top, bottom = (forged, genuine) if side == Direction.AGAINST.value else (genuine, forged)
        least, most = _interval(top, bottom, name)
        ratio = min(max(weights.words[how], least), most)
        ratio = max(0.0, min(ratio, _most(weights, Strength(how))))
        found[name] = Measured(round(ratio, 2), round(here, 6), round(there, 6), seen)
    return found


def _most(weights: Weights, strength: Strength) -> float:
    """The upper end of a word's range: half-way to the next word."""
    order = list(Strength)
    following = order[min(order.index(strength) + 1, len(order) - 1)]
    return (weights.words[strength.value] + weights.words[following.value]) / 2 - 0.01


def _interval(top: _Group, bottom: _Group, name: str) -> tuple[float, float]:
    """The ends of the 95 % interval of the ratio, as decimal logarithms."""
    above, below = top.smoothed(name), bottom.smoothed(name)
    spread = math.sqrt(sum(max(0.0, (1 - share) / (share * size)) for share, size in (above, below)))
    middle = math.log(above[0] / below[0])
    return (middle - _Z * spread) / math.log(10), (middle + _Z * spread) / math.log(10)


class _Group:
    """Mails of one side, in strata that count alike."""

    def __init__(self) -> None:
        """Starts empty."""
        self._times: dict[str, Counter[str]] = defaultdict(Counter)
        self._hits: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.names: set[str] = set()

    def add(self, stratum: str, mail: str, found: Iterable[Said]) -> None:
        """Counts one judgement of a mail."""
        self._times[stratum][mail] += 1
        for name in {key(said.code, said.direction, said.strength) for said in found}:
            self._hits[name][stratum][mail] += 1
            self.names.add(name)

    def mails(self, name: str) -> float:
        """How many mails had the finding; one that had it in half of its rounds is half a mail."""
        return sum(self._in(name, stratum) for stratum in self._times)

    def share(self, name: str) -> float:
        """The share of mails that had it, each stratum alike."""
        return sum(self._in(name, one) / len(mails) for one, mails in self._times.items()) / max(1, len(self._times))

    def smoothed(self, name: str) -> tuple[float, int]:
        """Jeffreys' estimate of that share, and of how many mails."""
        size = sum(map(len, self._times.values()))
        return (self.share(name) * size + 0.5) / (size + 1), size + 1

    def _in(self, name: str, stratum: str) -> float:
        times = self._times[stratum]
        return sum(hits / times[mail] for mail, hits in self._hits[name][stratum].items())
