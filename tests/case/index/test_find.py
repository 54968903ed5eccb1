from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case.index.build import Shard, update
from assay.case.index.document import Row
from assay.case.index.find import Finder, Order
from assay.case.index.grammar import QueryProblem
from assay.case.index.schema import key_of
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DATES = {"a": 1_000.0, "b": -86_400.0, "c": None, "d": 2_678_400.0 * 3}


class Rows:
    def text_shards(self) -> list[str]:
        return []

    def carrying(self, texts: set[str]) -> set[str]:
        return texts

    def shards(self) -> list[Shard]:
        return [Shard("one", "1")]

    def rows(self, _: Shard) -> Iterator[Row]:
        for name, date in DATES.items():
            kind, text = ("document", "lettre") if name == "c" else ("message", "virement")
            yield Row(item=name * 64, kind=kind, subject=name, text=text, date=date, sender=f"{name}@x.example")


class Nobody:
    def with_verdict(self, _: str) -> Sequence[str]:
        return []

    inside = starting = with_verdict


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index")
    update(path, Rows())
    return path


@pytest.fixture
def finder(folder: Path) -> Finder:
    return Finder(folder, Nobody())


def names(items: tuple[str, ...]) -> str:
    return "".join(item[0] for item in items)


def test_by_date_those_before_1970_in_their_place_and_the_undated_last(finder: Finder) -> None:
    assert names(finder.search("", Order.NEWEST).items) == "dabc"
    assert names(finder.search("", Order.OLDEST).items) == "badc"


def test_pages_join_to_the_whole(finder: Finder) -> None:
    pages = [finder.search("", Order.NEWEST, 3, offset) for offset in (0, 3, 6)]
    assert [names(page.items) for page in pages] == ["dab", "c", ""]
    assert {page.total for page in pages} == {4}


@pytest.mark.parametrize("far", [10**9, 10**12, 2**63 - 1, 10**30])
def test_no_place_is_set_aside_for_hits_that_cant_be(finder: Finder, far: int) -> None:
    assert len(finder.search("virement", limit=far).items) == 3
    beyond = finder.search("virement", offset=far)
    assert (beyond.total, beyond.items) == (3, ())


def test_nothing_wanted_is_counted_only(finder: Finder) -> None:
    found = finder.search("virement", limit=0)
    assert (found.total, found.items) == (3, ())


def test_facets_count_what_matches_and_leave_the_unjudged_out(finder: Finder) -> None:
    facets = finder.facets("virement", {key_of("a" * 64): "suspect", key_of("c" * 64): "unproven", 5: "suspect"})
    assert facets.of("verdict") == {"suspect": 1}
    assert facets.of("kind") == {"message": 3}
    assert set(facets.of("sender")) == {"a@x.example", "b@x.example", "d@x.example"}
    assert facets.of("domain") == {"x.example": 3}
    assert list(facets.of("month")) == ["1969-12", "1970-01", "1970-04"]
    assert facets.of("year") == {}


def test_a_query_nobody_understands_is_no_damage(finder: Finder) -> None:
    for ask in (finder.search, lambda query: finder.facets(query, {})):
        with pytest.raises(QueryProblem):
            ask("(")


def test_no_index_is_damage_that_says_what_mends_it(tmp_path: Path) -> None:
    with pytest.raises(CaseDamaged, match="builds it again"):
        Finder(tmp_path / "none", Nobody())
