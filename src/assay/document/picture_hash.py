"""A 64-bit perceptual hash: pictures that look alike differ in few bits.

The signs of the 64 lowest frequencies of a discrete cosine transform against their median, after C. Zauner,
Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section 3.2.1. The constant part is left
out, since it says how bright a picture is and not what it shows.
"""

from __future__ import annotations

import functools
import math
import operator
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 32
_BITS = 64
_FLAT = 40.0
"""Where no frequency is stronger, the picture is of one shade, and what is left is noise."""


@functools.cache
def _frequencies() -> tuple[tuple[int, int], ...]:
    """The 64 lowest pairs of frequencies but (0, 0)."""
    pairs = sorted(((u, v) for u in range(12) for v in range(12)), key=lambda pair: (sum(pair), pair))
    return tuple(pairs[1 : _BITS + 1])


@functools.cache
def _waves() -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(math.cos(math.pi * (2 * place + 1) * wave / (2 * SIDE)) for place in range(SIDE)) for wave in range(12)
    )


def picture_hash(image: Image) -> int | None:
    """The hash of a decoded picture; None for one of a single shade, which is like any other of that kind."""
    small = image.convert("L").resize((SIDE, SIDE), 1, reducing_gap=2.0)  # 1: Lanczos
    grey = small.tobytes()
    rows = [grey[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    waves = _waves()
    across = [[sum(map(operator.mul, wave, row)) for row in rows] for wave in waves]
    values = [sum(map(operator.mul, waves[v], across[u])) for u, v in _frequencies()]
    if max(map(abs, values)) < _FLAT:
        return None
    middle = statistics.median(values)
    return functools.reduce(lambda bits, value: bits << 1 | (value > middle), values, 0)


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return (one ^ other).bit_count()
