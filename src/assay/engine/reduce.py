"""The reduction between the passes: what only the whole corpus knows, as one file for each shard that is compared."""

from __future__ import annotations

import contextlib
import gc
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from assay.corpus.copies import copies, groups
from assay.corpus.quotes import Quotes
from assay.corpus.registry import relations
from assay.corpus.transit import Ways
from assay.corpus.witness import COLUMNS, witness
from assay.engine.carriers import outer_files
from assay.engine.reader import Originals
from assay.engine.shelf import Shelf
from assay.engine.standing import standing
from assay.engine.unit import TAKE_IN
from assay.model.context import Context, Missing
from assay.model.corpus import Copy, Way
from assay.model.entry import Entry, Kind
from assay.signatures.keys.recovery.sample import Sample, sample_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from assay.case import Case
    from assay.corpus.witness import Witness
    from assay.signatures.keys.store import KeyStore

_ITEMS = frozenset({Kind.MESSAGE, Kind.DOCUMENT})
_MESSAGES = f"kind = '{Kind.MESSAGE.value}'"
READ = (
    *(*COLUMNS, "signatures", "traits", "place", "size", "attachments"),
    *("in_reply_to", "references", "to_addresses", "from_text"),
)
"""The fields of `Entry` that the reduction reads."""
_SIGNED = ("sha256", "signatures", "date", "reconstructed", "notes", "from_address")


class Corpus(msgspec.Struct, frozen=True):
    """What the comparing pass knows of the whole.

    Attributes:
        copies: the copies of items that have any, by SHA-256.
        ways: how signatures fare on each way into the dump.
        owners: for items of several shards, the one that judges them.
        contexts: what else is known of items of which anything is, by SHA-256.
        missing: the mails that are quoted and aren't here; kept with the verdicts, not handed to the comparing pass.
    """

    copies: dict[str, tuple[Copy, ...]]
    ways: dict[str, Way]
    owners: dict[str, str]
    contexts: dict[str, Context] = msgspec.field(default_factory=dict)
    missing: tuple[Missing, ...] = ()


def corpus_file(case: Case, shard: str) -> Path:
    """Where what a shard needs of the reduction is kept while a case is compared."""
    return case.scratch / f"corpus-{shard}.msgpack"


def keep(case: Case, corpus: Corpus) -> None:
    """Writes a file for each shard: one for all would be read by all, which costs the square of their number."""
    for shard in case.evidence.names(TAKE_IN):
        items = [entry.sha256 for entry in distinct(case.evidence.entries(TAKE_IN, shard, columns=("sha256",)))]
        part = Corpus(
            {item: corpus.copies[item] for item in items if item in corpus.copies},
            corpus.ways,
            {item: corpus.owners[item] for item in items if item in corpus.owners},
            {item: corpus.contexts[item] for item in items if item in corpus.contexts},
        )
        corpus_file(case, shard).write_bytes(msgspec.msgpack.encode(part))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: it takes a third of the time, walking again and again over all that the corpus knows."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def reduce(case: Case, keys: KeyStore) -> Corpus:
    """Reads the take-in pass and computes what the corpus knows."""
    ways = Ways(keys)
    witnesses: list[Witness] = []
    learning = relations(case.settings.custodians, Originals(case), keys, outer_files(case))
    for entry in distinct(case.evidence.entries(TAKE_IN, columns=READ)):
        known = standing(entry, keys)
        for relation in learning.values():
            relation.add(entry, standing=known)
        if entry.kind is Kind.MESSAGE:
            ways.add(entry)
            witnesses.append(witness(entry))
    found = groups(witnesses)
    library = Shelf(case, {one.item for group in found for one in group}, keys)
    contexts = _contexts({name: relation.result() for name, relation in learning.items()})
    missing = tuple(one for relation in learning.values() if isinstance(relation, Quotes) for one in relation.missing())
    return Corpus(dict(copies(found, library)), ways.result(), _owners(case), contexts, missing)


def _contexts(said: Mapping[str, Mapping[str, object]]) -> dict[str, Context]:
    fields: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, items in said.items():
        for item, value in items.items():
            fields[item][name] = value
    return {item: Context(**found) for item, found in fields.items()}


def distinct(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Each item once, however many places it has; what is no item is left out."""
    seen: set[str] = set()
    for entry in entries:
        if entry.kind in _ITEMS and entry.sha256 not in seen:
            seen.add(entry.sha256)
            yield entry


def samples(case: Case) -> list[Sample]:
    """What recovery needs of all signatures of the case."""
    found: list[Sample] = []
    for entry in distinct(case.evidence.entries(TAKE_IN, columns=_SIGNED, where=_MESSAGES)):
        for measured in entry.signatures:
            sample = sample_of(measured, entry.from_address, entry.sha256)
            if sample is not None:
                found.append(sample)
    return found


def _owners(case: Case) -> dict[str, str]:
    first: dict[str, str] = {}
    several: set[str] = set()
    for shard in case.evidence.names(TAKE_IN):
        for entry in distinct(case.evidence.entries(TAKE_IN, shard, columns=("sha256",))):
            if first.setdefault(entry.sha256, shard) != shard:
                several.add(entry.sha256)
    return {item: first[item] for item in sorted(several)}
