from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.case import Case
from assay.case.index.grammar import QueryProblem
from assay.case.index.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case


@pytest.fixture(scope="module")
def search(made: small_case.Made) -> Iterator[Search]:
    with Case.open(made.path) as case:
        yield Search(case)


def names(search: Search, made: small_case.Made, query: str) -> set[str]:
    by_item = {item: name for name, item in made.items.items()}
    return {by_item[hit.row.item] for hit in search.search(query, limit=50).hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("election", {"genuine"}),
        ("l'argent AND virement AND NOT bahamas", {"genuine"}),
        ("bahamas", {"altered", "document"}),
        ("reunion", {"copy"}),
        ("votes", {"twin"}),
        ("meetings", {"twin"}),
        ("subject:caymans subject:plan", {"twin"}),
        ("headers:8bit kind:message -headers:html subject:lunch", {"plain"}),
        ('"money is with"', {"twin"}),
        ('"with is money"', set()),
        ("from:agnes kind:message -date:2017", {"undated"}),
        ("to:paul.martin@rivage.example lunch", {"plain"}),
        ("date:2017-03-01..2017-03-31", {"copy"}),
        ("before:2017-02-02 kind:message", {"plain"}),
        ("after:2017-05", set()),
        ("after:2017-04-30", {"hostile"}),
        ("verdict:contradicted", {"altered"}),
        ("verdict:authenticated OR verdict:corroborated", {"genuine", "twin", "copy"}),
        ("in:copies", {"genuine"}),
        ("kind:document", {"document"}),
        ("filename:cmd", {"document"}),
        ("id:<2@rivage.example>", {"twin"}),
        ("domain:rivage.example bahamas", {"altered"}),
        ("subject:lunch", {"plain"}),
        ("body:lunch", set()),
        ("virment~", {"genuine", "altered"}),
        ("vir*", {"genuine", "altered"}),
        ("has:attachment", set()),
        ("format:plain", {"document"}),
    ],
)
def test_what_is_found(search: Search, made: small_case.Made, query: str, found: set[str]) -> None:
    assert names(search, made, query) == found


def test_by_digest(search: Search, made: small_case.Made) -> None:
    assert names(search, made, f"id:{made.items['plain'][:10]}") == {"plain"}


@pytest.mark.parametrize("query", ["verdict:guilty", "has:legs", "kind:cat", "date:soon", "!!!"])
def test_impossible_values_are_explained(search: Search, query: str) -> None:
    with pytest.raises(QueryProblem):
        search.search(query)


def test_snippets_and_facets(search: Search) -> None:
    results = search.search("bahamas", facets=True)
    assert {piece.text for hit in results.hits for piece in hit.snippet if piece.hit} == {"Bahamas"}
    assert results.facets is not None
    assert results.facets.of("verdict") == {"contradicted": 1, "unproven": 1}
    assert results.facets.of("kind") == {"message": 1, "document": 1}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_string_finds_or_explains(search: Search, query: str) -> None:
    with contextlib.suppress(QueryProblem):
        assert search.search(query, facets=True).total >= 0


@pytest.mark.shared
@pytest.mark.slow
def test_naughty_strings_in_every_field(search: Search, shared: Path) -> None:
    lines = (shared / "hostile" / "blns" / "blns.txt").read_text("utf-8", "surrogateescape").split("\n")
    for line in lines:
        for query in (line, f'from:"{line}"', f"in:({line})", f"id:{line}"):
            with contextlib.suppress(QueryProblem):
                search.search(query, limit=1)


def test_an_index_broken_behind_our_back_is_mended(made: small_case.Made, tmp_path: Path) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    with Case.open(copy) as case:
        assert Search(case).search("lunch").total == 1
        for path in (copy / "index" / "segments").glob("*.store"):
            path.write_bytes(b"")
        assert Search(case).search("lunch").total == 1
