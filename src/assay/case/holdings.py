"""The shards and packs of a case: those that the log names, those that are there, and how they differ."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from assay.case.evidence import TAKE_IN
from assay.case.originals import pack_digest
from assay.case.runs import SEALED, digests, texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from assay.case.log import Record
    from assay.case.originals import Originals


class Holdings(msgspec.Struct, frozen=True):
    """Shards and packs, each with the SHA-256 of its file (of a pack: of its content), hex."""

    shards: dict[str, str]
    packs: dict[str, str]

    def changed(self, found: Holdings) -> list[str]:
        """What of these is gone or other in `found`, in words."""
        return _changed("shard", self.shards, found.shards) + _changed("pack", self.packs, found.packs)

    def gone(self, found: Holdings) -> list[str]:
        """The names of what is here and not in `found`."""
        return [
            *(name for name in self.shards if name not in found.shards),
            *(name for name in self.packs if name not in found.packs),
        ]

    def added(self, found: Holdings) -> tuple[str, ...]:
        """The names of what `found` has besides these."""
        return (
            *(name for name in found.shards if name not in self.shards),
            *(name for name in found.packs if name not in self.packs),
        )


def recorded(records: Iterable[Record]) -> Holdings:
    """What the log names and hasn't given up: a run that found some gone took in anew what was in them."""
    shards: dict[str, str] = {}
    packs: dict[str, str] = {}
    for record in records:
        if record.event == SEALED:
            shards |= digests(record.facts.get("shards"))
            packs |= digests(record.facts.get("packs"))
            for name in texts(record.facts.get("gone")):
                shards.pop(name, None)
                packs.pop(name, None)
    return Holdings(shards, packs)


def found(evidence: Path, originals: Originals, *, quick: bool = False) -> Holdings:
    """What is there.

    Args:
        evidence: the folder of the evidence.
        originals: of the case.
        quick: take each pack's digest from its end instead of computing it.

    Raises:
        OriginalChanged: a pack has no end; only if `quick`.
    """
    shards = {path.name: _digest(path) for path in sorted((evidence / TAKE_IN).glob("*.parquet"))}
    if quick:
        return Holdings(shards, originals.packs())
    return Holdings(shards, {path.name: pack_digest(path) for path in sorted(originals.folder.glob("*.pack"))})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _changed(what: str, before: dict[str, str], after: dict[str, str]) -> list[str]:
    missing = [f"the {what} {name} is gone" for name in before if name not in after]
    return missing + [
        f"the {what} {name} was changed" for name in before if name in after and after[name] != before[name]
    ]
