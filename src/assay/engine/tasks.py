"""What each pass asks of its workers: the function and its payload, without what it takes to do it.

The process that lives through the whole run only hands tasks out: it needn't import what parses and judges.
"""

from __future__ import annotations

import msgspec

from assay.engine.unit import Unit
from assay.model.place import Place, Stored

TAKING, EXTRACTING = "assay.engine.take_in:run", "assay.engine.extract:run"
REDUCING, COMPARING, RELATING = "assay.engine.reduce:run", "assay.engine.compare:run", "assay.engine.documents:run"
INDEXING = "assay.engine.index:run"
SPLIT = 48 << 20
"""Containers above this many bytes are unpacked first and taken in by later shards, in parallel."""
EXTRACTED = 5
"""Version of the extracting pass: raising it reads all files again."""
META_READ = "read"
INSIDE = "inside-"
"""How the shards of the take-in pass begin whose items were inside of files."""


class Poison(msgspec.Struct, frozen=True):
    """An entry that killed a worker: how, and why."""

    state: str
    reason: str


class TakeIn(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard's name.
        units: what to take in.
        copy: whether originals are copied into the case.
        split: containers above this many bytes are unpacked first.
        poison: entries that killed a worker before, with state and reason: they become failures without being touched.
    """

    case: str
    shard: str
    units: tuple[Unit, ...]
    copy: bool
    split: int = SPLIT
    poison: dict[str, Poison] = msgspec.field(default_factory=dict)


class Taken(msgspec.Struct, frozen=True):
    """What a task gives back.

    Attributes:
        items: entries done.
        size: their bytes.
        pending: whether large containers left members for later shards.
    """

    items: int
    size: int
    pending: bool


class Wanted(msgspec.Struct, frozen=True):
    """A file to be read.

    Attributes:
        sha256: of its bytes, hex.
        item: the item that carries it, or that it is; hex.
        part: the number of its part; empty where it is the item.
        name: its file name; untrusted.
        media: as its carrier or its sniffed content says.
        size: in bytes.
        stored: where the item's bytes are.
        place: where the item is inside the dump.
    """

    sha256: str
    item: str
    part: str
    name: str
    media: str
    size: int
    stored: Stored
    place: Place


class Extract(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard's name.
        wanted: the files, those of one item next to each other.
        texts: shards of the take-in pass whose mails' own words are looked through for language and entities.
        poison: files that killed a worker before, by SHA-256: they aren't touched.
    """

    case: str
    shard: str
    wanted: tuple[Wanted, ...] = ()
    texts: tuple[str, ...] = ()
    poison: dict[str, Poison] = msgspec.field(default_factory=dict)


class Compare(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard of the take-in pass whose items are judged.
        generation: the generation of verdicts that is being made.
        now: the time of checking, seconds since 1970: one for a whole generation.
        skip: items that killed a worker before, with what happened: they are judged without being touched.
    """

    case: str
    shard: str
    generation: str
    now: float
    skip: dict[str, str] = msgspec.field(default_factory=dict)


class Reduce(msgspec.Struct, frozen=True):
    """The payload of a task of the reduction.

    Attributes:
        case: the case folder.
        part: which part of it, a name in `assay.corpus.parts.PARTS`.
        generation: the generation of verdicts that is being made.
    """

    case: str
    part: str
    generation: str


class Documents(msgspec.Struct, frozen=True):
    """The payload of the task that follows the comparing pass.

    Attributes:
        case: the case folder.
        generation: of verdicts, all its shards written and not committed.
    """

    case: str
    generation: str
