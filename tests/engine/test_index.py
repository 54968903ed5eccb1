from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.case.index.build import is_current
from assay.case.index.source import Rows
from assay.engine.index import run
from assay.model.entry import Entry, Kind
from assay.model.place import Place

if TYPE_CHECKING:
    from pathlib import Path


def test_the_index_holds_the_evidence(tmp_path: Path) -> None:
    beats: list[int] = []
    with Case.create_or_open(tmp_path / "case") as case:
        rows = [Entry(kind=Kind.MESSAGE, place=Place("dump", one), sha256=one * 64, text=one) for one in "abc"]
        case.evidence.write("take-in", "a", rows)
        assert run(os.fsencode(case.path), lambda _, items, __: beats.append(items)) == b""
        assert is_current(case.path / "index", Rows(case.evidence))
    assert beats == [1, 2, 3]


def test_damaged_evidence_is_an_answer(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        (case.evidence.folder / "take-in" / "b.parquet").write_bytes(b"no table")
        kind, words = msgspec.msgpack.decode(run(os.fsencode(case.path), lambda *_: None), type=tuple[str, str])
    assert kind == "CaseDamaged"
    assert "read" in words
