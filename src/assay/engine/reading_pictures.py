"""Runs the pass that reads text in pictures: once everything else is whole, each page of each file once.

What is read is searchable before the pass ends: the index is brought up to date in between.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from assay.case import pictures
from assay.case.evidence import OCR
from assay.document.ocr import available
from assay.document.tesseract import required
from assay.engine.entries import Poison
from assay.engine.extract import Wanted
from assay.engine.indexing import Indexing
from assay.engine.interface import Crashed, Executor, Task
from assay.engine.local import cores
from assay.engine.ocr import FUNCTION, VERSION, Ocr, Scan
from assay.engine.passes import Running, executor
from assay.engine.unit import TAKE_IN
from assay.examiners.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assay.case import Case
    from assay.case.pictures import Picture
    from assay.engine.interface import Progress
    from assay.engine.watch import Watcher

STAGE = "reading pictures"
MOST_PAGES = 16
"""A shard has at most so many pages, which take half a minute: what is lost when a run is killed."""
SHARDS_A_JOB, AHEAD = 4, 2
"""Into how many shards little is cut for each worker, and how many of them are handed out before one is done."""
INDEX_SECONDS, INDEX_SHARE = 120.0, 10
"""The index is brought up to date after so many seconds, and after so many times as it took the last time."""


def read_pictures(case: Case, running: Running, watcher: Watcher) -> str:
    """Reads what hasn't been read yet, keeps it, and brings the index up to date.

    Args:
        case: the case, open for writing; everything else about it is whole.
        running: how passes are run.
        watcher: told how far it is.

    Returns:
        The hash of the record of the log that says what came of it; empty where there was nothing to read.

    Raises:
        UsageError: the tesseract program isn't there.
    """
    if note := required():
        watcher.note(note)
    scans = list(_located(case, _unread(case)))
    if scans:
        _Pass(case, watcher, scans).run(running)
    if scans or case.evidence.names(OCR):
        with Indexing(case, watcher) as index:
            index.wait()
    if not scans:
        return ""
    return case.custody.append("pictures read", msgspec.to_builtins(pictures.count(case.evidence))).hash


class _Pass:
    """One run over some pages."""

    def __init__(self, case: Case, watcher: Watcher, scans: Sequence[Scan]) -> None:
        self._case = case
        self._watcher = watcher
        self._scans = scans
        self._files = len({scan.file.sha256 for scan in scans})
        self._named = counted(self._files, "picture or scan", "pictures and scans")
        self._pages = sum(len(scan.pages) for scan in scans)
        self._done = 0
        self._left: Counter[str] = Counter()

    def run(self, running: Running) -> None:
        """Reads them."""
        self._stage()
        self._watcher.note(
            f"Reading {counted(self._pages, 'page', 'pages')} of {self._named}. "
            "Verdicts and search are ready meanwhile; Ctrl-C ends it, and what was read is kept."
        )
        jobs = running.jobs or cores()
        tasks = _tasks(str(self._case.path), self._scans, jobs)
        indexed, took = time.monotonic(), 0.0
        with executor(FUNCTION, running, self._case, self._told) as workers:
            for task in itertools.islice(tasks, AHEAD * jobs):
                _submit(workers, task)
            for outcome in workers.outcomes():
                self._told(workers.progress)
                if isinstance(outcome, Crashed):
                    self._again(workers, outcome)
                    continue
                self._left.update(msgspec.msgpack.decode(outcome.value, type=list[str]))
                for task in itertools.islice(tasks, 1):
                    _submit(workers, task)
                if time.monotonic() - indexed > max(INDEX_SECONDS, INDEX_SHARE * took):
                    start = time.monotonic()
                    self._index(workers.progress.items)
                    indexed = time.monotonic()
                    took = indexed - start
        for reason, number in self._left.most_common(3):
            files = counted(number, "picture or part of a scan is", "pictures or parts of scans are")
            self._watcher.note(f"{files} left unread: {reason}")

    def _stage(self) -> None:
        self._watcher.stage(STAGE, self._pages - self._done, None, unit=f"pages of {self._named}")

    def _told(self, progress: Progress) -> None:
        self._watcher.progress(progress.items - self._done, 0)

    def _index(self, done: int) -> None:
        """Makes what was read so far searchable; the workers go on with what they have."""
        with Indexing(self._case, self._watcher) as index:
            index.wait()
        self._done = done
        self._stage()

    def _again(self, workers: Executor, outcome: Crashed) -> None:
        """Submits a shard again, each page alone of the scan at which its worker died, at last without that page."""
        task = msgspec.msgpack.decode(outcome.task.payload, type=Ocr)
        poison = Poison(outcome.state, outcome.reason)
        self._watcher.note(f"reading {outcome.where[:12] or 'a picture'} broke off: {outcome.reason}")
        worst = next((scan for scan in task.scans if scan.id == outcome.where), None)
        if worst is not None and len(worst.pages) > 1:
            each = tuple(msgspec.structs.replace(worst, pages=(page,)) for page in worst.pages)
            at = task.scans.index(worst)
            scans = (*task.scans[:at], *each, *task.scans[at + 1 :])
            _submit(workers, msgspec.structs.replace(task, scans=scans))
        elif worst is not None and outcome.where not in task.poison:
            _submit(workers, msgspec.structs.replace(task, poison={**task.poison, outcome.where: poison}))
        elif len(task.scans) > 1:
            for scan in task.scans:
                _submit(workers, msgspec.structs.replace(task, shard=_name((scan,)), scans=(scan,)))
        elif task.scans[0].id not in task.poison:
            _submit(workers, msgspec.structs.replace(task, poison={task.scans[0].id: poison}))


def _unread(case: Case) -> list[tuple[Picture, tuple[int, ...]]]:
    """The pictures with their pages that weren't read, or without a language that is installed now."""
    seen = pictures.pages_seen(case.evidence, VERSION, available())
    found = []
    for one in pictures.pictures(case.evidence):
        pages = tuple(sorted(set(one.pages) - seen.get(one.sha256, set())))
        if pages:
            found.append((one, pages))
    return found


