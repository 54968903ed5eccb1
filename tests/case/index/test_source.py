from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.index.source import Answers, Rows
from assay.model.entry import Entry, Kind
from assay.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case


@pytest.fixture(scope="module")
def case(made: small_case.Made) -> Iterator[Case]:
    with Case.open(made.path) as opened:
        yield opened


def test_rows_are_the_items_of_a_shard(case: Case, made: small_case.Made) -> None:
    rows = Rows(case.evidence)
    (shard,) = rows.shards()
    found = list(rows.rows(shard))
    assert {row.item for row in found} == set(made.items.values())
    twin = next(row for row in found if row.item == made.items["twin"])
    assert twin.subject.split("\n") == ["Secret payment to the Caymans", "Plan for the meeting"]
    assert "agnes.dupont@rivage.example" in twin.headers


def test_answers(case: Case, made: small_case.Made) -> None:
    answers = Answers(case.evidence)
    assert answers.with_verdict("contradicted") == [made.items["altered"]]
    assert answers.inside("COPIES/") == [made.items["genuine"]]
    assert answers.starting(made.items["plain"][:10]) == [made.items["plain"]]
    for hostile in ("\ud800", "%", "'", "\x00"):
        assert answers.with_verdict(hostile) == answers.starting(hostile) == []


def test_a_name_that_isnt_utf_8_is_found_by_what_it_is(tmp_path: Path) -> None:
    name = "caf\udce9\x1a.eml"
    entry = Entry(kind=Kind.MESSAGE, place=Place("dump", name), sha256="a" * 64)
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "a", [entry])
        answers = Answers(case.evidence)
        assert answers.inside("CAF\udce9") == ["a" * 64]
        assert answers.inside("caf\udcea") == answers.inside("caf?") == []


def test_only_messages_and_documents_are_indexed_and_a_written_shard_has_a_new_mark(tmp_path: Path) -> None:
    entries = [
        Entry(kind=kind, place=Place("dump", kind.value), sha256=digest * 64)
        for kind, digest in zip(Kind, "abcde", strict=True)
    ]
    with Case.create_or_open(tmp_path / "case") as case:
        rows = Rows(case.evidence)
        assert rows.shards() == []
        case.evidence.write("take-in", "a", entries)
        (before,) = rows.shards()
        assert {row.kind for row in rows.rows(before)} == {"message", "document"}
        case.evidence.write("take-in", "a", entries[:1])
        (after,) = rows.shards()
        assert (after.id, after.mark != before.mark) == ("a", True)


def test_before_judging_no_item_has_a_verdict(unjudged: small_case.Made) -> None:
    with Case.open(unjudged.path) as case:
        assert Answers(case.evidence).with_verdict("contradicted") == []


def test_a_copy_of_the_case_has_the_same_marks(made: small_case.Made, tmp_path: Path) -> None:
    shutil.copytree(made.path, tmp_path / "copy", copy_function=shutil.copyfile)
    with Case.open(made.path) as one, Case.open(tmp_path / "copy") as other:
        assert Rows(one.evidence).shards() == Rows(other.evidence).shards()
