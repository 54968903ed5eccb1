"""`assay verdicts`: one row an item."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
import typer
from rich.text import Text

from assay.case import Case
from assay.case.rows import verdict_rows
from assay.cli.console import Column, table
from assay.cli.marks import mark
from assay.cli.options import CaseFolder, TableFormat
from assay.cli.records import held_back, json_text, print_csv, print_json
from assay.model.errors import UsageError
from assay.model.verdict import Verdict

KEYS = (
    "item", "source", "kind", "message_id", "date", "from", "subject", "verdict", "in_part", "score", "explanation",
    "findings",
)  # fmt: skip
"""The keys of one row, as the design promises them to scripts."""

_SCHEMA = pa.schema([(name, {"in_part": pa.bool_(), "score": pa.float64()}.get(name, pa.string())) for name in KEYS])
_BATCH = 1_000


def add(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(epilog="Example: assay verdicts --case my-case --verdict contradicted --format jsonl")(verdicts)


def verdicts(
    case: CaseFolder,
    verdict: Annotated[Verdict | None, typer.Option("--verdict", help="Only items with this verdict.")] = None,
    format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,  # noqa: A002
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write to a file instead of stdout.")
    ] = None,
) -> None:
    """Print one row an item: what it is, its verdict and why."""
    if format == TableFormat.TABLE and output is not None:
        raise UsageError("A table is for reading here: with --output choose --format jsonl, csv or parquet.")
    with Case.open_whole(case) as opened:
        rows = verdict_rows(opened.evidence, verdict.value if verdict else "")
        if format == TableFormat.PARQUET:
            _parquet(rows, output)
        elif format == TableFormat.TABLE:
            _table(rows)
        else:
            with _text(output) as stream:
                if format == TableFormat.JSONL:
                    for row in rows:
                        print_json(row, stream)
                else:
                    print_csv(KEYS, (_cells(row) for row in rows), stream)


@contextlib.contextmanager
def _text(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        with held_back() as stream:
            yield stream
    else:
        with _opened(output) as binary, io.TextIOWrapper(binary, encoding="utf-8", newline="") as file:
            yield file


def _opened(output: Path) -> BinaryIO:
    try:
        return output.open("wb")
    except OSError as error:
        raise UsageError(f"Can't write {output}: {error.strerror}.") from error


def _cells(row: dict[str, Any]) -> list[object]:
    return [row[key] if key != "findings" else "; ".join(finding["summary"] for finding in row[key]) for key in KEYS]


def _table(rows: Iterator[dict[str, Any]]) -> None:
    columns = [
        Column("item"),
        Column("verdict"),
        Column("date"),
        Column("from", flexible=True),
        Column("subject or name", flexible=True),
    ]
    table(columns, [_line(row) for row in rows])


def _line(row: dict[str, Any]) -> list[str | Text]:
    day = (row["date"] or "")[:16].replace("T", " ")
    name = row["subject"] or row["source"].rpartition("/")[2]
    return [row["item"][:12], mark(row["verdict"] or "", in_part=row["in_part"]), day, row["from"], name]


def _parquet(rows: Iterator[dict[str, Any]], output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise UsageError("Parquet isn't for a terminal: give --output FILE, or pipe it.")
    with contextlib.ExitStack() as stack:
        sink = stack.enter_context(_opened(output)) if output else sys.stdout.buffer
        writer = stack.enter_context(pq.ParquetWriter(sink, _SCHEMA, compression="zstd"))
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append({**row, "findings": json_text(row["findings"])})
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist([_encodable(row) for row in batch], _SCHEMA))
                batch = []
        writer.write_table(pa.Table.from_pylist([_encodable(row) for row in batch], _SCHEMA))


def _encodable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
        for key, value in row.items()
    }
