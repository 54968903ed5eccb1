"""The first pass, in a worker: units to rows. Opens containers, parses mail, measures signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.entries import Taker
from assay.engine.tasks import TakeIn, Taken
from assay.engine.unit import META_RETRY, META_UNITS, META_VERSION, TAKE_IN, VERSION

if TYPE_CHECKING:
    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    """Takes one shard in and writes its evidence.

    Args:
        payload: a `TakeIn`, MessagePack.
        beat: told of every entry.

    Returns:
        A `Taken`, MessagePack.
    """
    task = msgspec.msgpack.decode(payload, type=TakeIn)
    with Case.join(task.case) as case:
        with case.originals.pack_writer(task.shard) as pack:
            taker = Taker(case, pack, beat, copy=task.copy, split=task.split, poison=task.poison)
            rows = [row for unit in task.units for row in taker.unit(unit)]
        meta = {
            META_UNITS: msgspec.to_builtins(task.units),
            META_VERSION: VERSION,
            META_RETRY: taker.retry,
        }
        case.evidence.write(TAKE_IN, task.shard, rows, meta)
    return msgspec.msgpack.encode(Taken(taker.items, taker.size, taker.pending))
