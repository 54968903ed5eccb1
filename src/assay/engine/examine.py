"""The main job: take a dump in, compare, judge, recover keys, judge again, index; resumable at any moment."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assay import __version__
from assay.case import Case, Source
from assay.case.judged_record import KEYS
from assay.case.outside import Outside, look
from assay.case.pictures import Pictures, count
from assay.case.runs import texts
from assay.engine.asked import arguments, domain, key_file, refuse
from assay.engine.entries import SPLIT
from assay.engine.extracting import extract_all
from assay.engine.indexing import Indexing
from assay.engine.judging import rejudge
from assay.engine.passes import Running, available
from assay.engine.reading_pictures import read_pictures
from assay.engine.recovering import Recovered, Recoveries, recover
from assay.engine.taking import take_all
from assay.intake.names import shown
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from assay.engine.watch import Watcher
    from assay.signatures.keys.sources import KeyFile


class Options(msgspec.Struct, frozen=True):
    """What `assay examine` was asked for.

    Attributes:
        sources: files and folders to take in.
        case: the case folder.
        keys: files with signers' keys.
        custodians: domains whose mailboxes were robbed.
        copy: copy all originals into the case.
        jobs: worker processes; 0: one a processor.
        engine: `local` or `ray`.
        recover_minutes: bound on recovering keys; 0: don't.
        files: read the text of files; without it they are judged by their bytes and metadata alone.
        ocr: read text in pictures and scans, once everything else is done.
        split: containers above this many bytes are unpacked first, and what they hold is taken in in parallel.
    """

    sources: tuple[Path, ...]
    case: Path
    keys: tuple[Path, ...] = ()
    custodians: tuple[str, ...] = ()
    copy: bool = False
    jobs: int = 0
    engine: str = "local"
    recover_minutes: float = 5.0
    files: bool = True
    ocr: bool = False
    split: int = SPLIT


class Stage(msgspec.Struct):
    """A stage of a run with its cost: wall-clock seconds, and the items and bytes it worked on."""

    name: str
    seconds: float = 0.0
    items: int = 0
    bytes: int = 0


class Summary(msgspec.Struct, frozen=True):
    """What a run came to; printed as JSON by `--json`.

    Attributes:
        case: the folder.
        items, messages, documents: distinct items in the case, by kind.
        places: where they were found: at least one place each.
        containers: containers opened.
        failures: entries that couldn't be taken in.
        pending: members of large containers still to be taken in; 0 after a whole run.
        bytes: of all distinct items.
        verdicts: items by verdict.
        in_part: items whose verdict holds for a part only.
        keys: keys by origin.
        recovered: keys recovered in this run.
        left_to_recover: selectors that the bound of time didn't suffice for.
        stages: where the time went.
        seconds: wall-clock time of the run.
        merkle_root: root over all items (RFC 6962).
        digest: of all verdicts.
        head: hash of the last record of the log.
        outside: the files outside the case that aren't as they were when they were taken in.
        pictures: how far OCR is with the case, in this run and those before.
    """

    case: str
    items: int
    messages: int
    documents: int
    places: int
    containers: int
    failures: int
    pending: int
    bytes: int
    verdicts: dict[str, int]
    in_part: int
    keys: dict[str, int]
    recovered: tuple[Recovered, ...]
    left_to_recover: tuple[str, ...]
    stages: tuple[Stage, ...]
    seconds: float
    merkle_root: str
    digest: str
    head: str
    outside: Outside = Outside()
    pictures: Pictures = Pictures()


def examine(options: Options, watcher: Watcher) -> Summary:
    """Does the main job. Stopped at any moment, the next run with the same case goes on.

    Args:
        options: what to do.
        watcher: told how far it is.

    Raises:
        UsageError: a source isn't there, or the folder isn't a case.
        CaseLocked: another process works on the case.
        CaseDamaged: the case isn't what was written.
    """
    start = time.monotonic()
    running = Running(options.engine, options.jobs)
    available(running)
    refuse(options)
    keys = [(path, key_file(path)) for path in options.keys]
    clock = Clock(watcher)
    with Case.create_or_open(options.case) as case:
        began = case.custody.began(arguments(options))
        for text in (*texts(began.facts["damage"]), *texts(began.facts["differences"])):
            watcher.note(f"Not as the log recorded it: {text}")
        sources = _register(case, options)
        _import(case, keys, clock)
        take_all(case, sources, running, clock, copy=options.copy, split=options.split)
        if options.files:
            extract_all(case, running, clock)
        root = str(case.custody.seal({"tool": __version__}).facts["root"])
        with Indexing(case, clock) as index:
            digest = rejudge(case, running, clock)
            index.wait()
        result = recover(case, options.recover_minutes, running, clock)
        if result.keys:
            digest = rejudge(case, running, clock)
        clock.stage("looking at originals", None, None)
        outside = look(case)
        clock.progress(outside.files, 0)
        clock.end()
        head = case.custody.ended({"root": root, "digest": digest, "originals": outside.facts()}).hash
        if options.ocr:
            head = read_pictures(case, running, clock) or head
            clock.end()
        return _summary(case, result, clock, time.monotonic() - start, (root, digest, head), outside)


class Clock:
    """A watcher that passes everything on and keeps what each stage cost."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._stages: dict[str, Stage] = {}
        self._current: Stage | None = None
        self._since = time.monotonic()
        self._before = (0, 0)

    def stage(
        self,
        name: str,
        total_items: int | None,
        total_bytes: int | None,
        most_seconds: float | None = None,
        *,
        unit: str = "items",
    ) -> None:
        """A stage begins, and the one before ends; a name that comes again adds up."""
        self.end()
        self._current = self._stages.setdefault(name, Stage(name))
        self._before = (self._current.items, self._current.bytes)
        self._since = time.monotonic()
        self._watcher.stage(name, total_items, total_bytes, most_seconds, unit=unit)

    def progress(self, items: int, size: int, /) -> None:
        """Items and bytes of the stage that are done."""
        if self._current is not None:
            self._current.items = self._before[0] + items
            self._current.bytes = self._before[1] + size
        self._watcher.progress(items, size)

    def note(self, text: str) -> None:
        """Something that a person should know."""
        self._watcher.note(text)

    def end(self) -> None:
        """The stage under way ends."""
        if self._current is not None:
            self._current.seconds = round(self._current.seconds + time.monotonic() - self._since, 3)
            self._current = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages, in the order in which they first began."""
        return tuple(self._stages.values())


def _register(case: Case, options: Options) -> list[Source]:
    """Gives each source a label of its own, the one it had before where it's known; records new ones."""
    known = list(case.settings.sources)
    sources: list[Source] = []
    for path in options.sources:
        root = str(path.resolve())
        source = next((one for one in known if root in {one.root, one.now}), None)
        if source is None:
            labels = {one.label for one in known}
            name = shown(path.resolve().name) or "source"
            label = next(
                candidate
                for number in range(1, len(labels) + 2)
                if (candidate := name if number == 1 else f"{name}-{number}") not in labels
            )
            source = Source(label, root)
            known.append(source)
            case.custody.append("source added", {"label": label, "root": root})
        sources.append(source)
    custodians = tuple(dict.fromkeys((*case.settings.custodians, *map(domain, options.custodians))))
    case.change(msgspec.structs.replace(case.settings, sources=tuple(known), custodians=custodians))
    return sources


