from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tantivy

from assay.case.index import schema
from assay.case.index.build import Shard, open_index, segments, update
from assay.case.index.document import Row
from assay.case.index.grammar import All, Not, QueryProblem, Some, Term, parse
from assay.case.index.lookup import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ITEMS = {"a": "1a" * 32, "b": "2b" * 32}
ASKED: list[tuple[str, str]] = []


class Rows:
    def text_shards(self) -> list[str]:
        return []

    def carrying(self, texts: set[str]) -> set[str]:
        return texts

    def shards(self) -> list[Shard]:
        return [Shard("one", "1")]

    def rows(self, _: Shard) -> Iterator[Row]:
        yield Row(
            item=ITEMS["a"], kind="message", subject="L'argent des élections", text="Il a voté", date=0.0,
            sender="agnes@sub.rivage.example", message_id="Case.Counts@x", filenames=("plan.pdf",),
        )  # fmt: skip
        yield Row(item=ITEMS["b"], kind="document", text="The money was sent", date=86_399.0)


class Answers:
    def with_verdict(self, verdict: str) -> Sequence[str]:
        ASKED.append(("verdict", verdict))
        return [ITEMS["b"]]

    def inside(self, path: str) -> Sequence[str]:
        ASKED.append(("in", path))
        return []

    def starting(self, digest: str) -> Sequence[str]:
        ASKED.append(("id", digest))
        return [item for item in ITEMS.values() if item.startswith(digest)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    folder: Path = tmp_path_factory.mktemp("index")
    update(folder, Rows())
    index = open_index(segments(folder))
    lookup, searcher = Lookup(index.schema, Answers()), index.searcher()
    names = {item: name for name, item in ITEMS.items()}

    def search(text: str) -> str:
        hits = searcher.search(lookup.query(parse(text)), 10).hits
        return "".join(sorted(names[searcher.doc(address).get_first("item")] for _, address in hits))

    return search


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "ab"), ("argent", "a"), ("l'argent", "a"), ("ELECTION", "a"), ('"election"', ""), ("moneys", "b"),
        ("argent money", ""), ("argent OR money", "ab"), ("-argent", "b"), ("NOT (argent OR money)", ""),
        ("!!! argent", "a"), ("argent -!!!", "a"), ("(argent OR !!!)", "a"), ("-(-argent)", "a"),
        ('"the money"', "b"), ('"money the"', ""), ('"the mon"', ""), ("mon*", "b"), ("mony~", "b"), ("mny~", ""),
        ("mny~2", "b"),
        ("has:attachment", "a"), ("HAS:Attachment", "a"), ("kind:Document", "b"),
        ("domain:@SUB.rivage.example", "a"), ("domain:rivage.example", ""),
        ("id:<Case.Counts@x>", "a"), ("id:Case.Counts@x", "a"), ("id:case.counts@x", ""), ("id:1A1A", "a"),
        ("id:1a1", ""), ("date:1970-01-01", "ab"), ("date:1970-01-02..", ""), ("date:..1970", "ab"),
        ("before:1970", ""), ("after:1969", "ab"), ("verdict:Suspect", "b"), ("in:x", ""),
        ("-in:x", "ab"), ("from:agnes", "a"), ("subject:money", ""),
    ],
)  # fmt: skip
def test_what_a_query_means(found: Callable[[str], str], query: str, names: str) -> None:
    assert found(query) == names


def test_the_evidence_is_asked_for_what_it_alone_knows(found: Callable[[str], str]) -> None:
    ASKED.clear()
    found("verdict:SUSPECT in:Inbox/3 id:<2B2B@x> id:2B2B")
    assert ASKED == [("verdict", "suspect"), ("in", "Inbox/3"), ("id", "2b2b")]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("verdict:guilty", "authenticated, corroborated"), ("kind:cat", "message, document"),
        ("has:legs", "attachment"),
        ("date:soon", "no date"), ("before:2017-02-30", "no date"), ("!!!", "nothing to look up"),
        ("-!!!", "nothing to look up"), ("(!!! OR ???)", "nothing to look up"), ("subject:…", "nothing to look up"),
    ],
)  # fmt: skip
def test_what_cant_be_looked_up_is_explained(found: Callable[[str], str], query: str, says: str) -> None:
    with pytest.raises(QueryProblem, match=says):
        found(query)


def test_trees_without_a_parser() -> None:
    lookup = Lookup(schema.build(), Answers())
    assert isinstance(lookup.query(Not(All(()))), tantivy.Query)
    with pytest.raises(QueryProblem):
        lookup.query(Some((Term("", "!"), Not(Term("", "?")))))
