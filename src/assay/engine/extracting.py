"""Runs the extracting pass: reads each file of the dump once, whoever carries it, and what is inside of files."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

import msgspec

from assay.case import cells
from assay.case.columns import FILES
from assay.case.evidence import EXTRACT, OWN
from assay.engine.backlog import Backlog
from assay.engine.interface import Crashed, Executor, Task
from assay.engine.passes import Running, executor
from assay.engine.tasks import EXTRACTED, EXTRACTING, INSIDE, META_READ, Extract, Poison, Wanted
from assay.engine.unit import TAKE_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assay.case import Case
    from assay.engine.watch import Watcher

MOST_FILES, MOST_BYTES = 200, 24 << 20
"""A shard has at most so many files and bytes."""
_COLUMNS = ("sha256", "stored", FILES, "format")


def extract_all(case: Case, running: Running, watcher: Watcher) -> int:
    """Reads what hasn't been read yet, until nothing is left: files inside of files come in the next round.

    Args:
        case: the case, open for writing.
        running: how passes are run.
        watcher: told how far it is.

    Returns:
        How many files and mails were read.
    """
    _clear(case)
    done = 0
    looked: set[str] = set()
    while new := [name for name in case.evidence.names(TAKE_IN) if name not in looked]:
        looked.update(new)
        with Backlog(case.scratch) as tasks:
            files, size = _queue(case, new, tasks)
            if not tasks:
                break
            watcher.stage("reading files", None, size)
            with executor(EXTRACTING, running, case) as workers:
                for task in tasks:
                    _submit(workers, msgspec.msgpack.decode(task, type=Extract))
                for outcome in workers.outcomes():
                    watcher.progress(workers.progress.items, workers.progress.size)
                    if isinstance(outcome, Crashed):
                        _again(workers, outcome, watcher)
        done += files
    return done


def _clear(case: Case) -> None:
    """Removes what a killed run left: items out of files whose own shard was never written."""
    whole = set(case.evidence.names(EXTRACT))
    for shard in case.evidence.names(TAKE_IN):
        if shard.startswith(INSIDE) and shard.removeprefix(INSIDE) not in whole:
            case.evidence.path(TAKE_IN, shard).unlink()


def _queue(case: Case, shards: Sequence[str], tasks: Backlog) -> tuple[int, int]:
    """Puts what is to be read of these take-in shards into a backlog; how many files, and their bytes."""
    files = size = 0
    for batch in _batches(_wanted(case, shards)):
        tasks.append(msgspec.msgpack.encode(Extract(str(case.path), _name(batch), batch)))
        files += len(batch)
        size += sum(one.size for one in batch)
    for shard in _unread(case, shards):
        tasks.append(msgspec.msgpack.encode(Extract(str(case.path), OWN + shard, (), (shard,))))
    return files, size


def _wanted(case: Case, shards: Iterable[str]) -> Iterator[Wanted]:
    """Yields the files of these take-in shards that the present version hasn't read, those of one item in a row."""
    known = {bytes.fromhex(sha256) for sha256, version in cells.readings(case.evidence) if version >= EXTRACTED}
    carrying = (case.evidence.entries(TAKE_IN, shard, _COLUMNS) for shard in shards)
    for entry in itertools.chain.from_iterable(carrying):
        if not entry.sha256 or entry.traits is None or entry.stored is None:
            continue
        for file in entry.traits.files:
            if (digest := bytes.fromhex(file.sha256)) in known:
                continue
            known.add(digest)
            media = entry.format if not file.number else file.media
            yield Wanted(file.sha256, entry.sha256, file.number, file.name, media, file.size, entry.stored, entry.place)


def _unread(case: Case, shards: Iterable[str]) -> list[str]:
    """Those of these take-in shards whose mails' own words weren't looked through."""
    read = {
        name
        for shard in case.evidence.shards(EXTRACT)
        if shard.meta.get(META_READ) == EXTRACTED
        for name in shard.meta.get("texts", ())
    }
    return [shard for shard in shards if shard not in read]


def _batches(files: Iterable[Wanted]) -> Iterator[tuple[Wanted, ...]]:
    batch: list[Wanted] = []
    size = 0
    for one in files:
        full = len(batch) >= MOST_FILES or size + one.size > MOST_BYTES
        if batch and full and one.item != batch[-1].item:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(one)
        size += one.size
    if batch:
        yield tuple(batch)


def _name(batch: tuple[Wanted, ...]) -> str:
    return hashlib.sha256("\0".join(one.sha256 for one in batch).encode()).hexdigest()[:24]


def _submit(workers: Executor, task: Extract) -> None:
    workers.submit(Task(task.shard, msgspec.msgpack.encode(task)))


def _again(workers: Executor, outcome: Crashed, watcher: Watcher) -> None:
    """Submits a shard again without the file at which its worker died; without a name, one file at a time."""
    task = msgspec.msgpack.decode(outcome.task.payload, type=Extract)
    watcher.note(f"reading {outcome.where[:12] or 'a file'} broke off: {outcome.reason}")
    if outcome.where and outcome.where not in task.poison:
        poison = {**task.poison, outcome.where: Poison(outcome.state, outcome.reason)}
        _submit(workers, msgspec.structs.replace(task, poison=poison))
    elif len(task.wanted) > 1:
        for one in task.wanted:
            _submit(workers, msgspec.structs.replace(task, shard=_name((one,)), wanted=(one,)))
    else:
        every = {one.sha256: Poison(outcome.state, outcome.reason) for one in task.wanted}
        if every.keys() - task.poison.keys():
            _submit(workers, msgspec.structs.replace(task, poison=every))
