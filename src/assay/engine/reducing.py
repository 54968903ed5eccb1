"""Runs the reduction: its parts beside one another, each in a worker that ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.corpus.parts import PARTS
from assay.engine.interface import UNBOUNDED, Crashed, Task
from assay.engine.local import cores
from assay.engine.passes import Running, executor
from assay.engine.tasks import REDUCING, Reduce
from assay.model.errors import AssayError, CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.case import Case
    from assay.engine.watch import Watcher


def reduce_all(
    case: Case, generation: str, running: Running, watcher: Watcher, spare: Callable[[], None] = lambda: None
) -> None:
    """Learns what the whole corpus knows and leaves it for the workers that compare, a file a shard and part.

    Args:
        case: the case, open for writing.
        generation: the generation of verdicts that is being made.
        running: how passes are run.
        watcher: told of how many items all parts have learned.
        spare: called, perhaps several times, when fewer parts are left than there are processes for them.

    Raises:
        CaseDamaged: the evidence isn't what was written.
        AssayError: a worker died.
    """
    with executor(REDUCING, running, case, UNBOUNDED) as workers:
        for part in PARTS:
            workers.submit(Task(part, msgspec.msgpack.encode(Reduce(str(case.path), part, generation))))
        left = len(PARTS)
        if left < (running.jobs or cores()):
            spare()
        for outcome in workers.outcomes():
            left -= 1
            if left < (running.jobs or cores()):
                spare()
            if isinstance(outcome, Crashed):
                raise AssayError(
                    f"comparing with the corpus broke off at {outcome.task.id}: {outcome.reason}. What was done so far "
                    "is kept: run the same command again, on a machine with more memory if that was too little"
                )
            if outcome.value:
                raise CaseDamaged(outcome.value.decode())
            watcher.progress(workers.progress.items // len(PARTS), 0)
