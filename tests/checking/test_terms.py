from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.checking.terms import Written, terms
from assay.document.prints import cleaned


def folded(text: str) -> list[str]:
    return [word.folded for word in terms(text)]


@pytest.mark.parametrize(
    "written", ["12 345,60 €", "12,345.60 €", "12345.6 €", "12'345,60€", "12\u202f345,6 €", "12.345,60"]
)
def test_a_number_is_the_same_words_however_its_written(written: str) -> None:
    assert folded(written) == ["12", "345.6"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("24.04.2017", ["24", "04", "2017"]),
        ("24/04/2017 10:15", ["24", "04", "2017", "10", "15"]),
        ("06.12.34.56.78", ["06", "12", "34", "56", "78"]),
        ("192.168.100.20", ["192", "168", "100", "20"]),
        ("12,50", ["12.5"]),
        ("12.5", ["12.5"]),
        ("in 2017, 5 men", ["in", "2017", "5", "men"]),
        ("1234567890123", ["1234567890123"]),
        ("Œuvre A2", ["oeuvre", "a2"]),
    ],
)
def test_words(written: str, words: list[str]) -> None:
    assert folded(written) == words


@given(st.text(alphabet="a1.,2 -\n9€é", max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    found = terms(text)
    assert all(one.start < one.end for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.lists(st.text(alphabet="ab1 .\n", max_size=20), max_size=4))
def test_pieces_are_one_text(pieces: list[str]) -> None:
    written = Written.of(pieces)
    assert written.folded == [word for piece in pieces for word in folded(cleaned(piece))]
    for number, word in enumerate(written.found):
        assert written.shown(number, number + 1) == " ".join(written.text[word.start : word.end].split())
