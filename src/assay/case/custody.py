"""Custody: what was taken in, by whom, unchanged since when."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case import merkle
from assay.case.evidence import TAKE_IN, Evidence
from assay.case.log import Log, Record
from assay.case.originals import Originals, pack_digest
from assay.model.errors import AssayError, CaseDamaged, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEALED = "sealed"


class CustodyReport(msgspec.Struct, frozen=True):
    """What `verify` found.

    Attributes:
        problems: what isn't as recorded, in words; empty: all is well.
        records: how many records the log has.
        items: how many items the evidence has.
        root: their Merkle root, recomputed, hex.
        recorded_root: the one recorded last; empty if nothing was sealed yet.
        head: hash of the last record: noted elsewhere, it shows whether the log's end was cut off.
        shards, packs, originals: how many were compared.
        unsealed: shards and packs that no record names yet: of a run that was interrupted, or put there by somebody.
    """

    problems: tuple[str, ...]
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
        """Record an event; when this returns it's on disk.

        Raises:
            UsageError: the case isn't locked by this process.
        """
        if not self._writable:
            raise UsageError("the case isn't open for writing")
        return self._log.append(event, facts)

    def records(self) -> Iterator[Record]:
        """Yield the records, oldest first."""
        return self._log.records()

    def items(self, shards: tuple[str, ...] | None = None) -> list[str]:
        """The distinct SHA-256 of all items, or of those of some shards; hex, sorted."""
        where, params = ("", []) if shards is None else ("AND list_contains(?, shard)", [list(shards)])
        query = f"SELECT DISTINCT sha256 FROM places WHERE sha256 <> '' {where} ORDER BY sha256"  # noqa: S608 - no value
        return [row[0] for row in self._evidence.sql(query, params)]

    def prove(self, item: str) -> merkle.Proof:
        """Prove that an item is in the case (for a dossier).

        Raises:
            KeyError: it isn't.
        """
        return merkle.prove(self.items(), item)

    def seal(self, facts: dict[str, Any] | None = None) -> Record:
        """Record what the case holds now: the Merkle root of its items, the digests of new shards and packs.

        To be called at the end of every run that took something in.
        """
        items = self.items()
        shards, packs = self._sealed()
        new_shards = {name: digest for name, digest in self._shards().items() if shards.get(name) != digest}
        new_packs = {name: digest for name, digest in self._originals.packs().items() if packs.get(name) != digest}
        sealed = {"items": len(items), "root": merkle.root(items), "shards": new_shards, "packs": new_packs}
        return self.append(SEALED, {**(facts or {}), **sealed})

    def verify(self, *, originals: bool = False) -> CustodyReport:
        """Compare the case with what was recorded.

        Args:
            originals: also read every original and compare its digest; takes as long as reading the dump.
        """
        problems = [f"custody.jsonl: {problem}" for problem in self._log.problems()]
        records = list(self.records())
        recorded = next((record.facts["root"] for record in reversed(records) if record.event == SEALED), "")
        shards, packs = self._sealed()
        found = self._shards()
        problems += _compare("shard", shards, found)
        found_packs = {path.name: pack_digest(path) for path in sorted(self._originals.folder.glob("*.pack"))}
        problems += _compare("pack", packs, found_packs)
        unsealed = [name for name in found if name not in shards] + [name for name in found_packs if name not in packs]
        items: list[str] = []
        hashed = 0
        try:
            items = self.items(tuple(name.removesuffix(".parquet") for name in shards))
            for problem in self._verify_originals() if originals else ():
                hashed += 1
                problems += [problem] if problem else []
        except CaseDamaged as error:
            problems.append(str(error))
        root = merkle.root(items)
        if recorded and root != recorded:
            problems.append(f"the items' Merkle root is {root}, recorded was {recorded}")
        return CustodyReport(
            problems=tuple(problems),
            records=len(records),
            items=len(items),
            root=root,
            recorded_root=recorded,
            head=records[-1].hash if records else "",
            shards=len(shards),
            packs=len(packs),
            originals=hashed,
            unsealed=tuple(unsealed),
        )

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

    def _sealed(self) -> tuple[dict[str, str], dict[str, str]]:
        shards: dict[str, str] = {}
        packs: dict[str, str] = {}
        for record in self.records():
            if record.event == SEALED:
                shards |= record.facts.get("shards", {})
                packs |= record.facts.get("packs", {})
        return shards, packs

    def _shards(self) -> dict[str, str]:
        found = {}
        for path in sorted((self._evidence.folder / TAKE_IN).glob("*.parquet")):
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
        return found


def _compare(what: str, recorded: dict[str, str], found: dict[str, str]) -> list[str]:
    missing = [f"the {what} {name} is gone" for name in recorded if name not in found]
    changed = [f"the {what} {name} was changed" for name in recorded if name in found and found[name] != recorded[name]]
    return missing + changed
