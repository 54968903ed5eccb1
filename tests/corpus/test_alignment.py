from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.alignment import MOST_PLACES, Place, align

TEXT = list(range(100, 160))


def test_the_same_words() -> None:
    assert align(TEXT, TEXT) == (60, (), 0)


def test_cuts_and_answers_are_no_differences() -> None:
    assert align(TEXT, TEXT[:20] + TEXT[40:]).places == ()
    assert align(TEXT, TEXT[:20] + list(range(9)) + TEXT[20:]).places == ()
    assert align(TEXT, TEXT[20:40]) == (20, (), 0)


def test_a_word_for_a_word() -> None:
    found = align(TEXT, [*TEXT[:30], 1, *TEXT[31:]])
    assert found == (59, (Place(30, 31, 30, 31),), 0)
    assert found.places[0].replaced


def test_a_word_more() -> None:
    (place,) = align(TEXT, TEXT[:30] + TEXT[31:]).places
    assert place == Place(30, 31, 30, 30)
    assert not place.replaced


def test_two_near_each_other() -> None:
    quoted = [*TEXT[:20], 1, *TEXT[21:27], 2, *TEXT[28:]]
    assert [place.a for place in align(TEXT, quoted).places] == [20, 27]


def test_the_last_words() -> None:
    assert align(TEXT, [*TEXT[:-1], 1]).places == (Place(59, 60, 59, 60),)
    assert align(TEXT, [1, *TEXT[1:]]).places == (Place(0, 1, 0, 1),)


def test_too_little_around_is_loose() -> None:
    found = align(TEXT[:20], [*TEXT[:10], 1, *TEXT[11:20]])
    assert (found.places, found.loose) == ((), 1)


def test_two_versions_of_a_text_are_no_quotation() -> None:
    long = list(range(1000))
    other = [-1 if number % 20 == 10 else number for number in long]
    found = align(long, other)
    assert found.places == ()
    assert found.loose > MOST_PLACES


@given(st.lists(st.integers(0, 9), max_size=80), st.lists(st.integers(0, 9), max_size=80))
def test_it_fits_what_it_was_given(own: list[int], quoted: list[int]) -> None:
    found = align(own, quoted)
    assert found.matched <= min(len(own), len(quoted))
    for place in found.places:
        assert 0 <= place.a <= place.b <= len(own)
        assert 0 <= place.c <= place.d <= len(quoted)
        assert own[place.a : place.b] != quoted[place.c : place.d]