def _import(case: Case, files: list[tuple[Path, KeyFile]], clock: Clock) -> None:
    store = KeyStore(case.path / KEYS)
    for path, found in files:
        count = store.add(found.keys)
        for problem in found.problems:
            clock.note(f"{path.name}, line {problem.line}: {problem.reason}")
        case.custody.append("keys imported", {"file": str(path), "keys": len(found.keys), "new": count})


def _summary(
    case: Case,
    result: Recoveries,
    clock: Clock,
    seconds: float,
    hashes: tuple[str, str, str],
    outside: Outside,
) -> Summary:
    root, digest, head = hashes
    kinds = dict(case.evidence.sql("SELECT kind, count(*) FROM items GROUP BY kind"))
    entries = dict(case.evidence.sql("SELECT kind, count(*) FROM entries GROUP BY kind"))
    origins: dict[str, int] = {}
    for key in KeyStore(case.path / KEYS).all():
        origins[key.provenance.origin.value] = origins.get(key.provenance.origin.value, 0) + 1
    return Summary(
        case=str(case.path),
        items=sum(kinds.values()),
        messages=kinds.get("message", 0),
        documents=kinds.get("document", 0),
        places=int(case.evidence.sql("SELECT count(DISTINCT (source, path, sha256)) FROM places")[0][0]),
        containers=entries.get("container", 0),
        failures=entries.get("failure", 0),
        pending=0,
        bytes=int(case.evidence.sql("SELECT coalesce(sum(size), 0) FROM items")[0][0]),
        verdicts=dict(case.evidence.sql("SELECT verdict, count(*) FROM verdicts GROUP BY verdict ORDER BY verdict")),
        in_part=int(case.evidence.sql("SELECT count(*) FROM verdicts WHERE in_part")[0][0]),
        keys=origins,
        recovered=result.keys,
        left_to_recover=result.left,
        stages=clock.stages,
        seconds=round(seconds, 3),
        merkle_root=root,
        digest=digest,
        head=head,
        outside=outside,
        pictures=count(case.evidence),
    )
