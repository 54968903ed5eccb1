from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.case import Case, cells
from assay.model.entry import Entry, Kind
from assay.model.errors import CaseDamaged
from assay.model.extracted import Extracted, FileText, Page
from assay.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    import small_case

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def entry(sha256: str, kind: Kind = Kind.MESSAGE) -> Entry:
    return Entry(kind=kind, place=Place("dump", sha256), sha256=sha256)


def text(sha256: str, version: int, words: str) -> FileText:
    return FileText(sha256=sha256, item=sha256, content=Extracted(version=version, pages=(Page(1, "", words),)))


def test_items_are_told_once_and_of_shards_that_are_wanted(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "one", [entry(B), entry(A, Kind.DOCUMENT), entry(B), entry("", Kind.FAILURE)])
        case.evidence.write("take-in", "two", [entry(C), entry(A), entry("d" * 64, Kind.CONTAINER)])
        assert cells.items(case.evidence, "one") == [B, A]
        assert cells.all_items(case.evidence) == {A, B, C}
        assert cells.all_items(case.evidence, {"two", "gone"}) == {A, C}
        assert cells.kinds(case.evidence, "two") == {Kind.MESSAGE, Kind.CONTAINER}


def test_message_ids_of_several_items(tmp_path: Path) -> None:
    odd = "odd\x1b\udc80"
    ids = [(A, odd), (B, odd), (A, odd), (C, "alone"), (C, "alone"), (A, ""), (B, "")]
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "one", [replace(entry(item), message_id=name) for item, name in ids])
        assert cells.shared_ids(case.evidence) == {odd}


def test_the_newest_reading_is_the_one_that_the_view_has(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write_texts("1", [text(A, 2, "much longer"), text(B, 3, "short"), text(C, 3, "same")])
        case.evidence.write_texts("2", [text(A, 3, "new"), text(B, 3, "longer words"), text(C, 3, "four")])
        case.evidence.write_texts("3", [text(A, 1, "the longest of all of them")])
        newest = cells.newest(case.evidence)
        told = dict(case.evidence.sql("SELECT sha256, shard FROM texts"))
        assert {digest.hex(): shard for digest, shard in newest.items()} == told == {A: "2", B: "2", C: "1"}
        assert sorted(cells.readings(case.evidence))[:3] == [(A, 1), (A, 2), (A, 3)]


def test_verdicts_are_those_of_the_current_generation(made: small_case.Made, empty: Path) -> None:
    with Case.open(made.path) as case:
        assert sorted(cells.verdicts(case.evidence)) == case.evidence.sql(
            "SELECT item, verdict, in_part FROM verdicts ORDER BY ALL"
        )
        assert case.evidence.sql("SELECT count(*) FROM verdicts")[0][0] > 0
    with Case.open(empty) as case:
        assert list(cells.verdicts(case.evidence)) == []


def test_a_shard_that_is_damaged_is_told(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        (case.evidence.folder / "take-in" / "one.parquet").write_bytes(b"no table")
        for ask in (cells.items, cells.kinds):
            with pytest.raises(CaseDamaged):
                ask(case.evidence, "one")
