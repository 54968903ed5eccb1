"""The Merkle tree of RFC 6962 section 2.1 over the digests of a case's items.

Its root, written down elsewhere, commits to all items; a proof of a few dozen hashes shows that one item is among them
without the others.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAF, NODE = b"\0", b"\1"


class Proof(msgspec.Struct, frozen=True):
    """That one item is in a tree (RFC 6962 section 2.1.1).

    Attributes:
        item: its SHA-256, hex.
        index: its number among the sorted digests, 0 first.
        size: how many items the tree has.
        path: the hashes, hex, from the leaf's sibling up to the root's child.
        root: the root, hex.
    """

    item: str
    index: int
    size: int
    path: tuple[str, ...]
    root: str


def _hash(prefix: bytes, *parts: bytes) -> bytes:
    return hashlib.sha256(prefix + b"".join(parts)).digest()


def ordered(items: Iterable[str]) -> list[bytes]:
    """The distinct digests (hex) in the tree's order."""
    return sorted({bytes.fromhex(item) for item in items})


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """All hashes, leaves first. A last hash without sibling goes up as it is, which is RFC 6962's split."""
    level = [_hash(LEAF, leaf) for leaf in leaves]
    levels = [level]
    while len(level) > 1:
        pairs = [_hash(NODE, level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
        levels.append(level)
    return levels


def root(items: Iterable[str]) -> str:
    """The root over the distinct items (SHA-256, hex), in hex. Of no items: SHA-256 of nothing."""
    leaves = ordered(items)
    return (_levels(leaves)[-1][0] if leaves else hashlib.sha256().digest()).hex()


def prove(items: Iterable[str], item: str) -> Proof:
    """Prove that `item` is among `items`.

    Raises:
        KeyError: it isn't.
    """
    leaves = ordered(items)
    try:
        index = leaves.index(bytes.fromhex(item))
    except ValueError:
        raise KeyError(item) from None
    levels = _levels(leaves)
    at, path = index, []
    for level in levels[:-1]:
        if (sibling := at ^ 1) < len(level):
            path.append(level[sibling].hex())
        at //= 2
    return Proof(item.lower(), index, len(leaves), tuple(path), levels[-1][0].hex())


def holds(proof: Proof) -> bool:
    """Whether a proof shows what it claims (the algorithm of RFC 9162 section 2.1.3.2)."""
    if not 0 <= proof.index < proof.size:
        return False
    at, last = proof.index, proof.size - 1
    found = _hash(LEAF, bytes.fromhex(proof.item))
    for step in proof.path:
        if last == 0:
            return False
        sibling = bytes.fromhex(step)
        if at % 2 or at == last:
            found = _hash(NODE, sibling, found)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            found = _hash(NODE, found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found.hex() == proof.root
