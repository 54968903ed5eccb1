"""Versions of documents, kept beside the verdicts of a generation: one row for each file of each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from assay.case import parquet
from assay.case.columns import strings
from assay.case.damage import decoding
from assay.case.safe_text import from_json, to_json
from assay.model.versions import Group, Sort, Version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from assay.case.evidence import Evidence

FOLDER, FILE = "versions", "groups.parquet"
"""Inside the folder of a generation of verdicts."""
SCHEMA = pa.schema(
    [
        ("group", pa.int64()),
        ("sort", pa.string()),
        ("looks", pa.bool_()),
        ("position", pa.int64()),
        ("sha256", pa.string()),
        ("item", pa.string()),
        ("version", pa.string()),
    ]
)
"""`version` is JSON; strings are escaped."""


class _Row(msgspec.Struct, frozen=True):
    group: int
    sort: Sort
    looks: bool
    position: int
    version: Version


def keep(evidence: Evidence, generation: str, groups: Iterable[Group]) -> Path:
    """Write the groups of a generation of verdicts that isn't committed yet; on disk when this returns."""
    folder = evidence.folder / "verdicts" / generation / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rows = (
        _Row(group.id, group.sort, group.looks, position, version)
        for group in groups
        for position, version in enumerate(group.versions)
    )
    path = folder / FILE
    parquet.write(path, SCHEMA, map(_batch, parquet.chunks(rows, lambda _: 1_000)), {})
    return path


def groups(evidence: Evidence, *, sort: Sort | None = None, generation: str | None = None) -> Iterator[Group]:
    """Yield all groups in the order of their numbers; none before judging. Text is untrusted.

    Args:
        evidence: of the case.
        sort: only groups of this sort.
        generation: of verdicts; None: the current one.

    Raises:
        CaseDamaged: they aren't what was written.
    """
    yield from _grouped(_rows(evidence, None, generation), None, sort)


def groups_of(evidence: Evidence, files: Collection[str]) -> list[Group]:
    """The groups that any of these files is in, with all versions of each.

    Args:
        evidence: of the case.
        files: SHA-256 of files, hex.

    Raises:
        CaseDamaged: they aren't what was written.
    """
    wanted: set[int] = set()
    for batch in _batches(evidence, ["group", "sha256"]):
        numbers, digests = (batch.column(name).to_pylist() for name in ("group", "sha256"))
        wanted.update(number for number, digest in zip(numbers, digests, strict=True) if digest in files)
    return list(_grouped(_rows(evidence, wanted), wanted, None)) if wanted else []


def _batches(evidence: Evidence, columns: list[str], generation: str | None = None) -> Iterator[pa.RecordBatch]:
    named = generation or evidence.generation()
    path = evidence.folder / "verdicts" / (named or "") / FOLDER / FILE
    if named is not None and path.exists():
        yield from parquet.read(path, columns)


def _rows(evidence: Evidence, wanted: set[int] | None, generation: str | None = None) -> Iterator[_Row]:
    for batch in _batches(evidence, SCHEMA.names, generation):
        rows = batch
        if wanted is not None:
            rows = batch.filter(pa.array([one in wanted for one in batch.column("group").to_pylist()], pa.bool_()))
        with decoding():
            yield from map(_row, rows.to_pylist())


def _grouped(rows: Iterator[_Row], wanted: set[int] | None, sort: Sort | None) -> Iterator[Group]:
    found: list[_Row] = []
    for row in rows:
        if found and found[0].group != row.group:
            yield from _group(found, wanted, sort)
            found = []
        found.append(row)
    if found:
        yield from _group(found, wanted, sort)


def _group(rows: list[_Row], wanted: set[int] | None, sort: Sort | None) -> Iterator[Group]:
    first = rows[0]
    if (wanted is None or first.group in wanted) and sort in {None, first.sort}:
        ranked = sorted(rows, key=lambda row: row.position)
        yield Group(first.group, first.sort, first.looks, tuple(row.version for row in ranked))


def _row(cells: dict[str, Any]) -> _Row:
    version = from_json(cells["version"], Version)
    return _Row(cells["group"], Sort(cells["sort"]), cells["looks"], cells["position"], version)


def _batch(rows: list[_Row]) -> pa.RecordBatch:
    columns = [
        pa.array([row.group for row in rows], pa.int64()),
        strings([row.sort.value for row in rows]),
        pa.array([row.looks for row in rows], pa.bool_()),
        pa.array([row.position for row in rows], pa.int64()),
        strings([row.version.sha256 for row in rows]),
        strings([row.version.item for row in rows]),
        pa.array([to_json(row.version).decode() for row in rows], pa.string()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
