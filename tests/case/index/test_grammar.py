from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.case.index.grammar import FIELDS, MAX_DEPTH, All, Not, QueryProblem, Some, Term, parse, terms

if TYPE_CHECKING:
    from pathlib import Path


def test_words_side_by_side_must_all_occur() -> None:
    assert parse("a AND b AND NOT c") == All((Term("", "a"), Term("", "b"), Not(Term("", "c"))))
    assert parse("a b -c") == parse("a AND b AND NOT c")


def test_or_binds_weaker_than_and() -> None:
    assert parse("a b OR c") == Some((All((Term("", "a"), Term("", "b"))), Term("", "c")))
    assert parse("a (b OR c)") == All((Term("", "a"), Some((Term("", "b"), Term("", "c")))))


def test_fields_phrases_prefixes_and_nearly() -> None:
    assert parse('from:"Jean Dupont"') == Term("from", "Jean Dupont", phrase=True)
    assert parse("FROM:dupont") == Term("from", "dupont")
    assert parse("vire*") == Term("", "vire", prefix=True)
    assert parse("virment~ x~2") == All((Term("", "virment", fuzzy=1), Term("", "x", fuzzy=2)))
    assert parse("subject:(a OR b)") == Some((Term("subject", "a"), Term("subject", "b")))


def test_a_word_with_a_hyphen_is_a_word() -> None:
    assert parse("rendez-vous") == Term("", "rendez-vous")


def test_addresses_of_pages_and_reply_prefixes_are_text() -> None:
    assert parse("http://a.example/x") == Term("", "http://a.example/x")
    assert parse("Re: hello") == All((Term("", "Re:"), Term("", "hello")))
    assert parse("12:30") == Term("", "12:30")


def test_the_empty_query_is_everything() -> None:
    assert parse("  ") == All(())


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('"open', "never closed"),
        ("(a", "never closed"),
        ("a)", "never opened"),
        ("()", "missing"),
        ("a OR", "missing"),
        ("AND a", "AND stands between"),
        ("a AND", "AND stands between"),
        ("a NOT", "NOT is followed"),
        ("frm:x", "Did you mean from:"),
        ("from:", "missing"),
        ("(" * (MAX_DEPTH + 2) + "a", "nested"),
        ("NOT " * (MAX_DEPTH + 2) + "a", "nested"),
        ("from:" * (MAX_DEPTH + 2) + "a", "nested"),
        ("a " * 201, "words"),
        ("a" * 4_001, "characters"),
    ],
)
def test_what_cannot_be_understood_is_explained(query: str, says: str) -> None:
    with pytest.raises(QueryProblem, match=says):
        parse(query)


def test_terms_under_not_are_not_highlighted() -> None:
    assert terms(parse("a -(b NOT c)")) == [Term("", "a"), Term("", "c")]


_PIECES = st.lists(
    st.one_of(
        st.sampled_from([*'()"-:*~ ', "AND", "OR", "NOT", *(f"{name}:" for name in FIELDS), "x:", "//"]),
        st.text(max_size=5),
    )
)


@given(st.one_of(st.text(), _PIECES.map("".join), _PIECES.map(" ".join)))
def test_any_string_is_understood_or_explained(query: str) -> None:
    with contextlib.suppress(QueryProblem):
        terms(parse(query))


@pytest.mark.shared
def test_naughty_strings_are_understood_or_explained(shared: Path) -> None:
    lines = (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "surrogateescape").split("\n")
    assert len(lines) > 500
    for line in lines:
        with contextlib.suppress(QueryProblem):
            parse(line)
