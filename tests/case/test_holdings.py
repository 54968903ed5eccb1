from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from case_builders import fill

from assay.case import Case
from assay.case.holdings import Holdings, found, recorded
from assay.model.errors import OriginalChanged

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_there_is_what_was_recorded(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        assert found(case.evidence.folder, case.originals) == recorded([]) == Holdings({}, {})
        fill(case, "one", [b"a"])
        fill(case, "two", [])
        case.custody.seal()
        there = found(case.evidence.folder, case.originals)
        assert (list(there.shards), list(there.packs)) == (["one.parquet", "two.parquet"], ["one.pack"])
        assert recorded(case.custody.records()) == there == found(case.evidence.folder, case.originals, quick=True)


def test_what_differs_is_named() -> None:
    before = Holdings({"a": "1", "b": "2"}, {"p": "3", "q": "4"})
    after = Holdings({"b": "9", "c": "1"}, {"p": "3", "r": "5"})
    assert before.changed(after) == ["the shard a is gone", "the shard b was changed", "the pack q is gone"]
    assert before.added(after) == ("c", "r")
    assert before.changed(before) == []
    assert before.added(before) == ()


def test_a_pack_is_read_whole_unless_in_haste(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        fill(case, "one", [b"abcdef"])
        before = found(case.evidence.folder, case.originals)
        pack = case.originals.folder / "one.pack"
        data = pack.read_bytes()
        pack.write_bytes(data.replace(b"abcdef", b"abcdeX"))
        assert before.changed(found(case.evidence.folder, case.originals)) == ["the pack one.pack was changed"]
        assert before.changed(found(case.evidence.folder, case.originals, quick=True)) == []
        pack.write_bytes(data[:-5])
        assert before.changed(found(case.evidence.folder, case.originals)) == ["the pack one.pack was changed"]
        with pytest.raises(OriginalChanged, match="no end"):
            found(case.evidence.folder, case.originals, quick=True)
