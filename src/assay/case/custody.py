"""Custody: what was taken in, by whom, unchanged since when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case import cells, holdings, judged_record, merkle
from assay.case.log import Log, Record
from assay.case.runs import BEGAN, ENDED, JUDGED, JUDGING, SEALED, runs, unfinished
from assay.model.errors import AssayError, CaseDamaged, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from assay.case.evidence import Evidence
    from assay.case.originals import Originals

_HEAD = re.compile(r"[0-9a-f]{16,64}")


class CustodyReport(msgspec.Struct, frozen=True):
    """What `verify` found.

    Attributes:
        problems: what isn't as recorded, in words; empty: all is well.
        notes: what may be innocent and should be known.
        finished: whether the last run of `assay examine` came to its end.
        records: how many records the log has.
        items: how many items the evidence has.
        root: their Merkle root, recomputed, hex.
        recorded_root: the one recorded last; empty if nothing was sealed yet.
        head: hash of the last record: noted elsewhere, it shows whether the log's end was cut off.
        shards, packs, originals: how many were compared.
        unsealed: shards and packs that no record names yet: of a run that was interrupted, or put there by somebody.
    """

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    finished: bool
    records: int
    items: int
    root: str
    recorded_root: str
    head: str
    shards: int
    packs: int
    originals: int
    unsealed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether all is as recorded."""
        return not self.problems


