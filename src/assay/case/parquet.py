"""Parquet files as the evidence has them: written whole, in row groups of bounded size, with their writer's notes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from assay.case.durable import writing
from assay.case.safe_text import from_json, to_json
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

ROWS, WEIGHT = 5_000, 8 << 20
"""A row group ends after so many rows, or so many characters of text: what is in memory at once."""
META = b"assay"
_BATCH = 100
_Row = TypeVar("_Row")


def chunks(rows: Iterable[_Row], weigh: Callable[[_Row], int]) -> Iterator[list[_Row]]:
    """Cut rows into row groups.

    Args:
        rows: what is written.
        weigh: the characters of text of a row.
    """
    chunk: list[_Row] = []
    weight = 0
    for row in rows:
        chunk.append(row)
        weight += weigh(row)
        if len(chunk) >= ROWS or weight >= WEIGHT:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def write(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch], meta: dict[str, Any]) -> None:
    """Write a file; when this returns it's on disk, whole."""
    described = schema.with_metadata({META: to_json(meta)})
    with (
        writing(path) as file,
        pq.ParquetWriter(file, described, compression="zstd", write_page_checksum=True) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)


def read(path: Path, columns: Iterable[str]) -> Iterator[pa.RecordBatch]:
    """Yield some columns of a file, a hundred rows at a time: entries are large.

    Raises:
        CaseDamaged: it isn't what was written.
    """
    with _opened(path) as file:
        yield from file.iter_batches(batch_size=_BATCH, columns=list(columns))


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of some columns of a file as they are, escaped where they are text.

    Raises:
        CaseDamaged: it isn't what was written.
    """
    for batch in read(path, columns):
        yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def meta_of(path: Path, kind: Any = dict[str, Any]) -> Any:
    """What the writer of a file noted with it, as the type `kind`.

    Raises:
        CaseDamaged: it isn't what was written.
    """
    with _opened(path) as file:
        return from_json((file.schema_arrow.metadata or {}).get(META, b"{}"), kind)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path, pre_buffer=False, page_checksum_verification=True) as file:
            yield file
    except (OSError, pa.ArrowException, msgspec.MsgspecError) as error:
        raise CaseDamaged(f"the evidence {path} can't be read: {error}; take the dump in again") from error