def _located(case: Case, unread: Sequence[tuple[Picture, tuple[int, ...]]]) -> Iterator[Scan]:
    """Where the bytes are, cut into pieces that are read at one go."""
    items = sorted({one.item for one, _ in unread})
    rows = case.evidence.entries(
        TAKE_IN, columns=("sha256", "stored"), where="list_contains(?::VARCHAR[], sha256)", params=[items]
    )
    places = {entry.sha256: (entry.stored, entry.place) for entry in rows} if items else {}
    for one, pages in unread:
        stored, place = places.get(one.item, (None, None))
        if stored is None or place is None:
            continue
        file = Wanted(one.sha256, one.item, one.part, one.name, one.media, one.size, stored, place)
        for start in range(0, len(pages), MOST_PAGES):
            yield Scan(file, one.kind, pages[start : start + MOST_PAGES])


def _tasks(case: str, scans: Iterable[Scan], jobs: int) -> Iterator[Ocr]:
    """Shards: large enough to pay, small enough that a killed run loses little and no worker ends long after others."""
    todo = list(scans)
    most = max(1, min(MOST_PAGES, sum(len(scan.pages) for scan in todo) // (SHARDS_A_JOB * jobs)))
    batch: list[Scan] = []
    for scan in todo:
        if batch and sum(len(one.pages) for one in batch) + len(scan.pages) > most:
            yield Ocr(case, _name(batch), tuple(batch))
            batch = []
        batch.append(scan)
    if batch:
        yield Ocr(case, _name(batch), tuple(batch))


def _name(scans: Iterable[Scan]) -> str:
    made_by = f"{VERSION} {'+'.join(available())}"
    return hashlib.sha256("\0".join((made_by, *(scan.id for scan in scans))).encode()).hexdigest()[:24]


def _submit(workers: Executor, task: Ocr) -> None:
    workers.submit(Task(task.shard, msgspec.msgpack.encode(task)))