class Custody:
    """The file `custody.jsonl` of a case."""

    def __init__(self, case: Path, evidence: Evidence, originals: Originals, *, writable: bool) -> None:
        """Take the log as it is."""
        self._case = case
        self._log = Log(case / "custody.jsonl")
        self._evidence = evidence
        self._originals = originals
        self._writable = writable

    def prepare(self) -> None:
        """Get ready to append."""
        self._log.prepare()

    def follow(self, originals: Originals) -> None:
        """Look for the originals where the changed settings say."""
        self._originals = originals

    def append(self, event: str, facts: dict[str, Any]) -> Record:
        """Record an event; when this returns it's on disk. What changes the keys is recorded with their digest.

        Raises:
            UsageError: the case isn't locked by this process.
        """
        if not self._writable:
            raise UsageError("the case isn't open for writing")
        if event.startswith(judged_record.KEY_EVENTS):
            facts = {**facts, "keys_file": judged_record.keys_digest(self._case)}
        return self._log.append(event, facts)

    def began(self, arguments: Iterable[str]) -> Record:
        """Record that a run begins, and what is no longer as the log says: the run is going to record it anew.

        After a run that was broken off, shards and packs that no record names are what it had done.

        Args:
            arguments: of the command line, sources first, without `--case`.
        """
        records = list(self.records())
        before, now = holdings.recorded(records), self._holdings(quick=True)
        changed = before.changed(now)
        judged = list(judged_record.problems(self._case, self._generation(), records))
        if unfinished(records):
            damage, differences = [], changed + judged
        else:
            damage, differences = changed + _unnamed(before.added(now)), judged
        return self.append(BEGAN, {"arguments": list(arguments), "damage": damage, "differences": differences})

    def ended(self, facts: dict[str, Any]) -> Record:
        """Record that the run came to its end."""
        return self.append(ENDED, facts)

    def records(self) -> Iterator[Record]:
        """Yield the records, oldest first."""
        return self._log.records()

    def items(self, shards: tuple[str, ...] | None = None) -> list[str]:
        """The distinct SHA-256 of all items, or of those of some shards; hex, sorted."""
        return sorted(cells.all_items(self._evidence, shards))

    def prove(self, item: str) -> merkle.Proof:
        """Prove that an item is in the case (for a dossier).

        Raises:
            KeyError: it isn't.
        """
        return merkle.prove(self.items(), item)

    def seal(self, facts: dict[str, Any] | None = None) -> Record:
        """Record what the case holds now: the Merkle root of its items, the digests of new shards and packs.

        What is gone is named, and no longer looked for; that it went stays a problem in the record of the run's begin.

        To be called at the end of every run that took something in.
        """
        items = self.items()
        before, now = holdings.recorded(self.records()), self._holdings(quick=True)
        new_shards = {name: digest for name, digest in now.shards.items() if before.shards.get(name) != digest}
        new_packs = {name: digest for name, digest in now.packs.items() if before.packs.get(name) != digest}
        sealed = {"items": len(items), "root": merkle.root(items), "shards": new_shards, "packs": new_packs}
        if gone := before.gone(now):
            sealed["gone"] = gone
        return self.append(SEALED, {**(facts or {}), **sealed})

    def verify(self, *, originals: bool = False, head: str = "") -> CustodyReport:
        """Compare the case with what was recorded.

        Args:
            originals: also read every original and compare its digest; takes as long as reading the dump.
            head: hash of a record that was noted elsewhere, or its first digits.

        Raises:
            UsageError: `head` isn't such a hash.
        """
        records = list(self.records())
        broken_off = unfinished(records)
        before, now = holdings.recorded(records), self._holdings()
        added = before.added(now)
        problems = [f"custody.jsonl: {problem}" for problem in self._log.problems()]
        problems += _noted(records, head)
        problems += judged_record.problems(self._case, self._generation(), records)
        problems += before.changed(now)
        problems += () if broken_off else _unnamed(added)
        recorded = next((str(one.facts.get("root", "")) for one in reversed(records) if one.event == SEALED), "")
        root, items, hashed = "", 0, 0
        try:
            digests = self.items(tuple(name.removesuffix(".parquet") for name in before.shards))
            root, items = merkle.root(digests), len(digests)
            if recorded and root != recorded:
                problems.append(f"the items' Merkle root is {root}, recorded was {recorded}")
            for problem in self._verify_originals() if originals else ():
                hashed += 1
                problems += [problem] if problem else []
        except CaseDamaged as error:
            problems.append(str(error))
        for run in runs(records):
            problems += [f"found when a run began at {run.time}, record {run.seq}: {text}" for text in run.damage]
        return CustodyReport(
            problems=tuple(dict.fromkeys(problems)),
            notes=tuple(_notes(records, added)),
            finished=broken_off is None,
            records=len(records),
            items=items,
            root=root,
            recorded_root=recorded,
            head=records[-1].hash if records else "",
            shards=len(before.shards),
            packs=len(before.packs),
            originals=hashed,
            unsealed=added,
        )

    def judging(self, generation: str) -> Record:
        """Record that this generation of verdicts is made and about to become the current one."""
        return self.append(JUDGING, judged_record.sealed(self._case, generation))

    def judged(self, generation: str, facts: dict[str, Any]) -> Record:
        """Record that this generation of verdicts became the current one, with the digests of its files."""
        return self.append(JUDGED, {**facts, **judged_record.sealed(self._case, generation)})

    def _holdings(self, *, quick: bool = False) -> holdings.Holdings:
        return holdings.found(self._evidence.folder, self._originals, quick=quick)

    def _generation(self) -> str:
        try:
            return self._evidence.generation() or ""
        except CaseDamaged as error:
            return str(error)

    def _verify_originals(self) -> Iterator[str]:
        """For every stored original what is wrong with it, or nothing."""
        for entry in self._evidence.entries(columns=("stored", "sha256")):
            if entry.stored is None or not entry.sha256:
                continue
            try:
                self._originals.verify(entry.stored, entry.sha256)
            except AssayError as error:
                yield str(error)
            else:
                yield ""


def _unnamed(added: Iterable[str]) -> list[str]:
    return [f"no record of the log names {name}: it was added, or the log's end was cut off" for name in added]


def _noted(records: Sequence[Record], head: str) -> Iterator[str]:
    """What is wrong with the log if a record of this hash was noted elsewhere."""
    if not head:
        return
    if not _HEAD.fullmatch(head := head.strip().lower()):
        raise UsageError(f"{head!r} is no hash of a record: give its 64 hexadecimal digits, or at least the first 16")
    if not any(record.hash.startswith(head) for record in records):
        yield f"custody.jsonl: no record has the hash {head} that you noted: the log was cut off or written anew"


def _notes(records: Sequence[Record], added: Sequence[str]) -> Iterator[str]:
    """What may be innocent and should be known."""
    last = unfinished(records)
    if last is not None:
        yield (
            f"the run that began at {last.time} hasn't come to its end: it's still at work, was broken off, or the "
            "end of the log was cut off; `assay status` says how to go on"
        )
        yield from (f"{name} isn't recorded yet" for name in added)
    for run in runs(records):
        yield from (f"found when a run began at {run.time}, record {run.seq}: {text}" for text in run.differences)
