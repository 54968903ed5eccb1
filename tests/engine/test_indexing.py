from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.index.build import is_current, open_index, segments, update
from assay.case.index.source import Rows
from assay.engine import indexing
from assay.engine.indexing import Indexing
from assay.engine.watch import Silent
from assay.model.entry import Entry, Kind
from assay.model.errors import AssayError, CaseDamaged, CaseLocked
from assay.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES = [Entry(kind=Kind.MESSAGE, place=Place("dump", one), sha256=one * 64, text=one) for one in "abc"]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as opened:
        opened.evidence.write("take-in", "a", ENTRIES)
        yield opened


class Ears(Silent):
    def __init__(self) -> None:
        self.heard: list[object] = []

    def stage(
        self, name: str, total_items: int | None, total_bytes: int | None, most_seconds: float | None = None
    ) -> None:
        del total_items, total_bytes, most_seconds
        self.heard.append(name)

    def progress(self, items: int, size: int, /) -> None:
        self.heard.append((items, size))


def test_the_index_is_whole_when_the_wait_ends(case: Case) -> None:
    ears = Ears()
    with Indexing(case, ears) as index:
        index.wait()
    assert is_current(case.path / "index", Rows(case.evidence))
    assert ears.heard[0] == "indexing"
    assert ears.heard[-1] == (len(ENTRIES), 0)


def test_it_begins_once_when_it_is_told(case: Case) -> None:
    ears = Ears()
    with Indexing(case, ears) as index:
        index.begin()
        index.begin()
        index.wait()
    assert ears.heard[-1] == (len(ENTRIES), 0)
    with Indexing(case, Silent()):
        pass


def test_what_nobody_waits_for_is_stopped(case: Case) -> None:
    index = Indexing(case, Silent())
    index.begin()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), index:
        raise KeyboardInterrupt
    assert time.monotonic() - start < 1
    assert not is_current(case.path / "index", Rows(case.evidence))


def test_another_process_that_indexes_is_said_to_who_waits(case: Case) -> None:
    update(case.path / "index", Rows(case.evidence))
    writer = open_index(segments(case.path / "index")).writer()
    case.evidence.write("take-in", "b", ENTRIES)
    with pytest.raises(CaseLocked, match="Another process"), Indexing(case, Silent()) as index:
        index.wait()
    del writer


def test_damaged_evidence_is_said(case: Case) -> None:
    (case.evidence.folder / "take-in" / "b.parquet").write_bytes(b"no table")
    with pytest.raises(CaseDamaged, match="read"), Indexing(case, Silent()) as index:
        index.wait()


def test_a_worker_that_dies_is_said(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "INDEXING", "os:getpid")
    with pytest.raises(AssayError, match="Run the same command again"), Indexing(case, Silent()) as index:
        index.wait()
