from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.corpus import vocabulary as vocabulary_module
from assay.corpus.vocabulary import ONE_IN, contains, distinct, marked, ordinary, rare, shared, shingles, vocabulary
from assay.message.traits.passages.words import WIDTH, digests

TEXTS = st.lists(st.text("abcdefgh", max_size=2), max_size=60).map(" ".join)


def test_words_that_carriers_change_are_none_of_the_ordinary_ones() -> None:
    assert len(ordinary(digests("see https://a.example now"))) == 2


@given(st.lists(st.sampled_from(["one", "two", "three", "four", "https://a.example"])), st.text("abc ", max_size=30))
def test_words_that_two_texts_share_are_counted_once(first: list[str], second: str) -> None:
    here, there = digests(" ".join(first)), digests(f"{second} two four https://a.example")
    assert shared(vocabulary(here), there) == len(set(ordinary(here)) & set(ordinary(there)))


@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=5), st.integers(1, 3), st.sampled_from([1, 60, 1 << 20]))
def test_the_shingles_that_few_texts_have_are_found(
    wanted: list[str], texts: list[str], most: int, at_once: int
) -> None:
    looked, kept = [list(map(digests, some)) for some in (wanted, texts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary_module, "_AT_ONCE", at_once)
        known, having = rare(looked, kept, most)
    asked = {one for words in looked for one in shingles(words)}
    having_it = {one: {n for n, words in enumerate(kept) if one in set(shingles(words))} for one in asked}
    few = {one: places for one, places in having_it.items() if 0 < len(places) <= most}
    assert having == sorted(set().union(*few.values()))
    assert [marked(words, known) for words in kept] == [set(shingles(words)) & few.keys() for words in kept]


@given(st.lists(st.sampled_from(["one", "two", "three", "four", "https://a.example"])))
def test_words_are_told_once_and_in_order(words: list[str]) -> None:
    assert distinct(digests(" ".join(words))).tolist() == sorted(set(ordinary(digests(" ".join(words)))))


@given(TEXTS)
def test_a_shingle_is_four_words_of_which_the_first_is_one_of_eight(text: str) -> None:
    words = digests(text)
    every = [words[place : place + 4 * WIDTH] for place in range(0, len(words) - 3 * WIDTH, WIDTH)]
    assert list(shingles(words)) == [one for one in every if int.from_bytes(one[:WIDTH], "little") % ONE_IN == 0]


def test_words_stand_in_others_as_whole_words() -> None:
    words = digests("one two three")
    assert contains(words, digests("two three"))
    assert not contains(words, words[1:5])
    assert not contains(words, digests("two one"))
