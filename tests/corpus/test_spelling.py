from __future__ import annotations

import pytest

from assay.corpus.spelling import edit_of, explained, put_right, written


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (["e-mail"], ["email"]),
        (["any", "one"], ["anyone"]),
        (["café"], ["cafe"]),
        (["café"], ["caf?"]),
        (["déjà"], ["dÃ©jÃ"]),
        (["ann"], ["xxxx"]),
        (["smith"], ["[redacted]"]),
    ],
)
def test_what_the_way_explains(here: list[str], there: list[str]) -> None:
    assert explained(here, there)
    assert explained(there, here)


@pytest.mark.parametrize(("here", "there"), [(["48,400"], ["18,400"]), (["llc"], ["ltd"]), (["why?"], ["secret"])])
def test_what_it_doesnt(here: list[str], there: list[str]) -> None:
    assert not explained(here, there)


def test_a_misspelling_put_right() -> None:
    assert put_right(["recieve"], ["receive"])
    assert not put_right(["now"], ["not"])
    assert not put_right(["10000"], ["10001"])
    assert not put_right(["a", "b"], ["c"])


def test_words_are_written() -> None:
    assert written(["48,400", "euros"])
    assert not written(["€"])
    assert not written([])


def test_an_edit_has_its_words() -> None:
    assert edit_of(["a", "b"], []).here == "a b"
