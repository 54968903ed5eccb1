"""Entries and verdicts as columns of Parquet, and back, without loss."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from assay.case.damage import decoding
from assay.case.safe_text import escape, from_json, to_json, unescape
from assay.model.entry import Entry, Kind
from assay.model.finding import Finding
from assay.model.place import Place, Step, Stored
from assay.model.signature import Measured
from assay.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TEXT = (
    "sha256", "format", "state", "reason", "message_id", "date_text", "from_text", "from_address",
    "to_text", "cc_text", "subject", "in_reply_to", "headers", "text", "body_sha256",
)  # fmt: skip
LISTS = ("references", "to_addresses", "attachments", "defects")
STRUCTS: dict[str, Any] = {
    "notes": dict[str, Any],
    "signatures": tuple[Measured, ...],
    "findings": tuple[Finding, ...],
    "traits": Traits | None,
}
NOTHING = {"notes": "{}", "signatures": "[]", "findings": "[]", "traits": "null"}
TRAIT = "traits."
"""How the name of a field begins that is one of the traits: reading a few costs a fraction of reading them all."""
FILES = f"{TRAIT}files"
PLACE = ("kind", "source", "file", "steps")
STORED = ("stored_pack", "stored_path", "stored_offset", "stored_length")
FIRST_YEAR, LAST_YEAR = -62_135_596_800, 253_402_300_799
"""Seconds since 1970 of the first and last second that a calendar of four-digit years has."""


SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("source", pa.string()),
        ("file", pa.string()),
        ("path", pa.string()),
        ("steps", pa.string()),
        ("stored_pack", pa.bool_()),
        ("stored_path", pa.string()),
        ("stored_offset", pa.int64()),
        ("stored_length", pa.int64()),
        ("size", pa.int64()),
        ("entries", pa.int64()),
        ("reconstructed", pa.bool_()),
        ("date", pa.timestamp("us", tz="UTC")),
        ("date_seconds", pa.float64()),
        *((name, pa.string()) for name in (*TEXT, *STRUCTS)),
        *((name, pa.list_(pa.string())) for name in LISTS),
    ]
)
"""`file` is the path inside the source, `path` the displayed one through all containers; `date_seconds` is exact,
`date` is it as a timestamp where the calendar has it; `steps`, `notes`, `signatures`, `findings` and
`traits` are JSON.
Strings are escaped (`assay.case.safe_text`). All shards of a case have one schema: a change is a new format of the case
(`assay.case.settings.FORMAT`)."""


def strings(values: Sequence[str | None]) -> pa.Array:
    """A string column; escapes only where something has to be."""
    try:
        column = pa.array(values, pa.string())
        if "\x1a" not in "".join(value for value in values if value):
            return column
    except UnicodeEncodeError:
        pass
    return pa.array([None if value is None else escape(value) for value in values], pa.string())


def lists(values: Sequence[Sequence[str]]) -> pa.Array:
    """A column of lists of strings."""
    offsets = [0]
    flat: list[str | None] = []
    for value in values:
        flat.extend(value)
        offsets.append(len(flat))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), strings(flat))


def json_column(values: Sequence[Any], nothing: str) -> pa.Array:
    """A column of JSON texts."""
    return pa.array([to_json(value).decode() if value else nothing for value in values], pa.string())


def microseconds(seconds: float | None) -> int | None:
    """A time as Parquet has it; None where no calendar has it."""
    if seconds is None or not math.isfinite(seconds) or not FIRST_YEAR <= seconds <= LAST_YEAR:
        return None
    return round(seconds * 1_000_000)


def to_batch(rows: Sequence[Entry]) -> pa.RecordBatch:
    """Entries as columns."""
    places = [row.place for row in rows]
    stored = [row.stored for row in rows]
    made: dict[str, pa.Array] = {
        "kind": strings([row.kind.value for row in rows]),
        "source": strings([place.source for place in places]),
        "file": strings([place.path for place in places]),
        "path": strings([str(place) for place in places]),
        "steps": json_column([place.steps for place in places], "[]"),
        "stored_pack": pa.array([s.pack if s else None for s in stored], pa.bool_()),
        "stored_path": strings([s.path if s else None for s in stored]),
        "stored_offset": pa.array([s.offset if s else None for s in stored], pa.int64()),
        "stored_length": pa.array([s.length if s else None for s in stored], pa.int64()),
        "size": pa.array([row.size for row in rows], pa.int64()),
        "entries": pa.array([row.entries for row in rows], pa.int64()),
        "reconstructed": pa.array([row.reconstructed for row in rows], pa.bool_()),
        "date": pa.array([microseconds(row.date) for row in rows], pa.timestamp("us", tz="UTC")),
        "date_seconds": pa.array([row.date for row in rows], pa.float64()),
    }
    made |= {name: strings([getattr(row, name) for row in rows]) for name in TEXT}
    made |= {name: json_column([getattr(row, name) for row in rows], NOTHING[name]) for name in STRUCTS}
    made |= {name: lists([getattr(row, name) for row in rows]) for name in LISTS}
    return pa.RecordBatch.from_arrays([made[name] for name in SCHEMA.names], schema=SCHEMA)


def needed(fields: Iterable[str] | None) -> list[str]:
    """The columns to read for these fields of an entry, those of its place included; None: all.

    Raises:
        ValueError: an entry has no such field; one of the traits, as `FILES`, counts as one.
    """
    if fields is None:
        return [name for name in SCHEMA.names if name not in {"path", "date"}]
    groups = {"kind": (), "place": (), "stored": STORED, "date": ("date_seconds",)}
    names: list[str] = list(PLACE)
    for field in fields:
        trait = field.startswith(TRAIT)
        if field.removeprefix(TRAIT) not in (Traits if trait else Entry).__struct_fields__:
            raise ValueError(f"an entry has no field {field!r}")
        names += ("traits",) if trait else groups.get(field, (field,))
    return list(dict.fromkeys(names))


def traits_of(fields: Iterable[str] | None) -> tuple[str, ...] | None:
    """The traits to read for these fields of an entry; None: all."""
    names = ("traits",) if fields is None else tuple(fields)
    return (
        None
        if "traits" in names
        else tuple(sorted({name.removeprefix(TRAIT) for name in names if name.startswith(TRAIT)}))
    )


def _cells(name: str, column: list[Any]) -> list[Any]:
    if name in STRUCTS:
        empty = msgspec.convert(msgspec.json.decode(NOTHING[name]), STRUCTS[name])
        return [
            (dict(empty) if name == "notes" else empty) if cell == NOTHING[name] else from_json(cell, STRUCTS[name])
            for cell in column
        ]
    if name in LISTS:
        return [tuple(unescape(text) for text in cell) for cell in column]
    return [unescape(cell) for cell in column] if name in TEXT else column


def _stored(columns: dict[str, list[Any]]) -> list[Stored | None]:
    return [
        None if pack is None else Stored(pack, unescape(path), offset, length)
        for pack, path, offset, length in zip(*(columns[name] for name in STORED), strict=True)
    ]


def from_batch(batch: pa.RecordBatch, traits: tuple[str, ...] | None = None) -> list[Entry]:
    """Columns as entries; fields whose columns weren't read have their default.

    Args:
        batch: rows of the columns that `needed` names.
        traits: which of the traits are wanted, as `traits_of` names them; the others have their defaults.

    Raises:
        CaseDamaged: a value isn't of its column's kind.
    """
    with decoding():
        return _from_batch(batch, traits)


@functools.lru_cache(maxsize=64)
def _only(names: tuple[str, ...]) -> Any:
    """A structure that has some of the traits alone: the decoder skips the others."""
    fields = [(one.name, one.type, _default(one)) for one in msgspec.structs.fields(Traits) if one.name in names]
    return msgspec.defstruct("Some", fields) | None


def _default(one: msgspec.structs.FieldInfo) -> Any:
    if one.default_factory is msgspec.NODEFAULT:
        return one.default
    return msgspec.field(default_factory=one.default_factory)


def _some_traits(column: list[str], names: tuple[str, ...]) -> list[Traits | None]:
    kind = _only(names)
    found = [from_json(cell, kind) for cell in column]
    return [None if one is None else Traits(**{name: getattr(one, name) for name in names}) for one in found]


def _from_batch(batch: pa.RecordBatch, traits: tuple[str, ...] | None) -> list[Entry]:
    columns: dict[str, list[Any]] = {
        name: column.to_pylist() for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }
    some = _some_traits(columns.pop("traits"), traits) if traits and "traits" in columns else None
    fields = {name: _cells(name, cells) for name, cells in columns.items() if name not in {*PLACE, *STORED}}
    if some is not None:
        fields["traits"] = some
    fields["kind"] = [Kind(kind) for kind in columns["kind"]]
    fields["place"] = [
        Place(unescape(source), unescape(file), () if steps == "[]" else from_json(steps, tuple[Step, ...]))
        for source, file, steps in zip(columns["source"], columns["file"], columns["steps"], strict=True)
    ]
    if "stored_path" in columns:
        fields["stored"] = _stored(columns)
    if "date_seconds" in fields:
        fields["date"] = fields.pop("date_seconds")
    names = tuple(fields)
    make: Callable[..., Entry] = Entry
    return [make(**dict(zip(names, row, strict=True))) for row in zip(*fields.values(), strict=True)]
