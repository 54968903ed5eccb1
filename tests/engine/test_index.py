from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.case import Case
from assay.case.index.build import is_current
from assay.case.index.source import Rows
from assay.engine import index
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


def test_a_full_disk_is_the_systems_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise ValueError(f"An IO error occurred: '{os.strerror(errno.ENOSPC)} (os error 28)'")

    monkeypatch.setattr(index, "update", full)
    path = tmp_path / "case"
    Case.create_or_open(path).close()
    with pytest.raises(OSError, match="No space left") as caught:
        run(os.fsencode(path), lambda *_: None)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(path / "index"))
    monkeypatch.setattr(index, "update", lambda *_: (_ for _ in ()).throw(ValueError("else")))
    with pytest.raises(ValueError, match="else"):
        run(os.fsencode(path), lambda *_: None)
