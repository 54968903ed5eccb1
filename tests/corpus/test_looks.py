from __future__ import annotations

import random

from assay.corpus.looks import ALIKE, look_alikes


def test_pictures_that_differ_in_few_bits() -> None:
    source = random.Random(1)
    hashes = [source.getrandbits(64) for _ in range(500)]
    changed = hashes[7]
    for bit in source.sample(range(64), ALIKE):
        changed ^= 1 << bit
    assert look_alikes([*hashes, changed]) == [[7, 500]]


def test_one_bit_more_is_another_picture() -> None:
    one = random.Random(2).getrandbits(64)
    assert look_alikes([one, one ^ 0b11111]) == []
    assert look_alikes([one, one ^ 0b11110]) == [[0, 1]]


def test_none() -> None:
    assert look_alikes([]) == []
