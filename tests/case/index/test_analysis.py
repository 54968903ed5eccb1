from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.case.index.analysis import ENGLISH, FOLDED, FRENCH, clean, languages, tokens, without_elision


def test_accents_case_and_ligatures_fold() -> None:
    assert tokens(FOLDED, "Élise, ŒUVRE naïve Straße") == ["elise", "oeuvre", "naive", "strasse"]


def test_decomposed_accents_and_hidden_characters_change_nothing() -> None:
    assert tokens(FOLDED, "e\u0301lection s\u00ade\u200bcret") == ["election", "secret"]


def test_stems() -> None:
    assert tokens(FRENCH, "élections")[0] == tokens(FRENCH, "elections")[0]
    assert tokens(FRENCH, "virements") == tokens(FRENCH, "virement")
    assert tokens(ENGLISH, "meetings") == tokens(ENGLISH, "meeting")


@pytest.mark.parametrize(
    ("word", "bare"), [("l'argent", "argent"), ("Qu\u2019il", "il"), ("d'", "d'"), ("aujourd'hui", "aujourd'hui")]
)
def test_elision(word: str, bare: str) -> None:
    assert without_elision(word) == bare


def test_accents_dont_keep_an_english_word_from_its_stem() -> None:
    assert tokens(ENGLISH, "\u00e9lections") == tokens(ENGLISH, "elections") == tokens(ENGLISH, "election")


def test_languages() -> None:
    assert languages("Le virement est dans les comptes, merci") == (FRENCH,)
    assert languages("the money is with you and they have it") == (ENGLISH,)
    assert languages("ok") == (FRENCH, ENGLISH)


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_indexed(text: str) -> None:
    clean(text).encode()
    for analyzer in (FOLDED, FRENCH, ENGLISH):
        tokens(analyzer, text)
