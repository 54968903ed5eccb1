"""Runs the reduction and the comparing pass: once after taking in, again whenever keys were added."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import msgspec

from assay.case import cells
from assay.engine.interface import UNBOUNDED, Crashed, Executor, Task
from assay.engine.passes import Running, executor
from assay.engine.reducing import reduce_all
from assay.engine.tasks import COMPARING, RELATING, Compare, Documents
from assay.engine.unit import TAKE_IN
from assay.model.errors import AssayError, CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.case import Case
    from assay.engine.watch import Watcher


def rejudge(case: Case, running: Running, watcher: Watcher, spare: Callable[[], None] = lambda: None) -> str:
    """Judges all items anew and makes the verdicts the current ones.

    Args:
        case: the case, open for writing.
        running: how passes are run.
        watcher: told how far it is.
        spare: called, perhaps several times, when a processor begins to have nothing to do.

    Returns:
        The digest of all verdicts.
    """
    now = time.time()
    generation = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{time.time_ns() % 1_000_000:06d}"
    count = len(cells.all_items(case.evidence))
    watcher.stage("comparing with the corpus", count, None)
    reduce_all(case, generation, running, watcher, spare)
    shards = case.evidence.names(TAKE_IN)
    watcher.stage("judging", count, None)
    with executor(COMPARING, running, case) as workers:
        for shard in shards:
            _submit(workers, Compare(str(case.path), shard, generation, now))
        for outcome in workers.outcomes():
            if isinstance(outcome, Crashed):
                _again(workers, outcome, watcher)
            watcher.progress(workers.progress.items, 0)
    _documents(case, generation, running, watcher)
    case.custody.judging(generation)
    case.evidence.commit_generation(generation)
    digest = verdict_digest(case)
    case.custody.judged(generation, {"digest": digest, "items": count})
    return digest


def _documents(case: Case, generation: str, running: Running, watcher: Watcher) -> None:
    """Says of documents what is known when mails are judged.

    Raises:
        CaseDamaged: the evidence isn't what was written.
        AssayError: the worker died.
    """
    watcher.stage("finding versions", None, None)
    payload = msgspec.msgpack.encode(Documents(str(case.path), generation))
    with executor(RELATING, running, case, UNBOUNDED) as workers:
        workers.submit(Task("documents", payload))
        for outcome in workers.outcomes():
            if isinstance(outcome, Crashed):
                raise AssayError(f"finding versions broke off: {outcome.reason}. Run the same command again")
            if outcome.value:
                raise CaseDamaged(outcome.value.decode())


def _submit(workers: Executor, task: Compare) -> None:
    workers.submit(Task(task.shard, msgspec.msgpack.encode(task)))


def _again(workers: Executor, outcome: Crashed, watcher: Watcher) -> None:
    """Submits a shard again without the item at which its worker died.

    Raises:
        AssayError: it died at none, or at one that was left out already.
    """
    task = msgspec.msgpack.decode(outcome.task.payload, type=Compare)
    if not outcome.where or outcome.where in task.skip:
        raise AssayError(f"judging shard {task.shard} failed: {outcome.reason}. Please report this.")
    watcher.note(f"judging {outcome.where[:12]} broke off: {outcome.reason}")
    skip = {**task.skip, outcome.where: f"{outcome.state}: {outcome.reason}"}
    _submit(workers, msgspec.structs.replace(task, skip=skip))


def verdict_digest(case: Case) -> str:
    """SHA-256 over item, verdict and coverage of all items: equal for equal verdicts, whatever way they were made."""
    digest = hashlib.sha256()
    for line in sorted(
        f"{item} {verdict} {'in part' if in_part else 'whole'}\n".encode()
        for item, verdict, in_part in cells.verdicts(case.evidence)
    ):
        digest.update(line)
    return digest.hexdigest()
