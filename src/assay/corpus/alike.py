"""Texts that are alike, out of very many: groups of near-duplicates by their fingerprints.

Each text is known by the least of its fingerprints (A. Broder, "On the resemblance and containment of documents",
1997): of two such sketches the share that both have estimates the share of all fingerprints that both texts have. Only
texts that have one of a few least fingerprints in common are compared at all, and where very many have the same one,
each with some of them, so that time grows with the number of texts and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Prints = NDArray[np.int64]

SKETCH = 96
"""Fingerprints that are kept of a text: its least."""
ALIKE = 0.5
"""Share of all fingerprints that two texts have both, from which on they are near-duplicates.

Measured on 102 pairs of successive versions of documents in a repository: 94 % are above, and of 7,626 pairs of
different documents there, which have their headings in common, none is above 0.23. Of 3,118 pairs of different patches
by one author each 3 % are above: mails of one form (`assay.corpus.forms`).
"""
FEWEST = 8
"""Fingerprints below which a text says too little: some 25 words."""
_KEYS, _COMMON = 16, 200
"""Least fingerprints of a text that at most so many texts have, by one of which it's found."""
_LOOKED_AT = 32
"""Least fingerprints among which those are looked for."""
_ANY = 4
"""Least fingerprints by which it's found whoever else has them: a form that was filled in by thousands."""
_LEADERS = 8
"""Texts of a bucket that others are compared with."""


class Unions:
    """Numbers that belong together."""

    def __init__(self, size: int) -> None:
        """Each alone."""
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        """The number that stands for all that belong together with this one."""
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        """These two, and all that belong to either, belong together."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        """All groups of two and more, each sorted."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for one in range(len(self._parent)):
            found[self.find(one)].append(one)
        return [group for group in found.values() if len(group) > 1]


def resemblance(one: Prints, other: Prints, most: int = SKETCH) -> float:
    """The share of the fingerprints of two texts that both have, estimated from their sketches.

    Args:
        one: the `most` least fingerprints of a text, or all where there are fewer; sorted.
        other: those of the other.
        most: see there; two texts with fewer are compared exactly.
    """
    known = min((int(sketch[-1]) for sketch in (one, other) if len(sketch) >= most), default=None)
    if known is not None:
        one, other = (sketch[: np.searchsorted(sketch, known, "right")] for sketch in (one, other))
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / max(1, len(one) + len(other) - both)


def families(sketches: Sequence[Prints], alike: float = ALIKE) -> list[list[int]]:
    """The groups of near-duplicates: each text is alike to some other of its group.

    Args:
        sketches: of each text the least fingerprints, sorted (`SKETCH`).
        alike: the least resemblance.

    Returns:
        The groups of two and more, as the numbers of their texts, each sorted.
    """
    return linked(_buckets(sketches), len(sketches), lambda a, b: resemblance(sketches[a], sketches[b]) >= alike)


def linked(buckets: Iterable[Sequence[int]], size: int, same: Callable[[int, int], bool]) -> list[list[int]]:
    """The groups of what is the same as some other of its group.

    Args:
        buckets: numbers that may be the same.
        size: numbers are below it.
        same: whether two are.
    """
    unions = Unions(size)
    for bucket in buckets:
        leaders: list[int] = []
        for one in bucket:
            joined = False
            for leader in leaders:
                if unions.find(leader) == unions.find(one):
                    joined = True
                elif same(leader, one):
                    unions.join(leader, one)
                    joined = True
            if not joined and len(leaders) < _LEADERS:
                leaders.append(one)
    return unions.groups()


def _buckets(sketches: Sequence[Prints]) -> Iterator[Sequence[int]]:
    """Texts that have one of their least fingerprints in common."""
    if not sketches:
        return
    least = [sketch[:_LOOKED_AT] for sketch in sketches]
    every = np.concatenate(least)
    order = np.argsort(every, kind="stable")
    ranked = every[order]
    starts = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    counts = np.diff(np.append(starts, len(ranked)))
    frequency = np.empty(len(every), np.int64)
    frequency[order] = np.repeat(counts, counts)
    del order, ranked
    keys: list[Prints] = []
    at = 0
    for sketch in least:
        rare = sketch[frequency[at : at + len(sketch)] <= _COMMON]
        keys.append(np.union1d(rare[:_KEYS], sketch[:_ANY]))
        at += len(sketch)
    yield from buckets_of(keys)


def buckets_of(keys: Sequence[Prints]) -> Iterator[Sequence[int]]:
    """Numbers of those that have a key in common, for each key that several have.

    Args:
        keys: of each number.
    """
    if not keys:
        return
    every = np.concatenate(list(keys))
    owners = np.repeat(np.arange(len(keys)), [len(one) for one in keys])
    order = np.lexsort((owners, every))
    every, owners = every[order], owners[order]
    edges = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1], [True])))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if last - first > 1:
            yield owners[first:last].tolist()
