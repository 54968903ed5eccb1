"""Builds the index in a process beside the comparing, which needs nothing of it and leaves a core idle."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

import msgspec

from assay.engine.interface import UNBOUNDED, Crashed, Progress, Task
from assay.engine.local import LocalExecutor
from assay.engine.tasks import INDEXING
from assay.model.errors import AssayError, CaseDamaged, CaseLocked

if TYPE_CHECKING:
    from types import TracebackType

    from assay.case import Case
    from assay.engine.watch import Watcher


class Indexing:
    """The index of a case on its way to the present evidence; a context manager, whose end stops what isn't done."""

    def __init__(self, case: Case, watcher: Watcher) -> None:
        """Does nothing before `begin`.

        Args:
            case: the case; its evidence has to stay as it is until the index is whole.
            watcher: told how far it is while it's waited for.
        """
        self._case = case
        self._watcher = watcher
        self._workers = LocalExecutor(INDEXING, 1, UNBOUNDED, watch=self._told)

        self._begun = False

    def __enter__(self) -> Self:
        return self

    def begin(self) -> None:
        """Starts, once: as soon as a core has nothing else to do."""
        if not self._begun:
            self._begun = True
            self._workers.submit(Task("index", os.fsencode(self._case.path)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def wait(self) -> None:
        """Waits until the index is whole.

        Raises:
            CaseLocked: another process is indexing.
            CaseDamaged: the evidence isn't what was written.
            AssayError: the worker died.
            OSError: the disk is full, or can't be written.
        """
        self.begin()
        self._watcher.stage("indexing", None, None)
        for outcome in self._workers.outcomes():
            if isinstance(outcome, Crashed):
                raise AssayError(f"the search index isn't whole: {outcome.reason}. Run the same command again")
            if outcome.value:
                kind, words = msgspec.msgpack.decode(outcome.value, type=tuple[str, str])
                raise (CaseLocked if kind == CaseLocked.__name__ else CaseDamaged)(words)
        self._told(self._workers.progress)

    def _told(self, progress: Progress) -> None:
        self._watcher.progress(progress.items, 0)
