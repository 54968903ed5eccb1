"""Which two signatures to try next."""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assay.signatures.keys.recovery.sample import Sample

MOST_CANDIDATES: Final = 64
"""Pairs are made among so many signatures of a group; more would only be more of the same."""


def candidates(samples: Iterable[Sample], *, intact_only: bool = False) -> list[Sample]:
    """Different signatures of the most frequent length, the likeliest to be whole first, senders taking turns.

    Args:
        samples: of one group.
        intact_only: leave out those whose body hash fails.
    """
    distinct: dict[bytes, Sample] = {}
    for sample in samples:
        if sample.body_hash_holds or not intact_only:
            known = distinct.get(sample.value)
            if known is None or (sample.body_hash_holds and not known.body_hash_holds):
                distinct[sample.value] = sample
    by_length: dict[int, list[Sample]] = defaultdict(list)
    for sample in distinct.values():
        by_length[len(sample.value)].append(sample)
    if not by_length:
        return []
    frequent = max(by_length.values(), key=len)
    intact = _in_turns([sample for sample in frequent if sample.body_hash_holds])
    return (intact + _in_turns([sample for sample in frequent if not sample.body_hash_holds]))[:MOST_CANDIDATES]


def pairs(ordered: list[Sample]) -> Iterator[tuple[Sample, Sample]]:
    """Every pair: first those that share no signature, so that one broken mail spoils one pair, then the rest."""
    size = len(ordered)
    disjoint = [(index, index + 1) for index in range(0, size - 1, 2)]
    seen = set(disjoint)
    rest = sorted(
        ((low, high) for low in range(size) for high in range(low + 1, size) if (low, high) not in seen),
        key=lambda pair: (pair[1], pair[0]),
    )
    for low, high in disjoint + rest:
        yield ordered[low], ordered[high]


def pair_id(one: Sample, other: Sample) -> str:
    """Names a pair in what is kept between runs."""
    return ":".join(sorted((one.id, other.id)))


def _in_turns(samples: list[Sample]) -> list[Sample]:
    """One of each sender, then the second of each, …."""
    by_sender: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_sender[sample.sender.lower()].append(sample)
    return [sample for turn in zip_longest(*by_sender.values()) for sample in turn if sample is not None]
