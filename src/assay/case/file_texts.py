"""What was read of files, as columns of Parquet and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from assay.case.columns import json_column, strings
from assay.case.damage import decoding
from assay.case.safe_text import from_json, unescape
from assay.model.extracted import Entity, Extracted, FileText, Page, State

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT = ("sha256", "item", "part", "name", "language")
_CONTENT = ("kind", "media", "reason", "lie")
_JSON: dict[str, tuple[Any, str]] = {
    "pages": (tuple[Page, ...], "[]"),
    "facts": (dict[str, str], "{}"),
    "times": (dict[str, float], "{}"),
}
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in (*_TEXT, *_CONTENT, "state", "picture", *_JSON, "entities")),
        ("size", pa.int64()),
        ("version", pa.int64()),
        ("characters", pa.int64()),
        ("prints", pa.list_(pa.int64())),
        ("cut", pa.bool_()),
        ("scanned", pa.bool_()),
    ]
)
"""`picture` is 16 hex digits or null; `pages`, `facts`, `times` and `entities` are JSON; strings are escaped."""


def to_batch(rows: Sequence[FileText]) -> pa.RecordBatch:
    """Rows as columns; the bytes of embedded files aren't kept here."""
    contents = [row.content for row in rows]
    made: dict[str, pa.Array] = {name: strings([getattr(row, name) for row in rows]) for name in _TEXT}
    made |= {name: strings([getattr(one, name) for one in contents]) for name in _CONTENT}
    made |= {name: json_column([getattr(one, name) for one in contents], empty) for name, (_, empty) in _JSON.items()}
    made |= {
        "state": strings([one.state.value for one in contents]),
        "picture": strings([None if one.picture is None else f"{one.picture:016x}" for one in contents]),
        "entities": json_column([row.entities for row in rows], "[]"),
        "size": pa.array([row.size for row in rows], pa.int64()),
        "version": pa.array([one.version for one in contents], pa.int64()),
        "characters": pa.array([sum(len(page.text) for page in one.pages) for one in contents], pa.int64()),
        "prints": pa.array([row.prints for row in rows], pa.list_(pa.int64())),
        "cut": pa.array([one.cut for one in contents], pa.bool_()),
        "scanned": pa.array([one.scanned for one in contents], pa.bool_()),
    }
    return pa.RecordBatch.from_arrays([made[name] for name in SCHEMA.names], schema=SCHEMA)


def from_batch(batch: pa.RecordBatch) -> list[FileText]:
    """Columns as rows; without the column of prints they have none.

    Raises:
        CaseDamaged: a value isn't of its column's kind.
    """
    with decoding():
        return [_row(cells) for cells in batch.to_pylist()]


def _row(cells: dict[str, Any]) -> FileText:
    texts = {name: unescape(cells[name]) for name in (*_TEXT, *_CONTENT)}
    read = {name: from_json(cells[name], kind) for name, (kind, _) in _JSON.items()}
    content = Extracted(
        kind=texts["kind"],
        media=texts["media"],
        reason=texts["reason"],
        lie=texts["lie"],
        pages=read["pages"],
        facts=read["facts"],
        times=read["times"],
        state=State(cells["state"]),
        cut=cells["cut"],
        scanned=cells["scanned"],
        version=cells["version"],
        picture=None if cells["picture"] is None else int(cells["picture"], 16),
    )
    return FileText(
        **{name: texts[name] for name in _TEXT},
        size=cells["size"],
        content=content,
        entities=from_json(cells["entities"], tuple[Entity, ...]),
        prints=tuple(cells.get("prints", ())),
    )
