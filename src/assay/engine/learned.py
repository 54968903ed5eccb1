"""What the corpus knows of the items of each shard, in files between the reduction and the comparing pass.

A part of the reduction writes one file a shard: one for all would be read by all, which costs the square of their
number. The files are in the case's scratch folder, which a killed run leaves to the next one to be emptied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import cells
from assay.engine.unit import TAKE_IN
from assay.model.context import Context
from assay.model.corpus import Copy, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from assay.case import Case

_BEGIN, _END = "corpus", "msgpack"


class Corpus(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of the whole that matters to some items; in a file, what one part of the reduction learned of it.

    Attributes:
        copies: the copies of items that have any, by SHA-256.
        ways: how signatures fare on each way into the dump.
        owners: for items of several shards, the one that judges them.
        contexts: what else is known of items of which anything is, by SHA-256.
    """

    copies: dict[str, tuple[Copy, ...]] = {}
    ways: dict[str, Way] = {}
    owners: dict[str, str] = {}
    contexts: dict[str, Context] = {}


def keep(case: Case, part: str, corpus: Corpus, said: Mapping[str, Mapping[str, object]]) -> None:
    """Writes the files of a part, one a shard.

    Args:
        case: the case.
        part: its name.
        corpus: what it learned, of all items; its contexts are those of `said`.
        said: what its relations know, by the field of `Context` and by item.
    """
    for shard in case.evidence.names(TAKE_IN):
        items = cells.items(case.evidence, shard)
        found = ((item, {name: known[item] for name, known in said.items() if item in known}) for item in items)
        own = Corpus(
            {item: corpus.copies[item] for item in items if item in corpus.copies},
            corpus.ways,
            {item: corpus.owners[item] for item in items if item in corpus.owners},
            {item: Context(**fields) for item, fields in found if fields},  # type: ignore[arg-type]
        )
        path = _file(case, shard, part)
        partial = path.with_suffix(".part")
        partial.write_bytes(msgspec.msgpack.encode(own))
        partial.replace(path)


def corpus_of(case: Case, shard: str) -> Corpus:
    """What all parts learned of the items of a shard."""
    copies: dict[str, tuple[Copy, ...]] = {}
    ways: dict[str, Way] = {}
    owners: dict[str, str] = {}
    fields: dict[str, dict[str, object]] = {}
    for path in sorted(case.scratch.glob(f"{_BEGIN}-{shard}.*.{_END}")):
        part = msgspec.msgpack.decode(path.read_bytes(), type=Corpus)
        copies |= part.copies
        ways |= part.ways
        owners |= part.owners
        for item, context in part.contexts.items():
            fields.setdefault(item, {}).update(_known(context))
    contexts = {item: Context(**known) for item, known in fields.items()}  # type: ignore[arg-type]
    return Corpus(copies, ways, owners, contexts)


def _known(context: Context) -> Iterator[tuple[str, object]]:
    """The fields that aren't as they are where nothing is known."""
    for name, default in zip(Context.__struct_fields__, Context.__struct_defaults__, strict=True):
        if (value := getattr(context, name)) != default:
            yield name, value


def _file(case: Case, shard: str, part: str) -> Path:
    return case.scratch / f"{_BEGIN}-{shard}.{part}.{_END}"
