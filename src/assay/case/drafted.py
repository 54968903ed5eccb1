"""Verdicts of a generation that isn't the current one yet: read, and some of them replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from assay.case import parquet, verdicts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from assay.case.evidence import Evidence
    from assay.case.verdicts import Judged


def drafted(evidence: Evidence, generation: str, items: Collection[str]) -> Iterator[tuple[str, Judged]]:
    """Yield what a generation says of these items, each with the shard that says it.

    Raises:
        CaseDamaged: a shard isn't what was written.
    """
    for path in sorted((evidence.folder / "verdicts" / generation).glob("*.parquet")):
        for batch in parquet.read(path, verdicts.SCHEMA.names):
            wanted = batch.filter(_named(batch, items))
            for judged in verdicts.from_batch(wanted) if wanted.num_rows else ():
                yield path.stem, judged


def replace(evidence: Evidence, generation: str, shard: str, rows: Mapping[str, Judged]) -> None:
    """Write a shard of verdicts again with other rows for some of its items; whole when this returns.

    Args:
        evidence: of a case that is open for writing.
        generation: one that isn't committed.
        shard: of it.
        rows: what is said now, by item.

    Raises:
        CaseDamaged: the shard isn't what was written.
    """
    path = evidence.folder / "verdicts" / generation / f"{shard}.parquet"
    parquet.write(path, verdicts.SCHEMA, list(_with(parquet.read(path, verdicts.SCHEMA.names), rows)), {})


def _with(batches: Iterator[pa.RecordBatch], rows: Mapping[str, Judged]) -> Iterator[pa.RecordBatch]:
    """The rows as they were, without those that are replaced, and these."""
    for batch in batches:
        found = _named(batch, rows)
        kept = batch.filter(pa.array([not one for one in found.to_pylist()], pa.bool_()))
        if kept.num_rows:
            yield kept
        anew = [rows[item] for item in batch.filter(found).column("item").to_pylist()]
        if anew:
            yield verdicts.to_batch(anew)


def _named(batch: pa.RecordBatch, items: Collection[str]) -> pa.Array:
    return pa.array([item in items for item in batch.column("item").to_pylist()], pa.bool_())
