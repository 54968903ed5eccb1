"""What recovery tells of a group: the steps on the way and what came of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from assay.model.key import SignerKey


class Bounds(msgspec.Struct, frozen=True):
    """How much is tried for one group, over all runs.

    Attributes:
        first: pairs with exponent 65537 until a key verifies most of the intact mails.
        second: pairs after that, in search of a second key among what it doesn't verify.
    """

    first: int = 12
    second: int = 3


class Step(msgspec.Struct, frozen=True):
    """One pair that was tried, or (with `seconds` None) is being tried now.

    Attributes:
        group: name of the group.
        pair: names the pair, for `RecoveryState`.
        bits: size of the key sought.
        seconds: how long it took.
        found: whether it gave a key.
    """

    group: str
    pair: str
    bits: int
    seconds: float | None = None
    found: bool = False


class Cluster(msgspec.Struct, frozen=True):
    """The signatures that one key verifies.

    Attributes:
        key: recovered now, or known before.
        items: the mails, copies included.
        mails: how many independent ones they are.
        senders: how many From addresses they have.
        known: whether the key was known before.
    """

    key: SignerKey
    items: tuple[str, ...]
    mails: int
    senders: int
    known: bool


class Recovery(msgspec.Struct, frozen=True):
    """What came of one group.

    Attributes:
        domain: of the group.
        selector: of the group.
        keys: recovered now.
        clusters: of keys known before and recovered now, the largest first.
        tried: how many pairs were tried, cheap exponents aside.
        unverified: mails with an intact body that no key verifies.
        reason: why no (further) key was found, in words; empty where all is verified.
        finished: whether another run would try nothing more.
    """

    domain: str
    selector: str
    keys: tuple[SignerKey, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    tried: int = 0
    unverified: tuple[str, ...] = ()
    reason: str = ""
    finished: bool = True

    @property
    def contested(self) -> bool:
        """Whether two keys were used under one selector: a red flag, mails may be planted with a key of the forger."""
        return len(self.clusters) > 1 and any(not cluster.known for cluster in self.clusters)


OnStep = Callable[[Step], None]
