from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.passages.words import FIRST_CARRIED, WIDTH, digests, is_carried, normal, numbers, spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hello, World!", "hello world"),
        ("*bold* _under_", "bold under"),
        ("\u201cdon\u2019t\u201d", "don't"),
        ("ﬁne", "fine"),
        ("a—b", "a b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("…", ""),
    ],
)
def test_what_programs_change_makes_no_other_word(one: str, other: str) -> None:
    assert digests(one) == digests(other)


@pytest.mark.parametrize(("one", "other"), [("48,400", "48.400"), ("$5", "5"), ("now", "not"), ("1.5", "15")])
def test_what_people_mean_makes_other_words(one: str, other: str) -> None:
    assert digests(one) != digests(other)


@pytest.mark.parametrize("word", ["https://a.example/x", "a@b.example", "www.x.example", "x" * 61, "a/b/c", "**@b"])
def test_what_carriers_change_is_marked(word: str) -> None:
    assert is_carried(normal(word)[0])
    assert all(number >= FIRST_CARRIED for number in numbers(digests(word)))


@pytest.mark.parametrize("word", ["5/5/2017", "18:35", "l'heure", "e-mail"])
def test_other_words_are_not(word: str) -> None:
    assert all(number < FIRST_CARRIED for number in numbers(digests(word)))


@given(st.text())
def test_every_word_has_its_digest_and_its_spelling(text: str) -> None:
    words = spelled(text)
    assert len(digests(text)) == WIDTH * len(words)
    assert [number >= FIRST_CARRIED for number in numbers(digests(text))] == list(map(is_carried, words))
