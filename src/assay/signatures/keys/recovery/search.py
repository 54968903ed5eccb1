"""The search for the keys of one group: which pair is next, and what a key found takes away."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.private import BUNDLED
from assay.signatures.keys.record import rsa_key
from assay.signatures.keys.recovery.modulus import common_modulus, verifies
from assay.signatures.keys.recovery.outcome import Bounds, Cluster, OnStep, Recovery, Step
from assay.signatures.keys.recovery.pairs import candidates, pair_id, pairs
from assay.signatures.keys.recovery.sample import Group, Sample, independent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXPONENT: Final = 65_537
"""What nearly all keys have; the cheap ones are tried first, they cost milliseconds."""
CHEAP_EXPONENTS: Final = (3, 5, 17, 257)
_CHEAP_PAIRS: Final = 16


class Search:
    """The state of the search in one group.

    Pairs are remembered as `first ID` or `second ID`: which bound they count against.
    """

    def __init__(
        self, group: Group, known: Sequence[SignerKey], tried: set[str], bounds: Bounds, on_step: OnStep
    ) -> None:
        self.group = group
        self.tried = tried
        self.bounds = bounds
        self.on_step = on_step
        self.clusters: list[tuple[SignerKey, list[Sample], bool]] = []
        self.open = list(group.samples)
        self.count = 0
        for key in known:
            if key.algorithm == "rsa" and key.public:
                self._take(key, known=True)

    def settled(self) -> bool:
        """Whether one key verifies most of what is intact."""
        intact = {sample.value for sample in self.group.samples if sample.body_hash_holds}
        counted = intact or {sample.value for sample in self.group.samples}
        return any(
            2 * len(counted & {sample.value for sample in members}) > len(counted) for _, members, _ in self.clusters
        )

    def worthwhile(self) -> bool:
        """Whether two different signatures are left that should hold."""
        return len(candidates(self.open, intact_only=self.settled())) > 1

    def cheap(self) -> None:
        """Tries the exponents that cost nothing."""
        for exponent in CHEAP_EXPONENTS:
            for one, other in islice(self._pairs(), _CHEAP_PAIRS):
                if one in self.open and other in self.open:
                    self._solve(one, other, exponent)

    def next_pair(self) -> tuple[Sample, Sample] | None:
        """The next pair for exponent 65537 within the bound that now counts."""
        phase, bound = ("second ", self.bounds.second) if self.settled() else ("first ", self.bounds.first)
        if sum(pair.startswith(phase) for pair in self.tried) >= bound:
            return None
        seen = {pair.partition(" ")[2] for pair in self.tried}
        return next((pair for pair in self._pairs() if pair_id(*pair) not in seen), None)

    def attempt(self, one: Sample, other: Sample) -> None:
        """Tries a pair with exponent 65537."""
        pair = f"{'second' if self.settled() else 'first'} {pair_id(one, other)}"
        step = Step(self.group.name, pair, 8 * len(one.value))
        self.on_step(step)
        begun = time.monotonic()
        found = self._solve(one, other, EXPONENT)
        self.tried.add(pair)
        self.count += 1
        self.on_step(msgspec.structs.replace(step, seconds=time.monotonic() - begun, found=found))

    def result(self, reason: str, *, finished: bool) -> Recovery:
        """What came of it."""
        clusters = tuple(
            sorted(
                (_cluster(key, members, known=known) for key, members, known in self.clusters),
                key=lambda cluster: (-cluster.mails, cluster.key.fingerprint),
            )
        )
        left = sorted({sample.item for sample in self.open if sample.body_hash_holds})
        if not reason and left:
            reason = f"{len(left)} mails with an intact body fit no key; {self.count} pairs were tried in this run"
        elif not reason and not clusters:
            reason = f"no key fits; {self.count} pairs were tried in this run"
        return Recovery(
            self.group.domain,
            self.group.selector,
            keys=tuple(cluster.key for cluster in clusters if not cluster.known),
            clusters=clusters,
            tried=self.count,
            unverified=tuple(left),
            reason=reason,
            finished=finished,
        )

    def _pairs(self) -> Iterator[tuple[Sample, Sample]]:
        return pairs(candidates(self.open, intact_only=self.settled()))

    def _solve(self, one: Sample, other: Sample, exponent: int) -> bool:
        """Looks for the key of a pair and, if there is one, takes all it verifies."""
        modulus = common_modulus(one, other, exponent, self.open)
        if modulus is None:
            return False
        self._take(rsa_key(self.group.domain, self.group.selector, modulus, exponent, _UNCOUNTED), known=False)
        return True

    def _take(self, key: SignerKey, *, known: bool) -> None:
        modulus = int.from_bytes(key.public, "big")
        taken: list[Sample] = []
        left: list[Sample] = []
        for sample in self.open:
            (taken if verifies(sample, modulus, key.exponent) else left).append(sample)
        self.open = left
        self.clusters.append((key, taken, known))


_UNCOUNTED: Final = Provenance(Origin.RECOVERED, "")


def _cluster(key: SignerKey, members: Sequence[Sample], *, known: bool) -> Cluster:
    """The cluster of a key; a recovered one gets its provenance here, when all that it verifies is known."""
    items = tuple(sorted({sample.item for sample in members}))
    senders = len({sample.sender.lower() for sample in members if sample.sender})
    mails = independent(members)
    if not known:
        source = f"recovered from {mails} mail{'s' * (mails != 1)} of {senders} sender{'s' * (senders != 1)}"
        provenance = Provenance(Origin.RECOVERED, source, mails=mails, senders=senders)
        key = BUNDLED.mark(msgspec.structs.replace(key, provenance=provenance))
    return Cluster(key, items, mails, senders, known)
