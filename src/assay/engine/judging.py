"""Runs the reduction and the comparing pass: once after taking in, again whenever keys were added."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

import msgspec

from assay.case import missing, versions
from assay.case.judged_record import KEYS
from assay.engine.carriers import Carriers
from assay.engine.compare import FUNCTION, Compare
from assay.engine.interface import Crashed, Executor, Task
from assay.engine.passes import Running, executor
from assay.engine.reduce import keep, reduce
from assay.engine.unit import TAKE_IN
from assay.engine.version_notes import note_versions
from assay.engine.versions import find_versions
from assay.engine.vouching import vouch_documents
from assay.model.errors import AssayError
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from assay.case import Case
    from assay.engine.watch import Watcher
    from assay.model.context import Missing


def rejudge(case: Case, running: Running, watcher: Watcher) -> str:
    """Judges all items anew and makes the verdicts the current ones.

    Args:
        case: the case, open for writing.
        running: how passes are run.
        watcher: told how far it is.

    Returns:
        The digest of all verdicts.
    """
    watcher.stage("comparing with the corpus", None, None)
    keys = KeyStore(case.path / KEYS)
    quoted = _reduced(case, keys)
    shards = case.evidence.names(TAKE_IN)
    now = time.time()
    generation = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{time.time_ns() % 1_000_000:06d}"
    count = case.evidence.sql("SELECT count(*) FROM items")[0][0]
    watcher.stage("judging", int(count), None)
    with executor(FUNCTION, running, case) as workers:
        for shard in shards:
            _submit(workers, Compare(str(case.path), shard, generation, now))
        for outcome in workers.outcomes():
            if isinstance(outcome, Crashed):
                _again(workers, outcome, watcher)
            watcher.progress(workers.progress.items, 0)
    carriers = Carriers(case)
    vouch_documents(case, generation, carriers)
    watcher.stage("finding versions", None, None)
    versions.keep(case.evidence, generation, find_versions(case, generation, carriers))
    note_versions(case, generation)
    missing.keep(case.evidence, generation, quoted)
    case.custody.judging(generation)
    case.evidence.commit_generation(generation)
    digest = verdict_digest(case)
    case.custody.judged(generation, {"digest": digest, "items": int(count)})
    return digest


def _reduced(case: Case, keys: KeyStore) -> tuple[Missing, ...]:
    """Leaves what the corpus knows for the workers and keeps the mails that are quoted and aren't here alone."""
    corpus = reduce(case, keys)
    keep(case, corpus)
    return corpus.missing


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
    for item, verdict, in_part in case.evidence.sql("SELECT item, verdict, in_part FROM verdicts ORDER BY item"):
        digest.update(f"{item} {verdict} {'in part' if in_part else 'whole'}\n".encode())
    return digest.hexdigest()
