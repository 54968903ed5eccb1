from __future__ import annotations

from assay.judge.weights import weights
from assay.model.finding import Strength


def test_every_word_has_a_weight_and_they_rise() -> None:
    values = [weights()[strength] for strength in Strength]
    assert values == sorted(set(values))
    assert values[0] == 0
