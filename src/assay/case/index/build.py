"""Brings the index up to the evidence: shard after shard, one commit each round, told in a ledger.

The index is a projection: when anything about it isn't as it should be, it's thrown away and built again.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Protocol

import msgspec
import tantivy

from assay.case.index import schema
from assay.case.index.document import Row, document
from assay.model.errors import CaseLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_HEAP = 128_000_000
_THREADS = 4
_LEDGER = "ledger.json"
_SEGMENTS = "segments"


class Shard(msgspec.Struct, frozen=True):
    """One shard of the evidence and what tells whether it's still the one that was indexed."""

    id: str
    mark: str


class Evidence(Protocol):
    """Where the rows come from."""

    def shards(self) -> list[Shard]:
        """All shards of the take-in pass."""

    def rows(self, shard: Shard) -> Iterator[Row]:
        """The items of one shard."""

    def text_shards(self) -> list[str]:
        """All shards of what was read of files."""

    def carrying(self, texts: set[str]) -> set[str]:
        """The shards of the take-in pass that have an item whose files, or whose own words, stand in one of these."""


class Ledger(msgspec.Struct):
    """Which shards are in the index: of the take-in pass with their marks, and of what was read of files."""

    version: int = schema.VERSION
    shards: dict[str, str] = msgspec.field(default_factory=dict)
    texts: list[str] = msgspec.field(default_factory=list)


def read_ledger(folder: Path) -> Ledger | None:
    """The ledger, or None where there is none that this version can go on with."""
    try:
        ledger = msgspec.json.decode((folder / _LEDGER).read_bytes(), type=Ledger)
    except (OSError, msgspec.DecodeError):
        return None
    return ledger if ledger.version == schema.VERSION else None


def _write_ledger(folder: Path, ledger: Ledger) -> None:
    partial = folder / f"{_LEDGER}.part"
    with partial.open("wb") as file:
        file.write(msgspec.json.encode(ledger))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / _LEDGER)


def is_current(folder: Path, evidence: Evidence, but: str = "") -> bool:
    """Whether exactly the shards of this evidence are in the index.

    Args:
        folder: the case's index folder.
        evidence: where the items come from.
        but: how shards of texts begin that needn't be in it; empty for none.
    """
    ledger = read_ledger(folder)
    if ledger is None or ledger.shards != {shard.id: shard.mark for shard in evidence.shards()}:
        return False
    indexed, there = set(ledger.texts), set(evidence.text_shards())
    return not {name for name in indexed ^ there if not but or not name.startswith(but)}


def segments(folder: Path) -> Path:
    """Where the files of the index are."""
    return folder / _SEGMENTS


def open_index(folder: Path) -> tantivy.Index:
    """The index as it is on disk.

    Args:
        folder: of its files: `segments`, or a mirror of it.

    Raises:
        ValueError: there is none, or it's damaged.
    """
    return schema.with_analyzers(tantivy.Index.open(str(folder)))


def update(folder: Path, evidence: Evidence, progress: Callable[[int], None] = lambda _: None) -> int:
    """Bring the index in `folder` up to the evidence.

    Args:
        folder: the case's index folder; made when absent.
        evidence: where the items come from.
        progress: told the number of items done so far.

    Returns:
        How many items were added.

    Raises:
        CaseLocked: another process is indexing.
    """
    ledger = read_ledger(folder)
    marks = {shard.id: shard.mark for shard in evidence.shards()}
    stale = ledger is None or any(marks.get(name) != mark for name, mark in ledger.shards.items())
    if not stale and ledger is not None:
        try:
            return _add(folder, open_index(segments(folder)), ledger, evidence, progress)
        except CaseLocked:
            raise
        except BaseException as error:
            if not damaged(error):
                raise
    return _add(folder, _fresh(folder), Ledger(), evidence, progress)


def damaged(error: BaseException) -> bool:
    """Whether an exception out of tantivy says that the files of the index aren't what was written.

    A panic in its native code arrives as `pyo3_runtime.PanicException`, which no module exports.
    """
    return isinstance(error, ValueError | OSError | SystemError) or type(error).__name__ == "PanicException"


def _fresh(folder: Path) -> tantivy.Index:
    files = segments(folder)
    (folder / _LEDGER).unlink(missing_ok=True)
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True, exist_ok=True)
    return schema.with_analyzers(tantivy.Index(schema.build(), path=str(files)))


def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
    try:
        return index.writer(_HEAP, min(_THREADS, os.cpu_count() or 1))
    except ValueError as error:
        if "LockBusy" in str(error) or "lock" in str(error).lower():
            raise CaseLocked(
                "Another process is writing this case's search index: try again when it is done."
            ) from error
        raise


def _add(
    folder: Path,
    index: tantivy.Index,
    ledger: Ledger,
    evidence: Evidence,
    progress: Callable[[int], None],
) -> int:
    texts = sorted(evidence.text_shards())
    changed = set(texts).symmetric_difference(ledger.texts)
    again = evidence.carrying(changed) & ledger.shards.keys() if changed and ledger.shards else set()
    for name in again:
        del ledger.shards[name]
    ledger.texts = texts
    missing = [shard for shard in evidence.shards() if shard.id not in ledger.shards]
    if not missing:
        if read_ledger(folder) != ledger:
            _write_ledger(folder, ledger)
        return 0
    writer = _writer(index)
    index.reload()
    searcher = index.searcher()
    replaced: set[str] = set()
    for shard in missing:  # indexed before its files were read, or committed by a run that was killed behind that
        replaced |= _items(index, searcher, shard.id)
        writer.delete_documents_by_term("shard", shard.id)
    seen: set[str] = set()
    for shard in missing:
        for row in evidence.rows(shard):
            if row.item in seen or (row.item not in replaced and ledger.shards and _holds(index, searcher, row.item)):
                continue
            seen.add(row.item)
            writer.add_document(document(row, shard.id))
            progress(len(seen))
    writer.commit()
    writer.wait_merging_threads()
    ledger.shards.update({shard.id: shard.mark for shard in missing})
    _write_ledger(folder, ledger)
    return len(seen)


def _items(index: tantivy.Index, searcher: tantivy.Searcher, shard: str) -> set[str]:
    """The items that are in the index as those of a shard."""
    count = searcher.doc_freq("shard", shard)
    query = tantivy.Query.term_query(index.schema, "shard", shard)
    return {searcher.doc(address)["item"][0] for _, address in searcher.search(query, count).hits} if count else set()


def _holds(index: tantivy.Index, searcher: tantivy.Searcher, item: str) -> bool:
    """Whether an item is in the index; what was deleted counts no more, as it would in the frequency of its term."""
    if not searcher.doc_freq("item", item):
        return False
    return bool(searcher.search(tantivy.Query.term_query(index.schema, "item", item), 1).hits)
