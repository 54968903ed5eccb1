"""What recovery needs of a signature, and the groups that should share one key."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import msgspec

from assay.model.errors import KeyFormatError
from assay.signatures.keys.names import normal_name, pool_of
from assay.signatures.keys.recovery.encoding import DIGEST_LENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.model.signature import Measured

SHORTEST: Final = 64
"""Octets of a signature by 512 bits; below, nothing is worth recovering."""
LONGEST: Final = 512
"""Octets of a signature by 4,096 bits: 390 MB and 102 s a pair. Longer ones are hostile or hopeless."""


class Sample(msgspec.Struct, frozen=True):
    """One signature.

    Attributes:
        domain: d=; untrusted.
        selector: s=; untrusted.
        digest_algorithm: `sha1` or `sha256`.
        digest: hash of the canonical headers.
        value: b=, decoded.
        sender: From address, to count independent senders; untrusted.
        item: what names the mail (SHA-256 of its bytes).
        body_hash_holds: whether the body is intact, which makes it likely that the headers are.
        algorithm: a=; only RSA keys can be recovered.
    """

    domain: str
    selector: str
    digest_algorithm: str
    digest: bytes
    value: bytes
    sender: str
    item: str
    body_hash_holds: bool
    algorithm: str = "rsa"

    @property
    def id(self) -> str:
        """Names the signature in what is kept between runs."""
        return hashlib.sha256(self.value).hexdigest()[:16]


class Group(msgspec.Struct, frozen=True):
    """Signatures that should have been made by one key.

    Attributes:
        domain: d=, or the name under which the domains of the group share keys (`pool_of`).
        selector: s=.
        samples: all of them, duplicates of one mail included.
    """

    domain: str
    selector: str
    samples: tuple[Sample, ...]

    @property
    def name(self) -> str:
        """Domain and selector, as in `gmail.com 20161025`."""
        return f"{self.domain} {self.selector}"

    @property
    def signatures(self) -> int:
        """How many different signatures there are."""
        return len({sample.value for sample in self.samples})

    @property
    def mails(self) -> int:
        """How many independent mails there are (`independent`)."""
        return independent(self.samples)

    @property
    def bits(self) -> int:
        """Size of the key that most signatures are as long as."""
        lengths = [len(sample.value) for sample in self.samples]
        return 8 * max(set(lengths), key=lambda length: (lengths.count(length), length))


def sample_of(measured: Measured, sender: str, item: str) -> Sample | None:
    """The sample of a measured signature, or None where nothing can be recovered from it.

    Args:
        measured: any signature; a seal has no body hash and counts as intact.
        sender: From address; untrusted.
        item: what names the mail.
    """
    if measured.error or not measured.value or not measured.digest:
        return None
    return Sample(
        domain=measured.domain,
        selector=measured.selector,
        digest_algorithm=measured.digest_algorithm,
        digest=measured.digest,
        value=measured.value,
        sender=sender,
        item=item,
        body_hash_holds=measured.body_hash_holds is not False,
        algorithm=measured.algorithm or "rsa",
    )


def groups(samples: Iterable[Sample]) -> list[Group]:
    """Groups with two independent mails or more, the most used first.

    A key that verifies one mail alone says nothing about it.

    What can't be an RSA signature is left out: other algorithms, digests of a wrong length, signatures shorter than 512
    or longer than 4,096 bits, and names that are none.
    """
    found: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        if not _usable(sample):
            continue
        try:
            names = pool_of(normal_name(sample.domain)), normal_name(sample.selector)
        except KeyFormatError:
            continue
        found[names].append(sample)
    listed = [Group(*names, tuple(members)) for names, members in found.items()]
    return sorted(
        (group for group in listed if group.mails > 1),
        key=lambda group: (-group.mails, group.domain, group.selector),
    )


def independent(samples: Iterable[Sample]) -> int:
    """How many mails signatures are from, when copies of one mail count once.

    Two items are the same mail if they share a signature; a mail may carry several signatures of one key.
    """
    leader: dict[str | bytes, str | bytes] = {}

    def find(node: str | bytes) -> str | bytes:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for sample in samples:
        leader[find(sample.item)] = find(sample.value)
    return len({find(node) for node in list(leader)})


def _usable(sample: Sample) -> bool:
    return (
        sample.algorithm.lower().startswith("rsa")
        and DIGEST_LENGTHS.get(sample.digest_algorithm) == len(sample.digest)
        and SHORTEST <= len(sample.value) <= LONGEST
        and any(sample.value)
    )
