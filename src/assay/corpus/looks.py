"""Pictures that look alike, out of very many, by their perceptual hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assay.corpus.alike import buckets_of, linked
from assay.document.picture_hash import distance

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 4
"""Bits of 64 in which a picture differs at most that was saved again, scaled or recompressed."""
_BANDS = 5
"""Two hashes that differ in at most four bits agree in one of five bands."""
_BITS = 64


def look_alikes(hashes: Sequence[int]) -> list[list[int]]:
    """The groups of pictures that look alike.

    Args:
        hashes: of 64 bits (`assay.document.picture_hash`).

    Returns:
        The groups of two and more, as numbers, each sorted.
    """
    width = -(-_BITS // _BANDS)
    keys = [
        np.array([band << width | (one >> band * width) & ((1 << width) - 1) for band in range(_BANDS)], np.int64)
        for one in hashes
    ]
    return linked(buckets_of(keys), len(hashes), lambda a, b: distance(hashes[a], hashes[b]) <= ALIKE)
