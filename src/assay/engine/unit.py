"""Units: the pieces that the take-in pass is cut into, and what is done of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Self

import msgspec

from assay.case import cells
from assay.case.taken_files import UNITS
from assay.engine.backlog import Backlog
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from assay.case import Case

TAKE_IN = "take-in"
VERSION = 5
"""Version of the take-in pass: raising it takes everything in again."""
META_UNITS, META_VERSION, META_RETRY = UNITS, "version", "retry"
CHANGED = "assay:changed"
"""The note that says of a member that was left for later when its file was last changed: another file, another unit."""
MAX_UNITS = 400
LEAST_BYTES, MOST_BYTES = 1 << 20, 32 << 20
"""A shard has at most so many units, and bytes between these."""
SHARDS_A_JOB = 4


class Unit(msgspec.Struct, frozen=True):
    """A file of a source, or a member of a large container that was unpacked before.

    Attributes:
        place: where it is inside the dump.
        stored: where its bytes are; None for what can't be read at all.
        changed: when the file was last changed, nanoseconds since 1970; of a member, its file; 0 where it isn't known.
        notes: what its container or the folder knew of it; untrusted.
        reconstructed: its container lost the original bytes.
        state: for what can't be read, the word of the error.
        reason: and why.
    """

    place: Place
    stored: Stored | None
    changed: int = 0
    notes: dict[str, Any] = msgspec.field(default_factory=dict)
    reconstructed: bool = False
    state: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        """Names the unit: other content at the same place (another size or time) is another unit."""
        size = self.stored.length if self.stored else -1
        start = self.stored.offset if self.stored else -1
        text = "\0".join((self.place.source, str(self.place), str(size), str(start), str(self.changed), self.state))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    @property
    def size(self) -> int:
        """Bytes of it, 0 where there are none."""
        return self.stored.length if self.stored else 0


def pending_unit(entry: Entry) -> Unit:
    """The unit that a row of kind `pending` stands for."""
    changed = entry.notes.get(CHANGED, 0)
    return Unit(entry.place, entry.stored, changed, entry.notes, entry.reconstructed)


class Waiting:
    """Units that wait to be taken in; a context manager.

    Attributes:
        size: bytes of all of them.
    """

    def __init__(self, case: Case, units: Iterable[Unit] = ()) -> None:
        """Takes units."""
        self.size = 0
        self._backlog = Backlog(case.scratch)
        self.extend(units)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backlog.__exit__(kind, error, trace)

    def __len__(self) -> int:
        return len(self._backlog)

    def extend(self, units: Iterable[Unit]) -> None:
        """Takes more units."""
        for unit in units:
            self.size += unit.size
            self._backlog.append(msgspec.msgpack.encode(unit))

    def batches(self, jobs: int) -> Iterator[tuple[Unit, ...]]:
        """Cuts them into shards: large enough to pay, small enough for all jobs to be busy and for memory."""
        bound = max(LEAST_BYTES, min(MOST_BYTES, self.size // (SHARDS_A_JOB * jobs)))
        most = max(1, min(MAX_UNITS, -(-len(self) // (SHARDS_A_JOB * jobs))))
        batch: list[Unit] = []
        size = 0
        for encoded in self._backlog:
            unit = msgspec.msgpack.decode(encoded, type=Unit)
            if batch and (size + unit.size > bound or len(batch) >= most):
                yield tuple(batch)
                batch, size = [], 0
            batch.append(unit)
            size += unit.size
        if batch:
            yield tuple(batch)


def shard_id(units: tuple[Unit, ...]) -> str:
    """The name of the shard of these units."""
    return hashlib.sha256("\0".join(unit.id for unit in units).encode()).hexdigest()[:24]


class Done(msgspec.Struct, frozen=True):
    """What the take-in pass has done so far.

    Attributes:
        units: ids of the units that are in the evidence for good.
        again: shards to be made again, by name: made by an older version, or by a machine that lacked a tool.
    """

    units: frozenset[str]
    again: dict[str, tuple[Unit, ...]]


class _Meta(msgspec.Struct, frozen=True):
    """What the writer of a shard kept with it, as far as it matters here."""

    units: tuple[Unit, ...] = ()
    version: int = 0
    retry: bool = False


def done(case: Case) -> Done:
    """Reads from the shards what is done."""
    ids: set[str] = set()
    again: dict[str, tuple[Unit, ...]] = {}
    for path, meta in case.evidence.metas(_Meta):
        ids.update(unit.id for unit in meta.units)
        if meta.version != VERSION or meta.retry:
            again[path.stem] = meta.units
    return Done(frozenset(ids), again)


def pending(case: Case, known: frozenset[str]) -> Iterator[Unit]:
    """Yields the members of large containers that were unpacked and not yet taken in."""
    for shard in case.evidence.names(TAKE_IN):
        if Kind.PENDING in cells.kinds(case.evidence, shard):
            for entry in case.evidence.entries(TAKE_IN, shard):
                if entry.kind is Kind.PENDING and (unit := pending_unit(entry)).id not in known:
                    yield unit
