from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.alike import SKETCH, Unions, buckets_of, families, resemblance
from assay.document.prints import prints

NUMBERS = st.lists(st.integers(0, 500), min_size=1, max_size=300).map(lambda values: np.unique(values).astype(np.int64))


def sketch(text: str) -> np.ndarray:
    return np.array(prints(text)[:SKETCH], np.int64)


def text(seed: int, words: int = 300) -> list[str]:
    source = random.Random(seed)
    return [f"w{source.randrange(4_000)}" for _ in range(words)]


@given(NUMBERS, NUMBERS)
def test_resemblance_of_small_texts_is_exact(one: np.ndarray, other: np.ndarray) -> None:
    both, either = set(one.tolist()) & set(other.tolist()), set(one.tolist()) | set(other.tolist())
    assert resemblance(one, other, most=1_000) == pytest.approx(len(both) / len(either))
    assert resemblance(one, other) == resemblance(other, one)
    assert resemblance(one, one) == 1


def test_resemblance_of_large_texts_is_near() -> None:
    source = np.random.default_rng(3)
    common, rest = source.integers(0, 1 << 62, 3_000), [source.integers(0, 1 << 62, 1_000) for _ in range(2)]
    one, other = (np.unique(np.concatenate((common, more))) for more in rest)
    assert resemblance(one[:SKETCH], other[:SKETCH]) == pytest.approx(0.6, abs=0.15)


def test_versions_are_found_among_others() -> None:
    first = text(1)
    second = [*first[:100], "changed", *first[101:]]
    third = [*second[:250], *text(9, 40)]
    others = [text(seed) for seed in range(20, 120)]
    sketches = [sketch(" ".join(words)) for words in (*others, first, second, third)]
    assert families(sketches) == [[100, 101, 102]]


def test_one_letterhead_makes_no_family() -> None:
    head = text(1, 20)
    sketches = [sketch(" ".join([*head, *text(seed, 120)])) for seed in range(2, 40)]
    assert families(sketches) == []


def test_a_form_that_thousands_filled_in_is_one_family() -> None:
    form = text(1, 200)
    filled = [sketch(" ".join([*form[:100], f"name{number}", f"town{number}", *form[100:]])) for number in range(2_500)]
    (family,) = families(filled)
    assert len(family) == 2_500


def test_nothing_at_all() -> None:
    assert families([]) == []
    assert list(buckets_of([])) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_unions_are_what_is_connected(pairs: list[tuple[int, int]]) -> None:
    unions = Unions(31)
    reach = {number: {number} for number in range(31)}
    for one, other in pairs:
        unions.join(one, other)
        joined = reach[one] | reach[other]
        for number in joined:
            reach[number] = joined
    expected = {frozenset(group) for group in reach.values() if len(group) > 1}
    assert {frozenset(group) for group in unions.groups()} == expected
