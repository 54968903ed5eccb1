from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from assay.document.entities.reading import Reading


@given(st.text())
def test_places_in_lower_case_are_places_in_the_text(text: str) -> None:
    assert len(Reading(text).lower) == len(text)


def test_only_what_is_near_digits_is_looked_at() -> None:
    reading = Reading("a" * 500 + "1" + "a" * 500 + "2" + "a" * 30 + "3")
    assert reading.spans == ((436, 549), (937, 1033))
    assert [match.start() for match in reading.near_digits(re.compile("[0-9]"))] == [500, 1001, 1032]


def test_a_text_without_digits_has_none() -> None:
    assert Reading("abc").spans == ()


@given(st.text(st.sampled_from("a1"), max_size=400))
def test_spans_are_apart_and_hold_every_digit(text: str) -> None:
    spans = Reading(text).spans
    assert all(left[1] < right[0] for left, right in itertools.pairwise(spans))
    assert all(any(low <= at < high for low, high in spans) for at, letter in enumerate(text) if letter == "1")


def test_language_and_words() -> None:
    reading = Reading("Merci pour ton message, je regarde ça demain. RG")
    assert reading.language == "fr"
    assert reading.has("x", "rg")
    assert not reading.has("x")
