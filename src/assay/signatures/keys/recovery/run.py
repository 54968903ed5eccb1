"""Recovery over all groups: a process each, the most used first, within a number of minutes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

import msgspec

from assay.signatures.keys.recovery.group import recover_group, standing
from assay.signatures.keys.recovery.outcome import Bounds, Recovery
from assay.signatures.keys.recovery.state import RecoveryState
from assay.signatures.keys.recovery.worker import Task, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.key import SignerKey
    from assay.signatures.keys.recovery.sample import Group

_MARGIN: Final = 0.9
"""A pair is begun while this share of what the last one of its size took is left."""

_LONGEST_RUN: Final = 30 * 86_400
_GRACE: Final = 5
"""Seconds after the bound at which the kernel ends what nobody ended."""


class Progress(msgspec.Struct, frozen=True):
    """How far recovery is.

    Attributes:
        done: groups that are finished.
        total: groups there are work for.
        keys: keys recovered so far.
        running: names of the groups that are worked on.
        seconds_left: until the bound.
    """

    done: int
    total: int
    keys: int
    running: tuple[str, ...]
    seconds_left: float


OnProgress = Callable[[Progress], None]
Known = Callable[[str, str], Sequence["SignerKey"]]
"""The keys that the case has for a domain and selector: `KeyStore.find`."""


def recover_all(
    groups: Sequence[Group],
    minutes: float,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    *,
    known: Known | None = None,
    state: RecoveryState | None = None,
    bounds: Bounds | None = None,
) -> Iterator[Recovery]:
    """Recovers the keys of groups, each result as soon as it's there.

    First every group gets a key that most of its mails share; then those in which intact mails are left over are
    searched for a second key. A group whose known keys verify all that is intact gives no result. A group gives a
    second result where it's searched twice; one that the time didn't suffice for gives one that says so and isn't
    `finished`.

    Args:
        groups: as `groups()` orders them.
        minutes: the bound; what runs then is killed.
        jobs: processes at a time; None: one a processor.
        on_progress: told after each step, at least once a second.
        known: keys of the case.
        state: pairs tried before; gets those tried now.
        bounds: how much to try a group.
    """
    run = _Run(minutes, jobs or os.cpu_count() or 1, on_progress, state or RecoveryState(), bounds or Bounds())
    first: list[Task] = []
    later: list[Task] = []
    for group in groups:
        keys = tuple(known(group.domain, group.selector)) if known else ()
        settled, left = standing(group, keys)
        if not settled:
            first.append(run.task(group, keys))
        elif left:
            later.append(run.task(group, keys))
    try:
        yield from run.all(first, later)
    finally:
        run.stop()


class _Run:
    def __init__(
        self, minutes: float, jobs: int, on_progress: OnProgress | None, state: RecoveryState, bounds: Bounds
    ) -> None:
        self.deadline = time.monotonic() + 60 * minutes
        self.jobs = jobs
        self.on_progress = on_progress
        self.state = state
        self.bounds = bounds
        self.workers: list[Worker] = []
        self.pace: dict[int, float] = {}
        self.done = self.total = self.keys = 0

    def task(self, group: Group, keys: tuple[SignerKey, ...]) -> Task:
        left = min(self.deadline - time.monotonic(), _LONGEST_RUN)
        return Task(group, keys, self.state.tried(group.name), self.bounds, max(1, int(left)) + _GRACE)

    def all(self, first: list[Task], later: list[Task]) -> Iterator[Recovery]:
        """Both rounds; `later` grows by what the first one leaves."""
        self.total = len(first) + len(later)
        only_first = [msgspec.structs.replace(task, bounds=Bounds(task.bounds.first, 0)) for task in first]
        for task, recovery in self._round(only_first):
            more = recovery.finished and recovery.clusters and bool(recovery.unverified)
            keys = (*task.known, *recovery.keys)
            if more and standing(task.group, keys) == (True, True):
                later.append(self.task(task.group, keys))
                self.total += 1
            yield recovery
        later.sort(key=lambda task: -task.group.mails)
        for _, recovery in self._round(later):
            yield recovery

    def stop(self) -> None:
        """Kills what still runs."""
        while self.workers:
            self.workers.pop().end()

    def _round(self, tasks: list[Task]) -> Iterator[tuple[Task, Recovery]]:
        waiting = list(tasks)
        while waiting or self.workers:
            while waiting and len(self.workers) < self.jobs and self._enough_time(waiting[0]):
                self.workers.append(Worker(waiting.pop(0)))
            if waiting and not self.workers:
                for task in waiting:
                    yield task, _unreached(task, "not reached in the time given")
                return
            yield from self._listen()
            if time.monotonic() >= self.deadline:
                yield from self._out_of_time()

    def _enough_time(self, task: Task) -> bool:
        left = self.deadline - time.monotonic()
        return left > _MARGIN * self.pace.get(task.group.bits, 0)

    def _listen(self) -> Iterator[tuple[Task, Recovery]]:
        patience = max(0.0, min(1.0, self.deadline - time.monotonic()))
        ready = wait([worker.connection for worker in self.workers], patience)
        for worker in [worker for worker in self.workers if worker.connection in ready]:
            said = worker.receive()
            if isinstance(said, Recovery):
                yield worker.task, self._finished(worker, said)
            elif said is None:
                yield worker.task, self._finished(worker, self._crashed(worker))
            elif said.seconds is not None:
                self.pace[said.bits] = said.seconds
                self.state.note(said.group, said.pair)
        self._tell()

    def _finished(self, worker: Worker, recovery: Recovery) -> Recovery:
        self.workers.remove(worker)
        worker.end()
        self.done += 1
        self.keys += len(recovery.keys)
        return recovery

    def _crashed(self, worker: Worker) -> Recovery:
        """The pair on which a process died isn't tried again: it would die again."""
        if worker.step is not None:
            self.state.note(worker.step.group, worker.step.pair)
        return _unreached(worker.task, "the process that searched ended without a result (out of memory?)")

    def _out_of_time(self) -> Iterator[tuple[Task, Recovery]]:
        for worker in list(self.workers):
            yield (
                worker.task,
                self._finished(worker, _unreached(worker.task, "the time was over while a pair was tried")),
            )

    def _tell(self) -> None:
        if self.on_progress is not None:
            running = tuple(worker.task.group.name for worker in self.workers)
            left = max(0.0, self.deadline - time.monotonic())
            self.on_progress(Progress(self.done, self.total, self.keys, running, left))


def _unreached(task: Task, reason: str) -> Recovery:
    """What the known keys verify, and why there is no more."""
    search = recover_group(task.group, known=task.known, bounds=Bounds(0, 0))
    return msgspec.structs.replace(search, reason=reason, finished=False)
