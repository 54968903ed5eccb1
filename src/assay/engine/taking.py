"""Runs the take-in pass: walks the sources, cuts what is new into shards, and outlives what kills its workers."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assay.engine.again import remakeable
from assay.engine.cases import LEFT_OUT, REASON, Cases
from assay.engine.interface import Crashed, Executor, Task
from assay.engine.passes import Running, executor
from assay.engine.tasks import TAKING, Poison, TakeIn
from assay.engine.unit import Unit, Waiting, done, pending, shard_id
from assay.intake.names import shown
from assay.intake.walk import walk
from assay.model.errors import AssayError
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assay.case import Case, Source
    from assay.engine.watch import Watcher

FUTILE = 3
"""After so many crashes at one and the same entry, or at none, the units of the shard are tried one by one."""


def take_all(
    case: Case, sources: Iterable[Source], running: Running, watcher: Watcher, *, copy: bool, split: int
) -> None:
    """Takes in what isn't in the case yet: files, then what large containers left, until nothing is left.

    Args:
        case: the case, open for writing.
        sources: what to walk.
        running: how passes are run.
        watcher: told how far it is.
        copy: whether originals are copied into the case.
        split: containers above this many bytes are unpacked first.
    """
    watcher.stage("walking", None, None)
    before = done(case)
    with Waiting(case) as units:
        for source in sources:
            units.extend(unit for unit in _walked(case, source, watcher) if unit.id not in before.units)
        units.extend(pending(case, before.units))
        left = _run(case, units, running, watcher, remakeable(case, before.again, watcher), copy=copy, split=split)
    while left:
        with Waiting(case, pending(case, done(case).units)) as units:
            left = _run(case, units, running, watcher, copy=copy, split=split)


def _walked(case: Case, source: Source, watcher: Watcher) -> Iterator[Unit]:
    own = 0
    root = Path(source.now or source.root)
    cases, told = Cases(case.path, root), set[Path]()
    for count, found in enumerate(walk(root), 1):
        watcher.progress(count, 0)
        place = Place(source.label, found.path)
        inside = cases.around(found.absolute)
        if inside == cases.own:
            own += 1
        elif inside is not None:
            if inside not in told:
                told.add(inside)
                yield Unit(Place(source.label, shown(cases.place(inside))), None, 0, {}, False, LEFT_OUT, REASON)
        elif found.error is not None:
            yield Unit(place, None, 0, found.notes, False, found.error.state, str(found.error))
        else:
            stored = Stored(False, shown(str(found.absolute)), 0, found.size)
            yield Unit(place, stored, found.mtime_ns, found.notes)
    if own:
        watcher.note(f"{case.path} lies inside {source.root}: the case's own files aren't taken in")


def _run(
    case: Case,
    units: Waiting,
    running: Running,
    watcher: Watcher,
    again: Sequence[tuple[Unit, ...]] = (),
    *,
    copy: bool,
    split: int,
) -> bool:
    """Takes in shards that are made again and units; whether there was anything."""
    if not units and not again:
        return False
    watcher.stage("taking in", None, units.size + sum(unit.size for shard in again for unit in shard))
    with executor(TAKING, running, case) as workers:
        crew = _Crew(case, workers, copy=copy, split=split)
        for shard in chain(again, units.batches(running.jobs or 2)):
            crew.submit(shard, {})
        for outcome in workers.outcomes():
            watcher.progress(workers.progress.items, workers.progress.size)
            if isinstance(outcome, Crashed):
                crew.crashed(outcome)
                watcher.note(f"{outcome.where.partition(chr(0))[2] or 'a worker'}: {outcome.reason}")
        crew.check()
    return True


class _Crew:
    """Submits shards, and submits them again without the entries that killed a worker."""

    def __init__(self, case: Case, workers: Executor, *, copy: bool, split: int) -> None:
        self._case = case
        self._workers = workers
        self._copy = copy
        self._split = split
        self._futile: dict[str, int] = {}
        self._lost: list[str] = []

    def check(self) -> None:
        """See that everything that was submitted is in the evidence, as what it is or as a failure.

        Raises:
            AssayError: something could be neither.
        """
        if self._lost:
            more = f" and {len(self._lost) - 1:,} more" if len(self._lost) > 1 else ""
            raise AssayError(
                f"{self._lost[0]}{more} can't be recorded in {self._case.path}, not even as a failure: see that this "
                "folder can be written and its disk has space, then run it again"
            )

    def submit(self, units: tuple[Unit, ...], poison: dict[str, Poison], name: str = "") -> None:
        """Submits a shard."""
        shard = name or shard_id(units)
        payload = TakeIn(str(self._case.path), shard, units, self._copy, self._split, poison)
        self._workers.submit(Task(shard, msgspec.msgpack.encode(payload)))

    def crashed(self, outcome: Crashed) -> None:
        """Deals with a shard whose worker died."""
        task = msgspec.msgpack.decode(outcome.task.payload, type=TakeIn)
        poison = Poison(outcome.state, outcome.reason)
        if outcome.where and outcome.where not in task.poison:
            self.submit(task.units, {**task.poison, outcome.where: poison}, task.shard)
        elif len(task.units) > 1:
            for unit in task.units:
                self.submit((unit,), task.poison)
        else:
            self._give_up(task, poison)

    def _give_up(self, task: TakeIn, poison: Poison) -> None:
        """A unit that can't be touched at all becomes a failure that nobody touches."""
        unit = task.units[0]
        self._futile[task.shard] = self._futile.get(task.shard, 0) + 1
        if self._futile[task.shard] > FUTILE:
            self._lost.append(f"{unit.place} ({poison.reason})")
            return
        failed = Unit(unit.place, None, unit.changed, unit.notes, False, poison.state, poison.reason)
        self.submit((failed,), {})
