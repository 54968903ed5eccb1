from __future__ import annotations

import msgspec
import pytest

from assay.judge.weights import Measured, key, shipped, word
from assay.model.finding import Direction, Finding, Strength

FINDING = Finding("x", "test/1", Direction.AGAINST, Strength.WEAK, "It's odd.")


def test_every_word_has_a_weight_and_they_rise() -> None:
    values = [shipped().words[strength.value] for strength in Strength]
    assert values == sorted(set(values))
    assert values[0] == 0


def test_each_word_names_its_own_weight() -> None:
    for strength in Strength:
        assert word(shipped().words[strength.value]) is strength
        assert word(-shipped().words[strength.value]) is strength


def test_what_was_measured_goes_before_the_word() -> None:
    name = key(FINDING.code, FINDING.direction, FINDING.strength)
    measured = msgspec.structs.replace(shipped(), measured={name: Measured(2.25, 0.001, 0.2, 40)})
    assert measured.of(FINDING) == pytest.approx(2.25)
    assert measured.score([FINDING]) == pytest.approx(-2.2)
    other = msgspec.structs.replace(FINDING, strength=Strength.MODERATE)
    assert measured.of(other) == shipped().words["moderate"]


def test_no_finding_is_weighed_beyond_what_its_examiner_says() -> None:
    for name, one in shipped().measured.items():
        assert 0 <= one.log10 <= shipped().words[name.split(" ", 2)[2]] + 1
