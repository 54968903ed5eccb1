from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.take_in import run
from assay.engine.tasks import TakeIn, Taken
from assay.engine.unit import META_UNITS, META_VERSION, TAKE_IN, VERSION, Unit
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"From: a@one.example\r\nSubject: x\r\n\r\nHello\r\n"


def test_a_shard_is_written_whole_and_says_what_it_is_of(tmp_path: Path) -> None:
    path = tmp_path / "1.eml"
    path.write_bytes(MAIL)
    unit = Unit(Place("dump", "1.eml"), Stored(False, str(path), 0, len(MAIL)), 5)
    beats: list[str] = []
    with Case.create_or_open(tmp_path / "case") as case:
        payload = msgspec.msgpack.encode(TakeIn(str(case.path), "abc", (unit,), copy=True))
        taken = msgspec.msgpack.decode(run(payload, lambda where, *_: beats.append(where)), type=Taken)
        (shard,) = case.evidence.shards(TAKE_IN)
        (row,) = case.evidence.entries(TAKE_IN)
        assert case.originals.read(row.stored, row.sha256) == MAIL
    assert (taken.items, taken.size, taken.pending) == (1, len(MAIL), False)
    assert beats == ["dump\x001.eml"]
    assert shard.id == "abc"
    assert shard.meta[META_VERSION] == VERSION
    assert msgspec.convert(shard.meta[META_UNITS], tuple[Unit, ...]) == (unit,)
    assert row.stored.pack, "--copy seals it into the case"
