"""The executor for one machine: as many worker processes as there are cores, each watched and replaced when it dies."""

from __future__ import annotations

import collections
import os
import selectors
import sys
import time
from typing import TYPE_CHECKING, Self

import msgspec

from assay.engine.interface import Bounds, Crashed, Done, Outcome, Progress, Task
from assay.engine.process import Process
from assay.model.errors import AssayError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

POLL = 0.05
"""Seconds between two looks at all workers."""
PATIENCE = 1.0
"""Seconds that idle workers get to end by themselves."""
QUEUE = 4
"""How many tasks a worker may have waiting."""
FALSE_STARTS = 3
"""After so many workers that died before they were ready, something is wrong with the machine, not with a task."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalExecutor:
    """Runs tasks in worker processes of this machine (see `assay.engine.interface.Executor`).

    To be used from the thread that opened it: the workers end with that thread.
    """

    def __init__(
        self,
        function: str,
        jobs: int | None = None,
        bounds: Bounds | None = None,
        *,
        path: Sequence[str] = (),
        watch: Callable[[Progress], None] | None = None,
    ) -> None:
        """Prepare; workers are started when there are tasks for them.

        Args:
            function: its name, `package.module:function`.
            jobs: how many workers; by default as many as there are cores.
            bounds: of one entry.
            path: where workers find modules besides `sys.path`.
            watch: called with the progress at every look, about twenty times a second while waiting.
        """
        self._function = function
        self._jobs = jobs or cores()
        self._bounds = bounds or Bounds()
        self._waiting: collections.deque[Task] = collections.deque()
        self._ready: collections.deque[Outcome] = collections.deque()
        self._workers: list[Process] = []
        self._selector = selectors.DefaultSelector()
        self._items = self._size = 0
        self._false_starts = 0
        self._path = tuple(dict.fromkeys(folder for folder in (*sys.path, *path) if folder))
        self._watch = watch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.end(patience=0.0 if kind else PATIENCE)
            worker.close()
        self._workers.clear()
        self._selector.close()

    def submit(self, task: Task) -> None:
        """Queue a task; while the queue is full, waits for outcomes, which `outcomes` yields later."""
        self._waiting.append(task)
        self._hand_out()
        while len(self._waiting) > QUEUE * self._jobs:
            self._look()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what became of the tasks until nothing is under way.

        Raises:
            AssayError: no worker can be started, or the function can't be imported.
            OSError: the disk is full, or can't be written.
        """
        while True:
            while self._ready:
                yield self._ready.popleft()
            if not self._waiting and not any(worker.task for worker in self._workers):
                return
            self._look()

    @property
    def progress(self) -> Progress:
        """How far all tasks together are."""
        notes = [worker.note() for worker in self._workers if worker.task]
        return Progress(
            self._items + sum(note.items for note in notes),
            self._size + sum(note.size for note in notes),
            tuple(note.where for note in notes if note.where),
        )

    def _hand_out(self) -> None:
        for worker in self._workers:
            if not self._waiting:
                return
            if worker.idle and worker.give(self._waiting[0]):
                self._waiting.popleft()
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._waiting) - starting, self._jobs - len(self._workers))):
            worker = Process(self._function, self._bounds, self._path)
            self._workers.append(worker)
            for descriptor in worker.descriptors:
                self._selector.register(descriptor, selectors.EVENT_READ, worker)

    def _look(self) -> None:
        """Wait a moment for something to happen, then look at every worker."""
        self._selector.select(POLL)
        now = time.monotonic()
        for worker in list(self._workers):
            for answer in worker.answers():
                if answer.state == "ready":
                    self._false_starts = 0
                elif answer.state == "broken":
                    raise AssayError(f"the worker can't import {self._function}: {answer.reason}")
                elif answer.state == "refused":
                    number, name = msgspec.msgpack.decode(answer.value, type=tuple[int, str])
                    raise OSError(number, os.strerror(number), name or None)
                elif worker.task:
                    self._finish(worker, answer.state, answer.reason, answer.value)
            if worker.ended or (excess := worker.excess(now)):
                self._bury(worker, "" if worker.ended else excess)
        self._hand_out()
        if self._watch:
            self._watch(self.progress)

    def _finish(self, worker: Process, state: str, reason: str, value: bytes) -> None:
        task, note = worker.task, worker.note()
        if task is None:
            return
        worker.task = None
        if state == "done":
            self._items += note.items
            self._size += note.size
            self._ready.append(Done(task, value))
        else:
            self._ready.append(Crashed(task, state, reason, note.where))

    def _bury(self, worker: Process, excess: str) -> None:
        """Take a worker away that ended by itself, or that exceeds a bound."""
        for descriptor in worker.descriptors:
            self._selector.unregister(descriptor)
        self._workers.remove(worker)
        worker.end(patience=0.0)
        reason = worker.epitaph(excess)
        if worker.task:
            self._finish(worker, excess or "crashed", reason, b"")
        worker.close()
        self._false_starts += not worker.ready
        if self._false_starts >= FALSE_STARTS:
            raise AssayError(f"workers don't start: {reason}")
