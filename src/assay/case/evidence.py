"""The evidence: Parquet files, one a shard and pass, written whole and never changed; read with DuckDB."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case import columns as entry_columns
from assay.case import file_texts as text_columns
from assay.case import parquet
from assay.case import verdicts as verdict_columns
from assay.case.columns import FILES
from assay.case.durable import NAME, remove_partial, sync_folder, write
from assay.case.ocr_texts import with_ocr
from assay.case.safe_text import unescape
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assay.case.tables import Tables
    from assay.case.verdicts import Judged
    from assay.model.entry import Entry
    from assay.model.extracted import FileText

TAKE_IN = "take-in"
EXTRACT = "extract"
OCR = "ocr"
OWN = "own-"
"""How the shards of the extracting pass begin that are about mails' own words: the take-in shard's name follows."""


class ShardInfo(msgspec.Struct, frozen=True):
    """One shard of a pass.

    Attributes:
        id: its name within the pass.
        path: its file.
        meta: what its writer wanted to keep with it.
    """

    id: str
    path: Path
    meta: dict[str, Any]


def named(text: str) -> str:
    """Check a name that becomes a file name.

    Raises:
        ValueError: it isn't letters, digits, dot, hyphen and underscore.
    """
    if not NAME.fullmatch(text):
        raise ValueError(f"not a name of a shard or a pass: {text!r}")
    return text


class Evidence:
    """The folder `evidence` of a case."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        """Take the folder as it is; nothing is read yet."""
        self.folder = folder
        self._writable = writable

    @functools.cached_property
    def _tables(self) -> Tables:
        """The evidence in DuckDB, which is slow to import, and workers do without."""
        from assay.case.tables import Tables  # noqa: PLC0415 - as said

        return Tables(self.folder)

    def _forget(self) -> None:
        """Let go of the database, which ends with its last question; the next one opens it anew."""
        vars(self).pop("_tables", None)

    def write(self, pass_name: str, shard_id: str, rows: Iterable[Entry], meta: dict[str, Any] | None = None) -> Path:
        """Write one shard; when this returns it's on disk, whole. A shard of the same name is replaced.

        Raises:
            UsageError: the case is open for reading only.
        """
        path = self._folder(pass_name) / f"{named(shard_id)}.parquet"
        batches = (entry_columns.to_batch(chunk) for chunk in parquet.chunks(rows, lambda row: len(row.text)))
        return self._write(path, entry_columns.SCHEMA, batches, meta or {})

    def write_texts(
        self, shard_id: str, rows: Iterable[FileText], meta: dict[str, Any] | None = None, pass_name: str = EXTRACT
    ) -> Path:
        """Write one shard of what was read of files, or by OCR; when this returns it's on disk, whole."""
        path = self._folder(pass_name) / f"{named(shard_id)}.parquet"
        batches = (text_columns.to_batch(chunk) for chunk in parquet.chunks(rows, lambda row: len(row.content.text)))
        return self._write(path, text_columns.SCHEMA, batches, meta or {})

    def texts(self, where: str = "true", params: Sequence[Any] = ()) -> Iterator[FileText]:
        """Yield what was read of files, by OCR too; `where` is a condition over the columns of the view `texts`."""
        for batch in self._tables.text_batches(where, params):
            rows = text_columns.from_batch(batch)
            seen: dict[str, list[FileText]] = {}
            if self.names(OCR):
                for one in self.ocr("list_contains(?::VARCHAR[], sha256)", [[row.sha256 for row in rows]]):
                    seen.setdefault(one.sha256, []).append(one)
            yield from (with_ocr(row, seen[row.sha256]) if row.sha256 in seen else row for row in rows)

    def ocr(self, where: str = "true", params: Sequence[Any] = ()) -> Iterator[FileText]:
        """Yield what OCR read: a row for each run of pages of a file; `where` is over the columns of the view `ocr`."""
        for batch in self._tables.text_batches(where, params, "ocr"):
            yield from text_columns.from_batch(batch)

    def texts_of(self, shard: str, pass_name: str = EXTRACT) -> Iterator[FileText]:
        """Yield what one shard of the extracting pass or of OCR has, prints left out; nothing where there is none."""
        path = self.path(pass_name, shard)
        if path.exists():
            names = [name for name in text_columns.SCHEMA.names if name != "prints"]
            for batch in parquet.read(path, names):
                yield from text_columns.from_batch(batch)

    def newest_texts(self) -> dict[str, str]:
        """The shard of the extracting pass that has the newest reading of each file, by SHA-256."""
        return dict(self.sql("SELECT sha256, shard FROM texts"))

    def newest_ocr(self) -> dict[str, list[str]]:
        """The shards that have what OCR read of each file, by SHA-256."""
        return dict(self.sql("SELECT sha256, list(DISTINCT shard ORDER BY shard) FROM ocr GROUP BY sha256"))

    def write_verdicts(self, generation: str, shard_id: str, rows: Iterable[Judged]) -> Path:
        """Write one shard of a generation of verdicts; it isn't seen before `commit_generation`."""
        path = self._folder("verdicts", generation) / f"{named(shard_id)}.parquet"
        batches = (verdict_columns.to_batch(chunk) for chunk in parquet.chunks(rows, lambda _: 1000))
        return self._write(path, verdict_columns.SCHEMA, batches, {})

    def commit_generation(self, generation: str) -> None:
        """Make a generation of verdicts the current one, at once and durably.

        The one before stays for those who are reading it; older ones are removed.
        """
        folder = self._folder("verdicts", generation)
        before = self.generation()
        write(folder.parent / "current", f"{folder.name}\n".encode())
        self._forget()
        for old in folder.parent.iterdir():
            if old.is_dir() and old.name not in {generation, before}:
                shutil.rmtree(old, ignore_errors=True)

    def generation(self) -> str | None:
        """The current generation of verdicts."""
        return self._tables.generation()

    def names(self, pass_name: str) -> list[str]:
        """The ids of the shards of a pass, in the order of `shards`; no file is opened."""
        return [path.stem for path in sorted((self.folder / named(pass_name)).glob("*.parquet"))]

    def path(self, pass_name: str, shard: str) -> Path:
        """The file of a shard."""
        return self.folder / named(pass_name) / f"{named(shard)}.parquet"

    def shards(self, pass_name: str = TAKE_IN) -> list[ShardInfo]:
        """The shards of a pass, sorted by their ids.

        Raises:
            CaseDamaged: one isn't what was written.
        """
        return [ShardInfo(path.stem, path, meta) for path, meta in self.metas(dict[str, Any], pass_name)]

    def metas(self, kind: Any, pass_name: str = TAKE_IN) -> Iterator[tuple[Path, Any]]:
        """Yield the file of each shard of a pass, sorted, with what its writer kept with it, as the type `kind`.

        Raises:
            CaseDamaged: one isn't what was written, or not of that type.
        """
        for path in sorted((self.folder / named(pass_name)).glob("*.parquet")):
            yield path, parquet.meta_of(path, kind)

    def entries(
        self,
        pass_name: str = TAKE_IN,
        shard: str | None = None,
        columns: Iterable[str] | None = None,
        where: str | None = None,
        params: Sequence[Any] = (),
    ) -> Iterator[Entry]:
        """Yield the entries of a pass, or of one shard of it, in the order they were written; memory stays bounded.

        Args:
            pass_name: the pass.
            shard: only this shard.
            columns: only these fields of `Entry` (kind and place always); the others have their defaults. `FILES` is
                the files of the traits alone.
            where: an SQL condition over the columns of the view `entries`, with `?` for `params`.
            params: the values of the condition.

        Raises:
            CaseDamaged: a shard isn't what was written.
        """
        fields = None if columns is None else tuple(columns)
        wanted, only_files = entry_columns.needed(fields), FILES in (fields or ())
        paths = [self.path(pass_name, name) for name in ([shard] if shard is not None else self.names(pass_name))]
        if where is not None:
            for batch in self._tables.batches(paths, wanted, where, params):
                yield from entry_columns.from_batch(batch, only_files=only_files)
            return
        for path in paths:
            for batch in parquet.read(path, wanted):
                yield from entry_columns.from_batch(batch, only_files=only_files)

    def sql(self, query: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask the evidence with DuckDB.

        The views: `entries` (every row of the take-in pass; columns as in `assay.case.columns.SCHEMA`), `places` (its
        messages and documents), `items` (one row per distinct SHA-256 of those, the first place), `failures`, `texts`
        (what was read of files; columns as in `assay.case.file_texts.SCHEMA`, one row a file, the newest), `ocr` (what
        was read in their pictures; the same columns, one row for some pages of a file), and `verdicts` (item, verdict,
        in_part, score, explanation, findings, checked) of the current generation.
        `references` is a word of SQL: quote it. Times are UTC without a zone.
        """
        return [tuple(map(_cell, row)) for row in self._tables.fetch(query, params)]

    def judged(self, item: str | None = None) -> Iterator[Judged]:
        """Yield the current verdicts, or that of one item (SHA-256 in hex)."""
        for batch in self._tables.verdict_batches(item):
            yield from verdict_columns.from_batch(batch)

    def prepare(self) -> None:
        """Make the folders and remove what a killed process left half written."""
        for folder in (self.folder, *(self.folder / name for name in (TAKE_IN, EXTRACT, OCR, "verdicts"))):
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)
        for folder in (self.folder, *(path for path in self.folder.rglob("*") if path.is_dir())):
            remove_partial(folder)

    def close(self) -> None:
        """Close what is open."""
        self._forget()

    def _folder(self, *names: str) -> Path:
        if not self._writable:
            raise UsageError("the case is open for reading only")
        folder = self.folder.joinpath(*map(named, names))
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
        return folder

    def _write(self, path: Path, schema: Any, batches: Iterable[Any], meta: dict[str, Any]) -> Path:
        parquet.write(path, schema, batches, meta)
        self._forget()
        return path


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, list):
        return [_cell(item) for item in value]
    return value
