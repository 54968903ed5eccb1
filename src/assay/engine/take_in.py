"""The first pass, in a worker: units to rows. Opens containers, parses mail, measures signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.engine.entries import SPLIT, Poison, Taker
from assay.engine.unit import META_RETRY, META_UNITS, META_VERSION, TAKE_IN, VERSION, Unit

if TYPE_CHECKING:
    from assay.engine.interface import Beat

FUNCTION = "assay.engine.take_in:run"


class TakeIn(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard's name.
        units: what to take in.
        copy: whether originals are copied into the case.
        split: containers above this many bytes are unpacked first.
        poison: entries that killed a worker before, with state and reason: they become failures without being touched.
    """

    case: str
    shard: str
    units: tuple[Unit, ...]
    copy: bool
    split: int = SPLIT
    poison: dict[str, Poison] = msgspec.field(default_factory=dict)


class Taken(msgspec.Struct, frozen=True):
    """What a task gives back.

    Attributes:
        items: entries done.
        size: their bytes.
        pending: whether large containers left members for later shards.
    """

    items: int
    size: int
    pending: bool


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
