"""Builds the index in a process beside the comparing, which needs nothing of it and leaves a core idle."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Self

import msgspec

from assay.case import Case
from assay.case.index.build import update
from assay.case.index.source import Rows
from assay.engine.interface import Bounds, Crashed, Progress, Task
from assay.engine.local import LocalExecutor
from assay.model.errors import REFUSALS, AssayError, CaseDamaged, CaseLocked

if TYPE_CHECKING:
    from types import TracebackType

    from assay.engine.interface import Beat
    from assay.engine.watch import Watcher

FUNCTION = "assay.engine.indexing:run"
_BOUNDS = Bounds(item_seconds=math.inf, item_memory=1 << 40)
"""Nothing is parsed here, and the last step takes as long as the index is large."""


def run(payload: bytes, beat: Beat) -> bytes:
    """Brings the index of a case up to its evidence, in a worker.

    Args:
        payload: the case folder.
        beat: told of every item.

    Returns:
        Kind of error and its words, MessagePack, if the case is to blame; else nothing.
    """
    with Case.join(os.fsdecode(payload)) as case:
        try:
            update(case.path / "index", Rows(case.evidence), lambda items: beat("", items, 0))
        except (CaseLocked, CaseDamaged) as error:
            return msgspec.msgpack.encode((type(error).__name__, str(error)))
        except ValueError as error:  # tantivy passes the system's refusal on as text of its own
            number = next((number for number in REFUSALS if os.strerror(number) in str(error)), None)
            if number is None:
                raise
            raise OSError(number, os.strerror(number), str(case.path / "index")) from error
    return b""


class Indexing:
    """The index of a case on its way to the present evidence; a context manager, whose end stops what isn't done."""

    def __init__(self, case: Case, watcher: Watcher) -> None:
        """Does nothing yet.

        Args:
            case: the case; its evidence has to stay as it is until the index is whole.
            watcher: told how far it is while it's waited for.
        """
        self._case = case
        self._watcher = watcher
        self._workers = LocalExecutor(FUNCTION, 1, _BOUNDS, watch=self._told)

    def __enter__(self) -> Self:
        self._workers.submit(Task("index", os.fsencode(self._case.path)))
        return self

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
