"""Words of passages, as `assay.message.traits.passages.words` digests them, compared as numbers."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from assay.message.traits.passages.words import FIRST_CARRIED, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

SHINGLE = 4
"""Words in a row by which a quotation finds its mail where nothing names it."""
ONE_IN = 8
"""Only shingles that begin with every eighth word (by its digest) are kept."""
_REMEMBERED = 512
_AT_ONCE = 1 << 20
"""Bytes of words whose shingles are numbered together."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern (2 to the 64th by the golden ratio), as multiplicative hashing wants it."""


def ordinary(words: bytes) -> list[int]:
    """The words that carriers of mail leave as they are."""
    every = _numbers(words)
    found: list[int] = every[every < FIRST_CARRIED].tolist()
    return found


def distinct(words: bytes) -> NDArray[np.uint32]:
    """The same words, each once and in order."""
    every = np.sort(_numbers(words))
    every = every[: np.searchsorted(every, FIRST_CARRIED)]
    other: NDArray[np.uint32] = every[np.concatenate([np.ones(min(1, every.size), np.bool_), every[1:] != every[:-1]])]
    return other


vocabulary = functools.lru_cache(_REMEMBERED)(distinct)
"""The same, of mails that are often cited: it's remembered."""


def shared(wanted: NDArray[np.uint32], words: bytes) -> int:
    """How many of some words, each once and in order, stand among the ordinary ones of others."""
    return int(np.count_nonzero(_among(wanted, vocabulary(words))))


def _among(values: NDArray[Any], known: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values stand in others that are in order."""
    if not known.size:
        return np.zeros(values.size, np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, values), known.size - 1)] == values
    return found


def _numbers(words: bytes) -> NDArray[np.uint32]:
    """Words as numbers, as `assay.message.traits.passages.words.numbers` has them."""
    return np.frombuffer(words, "<u4", len(words) // WIDTH)


def shingles(words: bytes) -> Iterator[bytes]:
    """The kept shingles of some words, in their order."""
    for place in np.flatnonzero(_numbers(words)[: 1 - SHINGLE] % ONE_IN == 0).tolist():
        yield _shingle(words, place)


def rare(wanted: Iterable[bytes], texts: Iterable[bytes], most: int) -> tuple[NDArray[np.uint64], list[int]]:
    """Finds which shingles of some words stand in a few texts, without keeping those that stand in many.

    Args:
        wanted: words whose shingles are looked for.
        texts: where they are looked for.
        most: how many texts may have a shingle.

    Returns:
        Numbers of shingles, for `marked`, and which of the texts have one.
    """
    known = np.unique(np.concatenate([np.zeros(0, np.uint64), *(marks for _, marks in _marks_of(wanted))]))
    counts = np.zeros(known.size, np.int64)
    found: list[tuple[NDArray[np.uint32], NDArray[np.uint32]]] = []
    for owners, marks in _marks_of(texts) if known.size else ():
        places = np.minimum(np.searchsorted(known, marks), known.size - 1)
        here = known[places] == marks
        pairs = np.unique(owners[here] * known.size + places[here])
        found.append(((pairs // known.size).astype(np.uint32), (pairs % known.size).astype(np.uint32)))
        counts += np.bincount(found[-1][1], minlength=known.size)
    few = counts <= most
    having = {owner for owners, places in found for owner in np.unique(owners[few[places]]).tolist()}
    return known[few & (counts > 0)], sorted(having)


def marked(words: bytes, known: NDArray[np.uint64]) -> set[bytes]:
    """The shingles of some words that have one of these numbers; one of many millions has that of another one."""
    starts, _, marks = _marks([words])
    return {_shingle(words, place) for place in starts[_among(marks, known)].tolist()}


def _shingle(words: bytes, place: int) -> bytes:
    return words[place * WIDTH : (place + SHINGLE) * WIDTH]


def _marks_of(texts: Iterable[bytes]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint64]]]:
    """Yields the numbers of the shingles of all texts, and beside each the number of its text."""
    first = size = 0
    some: list[bytes] = []
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            _, owners, marks = _marks(some)
            yield owners + first, marks
            first, size, some = first + len(some), 0, []
    _, owners, marks = _marks(some)
    yield owners + first, marks


def _marks(texts: list[bytes]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint64]]:
    """Where the kept shingles of texts begin when those stand in a row, whose they are, and a number for each."""
    numbers = np.concatenate([np.zeros(0, np.uint32), *map(_numbers, texts)])
    ends = np.cumsum([len(text) // WIDTH for text in texts], dtype=np.intp)
    starts = np.flatnonzero(numbers[: 1 - SHINGLE] % ONE_IN == 0)
    owners = np.searchsorted(ends, starts, side="right")
    whole = starts + SHINGLE <= ends[owners] if starts.size else np.zeros(0, np.bool_)
    starts, owners = starts[whole], owners[whole]
    marks = np.zeros(starts.size, np.uint64)
    for place in range(SHINGLE):
        marks = marks * _SPREAD + numbers[starts + place]
    return starts, owners, marks


def contains(words: bytes, wanted: bytes) -> bool:
    """Whether some words stand in others, one after another."""
    found = words.find(wanted)
    while found % WIDTH and found >= 0:
        found = words.find(wanted, found + 1)
    return found >= 0
