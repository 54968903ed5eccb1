"""DuckDB over the evidence: an in-memory database whose views are the Parquet files, and which reaches nothing else."""

from __future__ import annotations

import contextlib
import re
import threading
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assay.case.columns import SCHEMA
from assay.case.durable import NAME
from assay.case.file_texts import SCHEMA as TEXTS
from assay.case.verdicts import SCHEMA as VERDICTS
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BATCH = 1_000
NAMES = {pa.bool_(): "BOOLEAN", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.string(): "VARCHAR"}

SETTINGS = (
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "TimeZone = 'UTC'",
    "preserve_insertion_order = true",
    "temp_directory = ''",
    "parquet_metadata_cache = true",
    "enable_progress_bar = false",
)
LOCKS = ("enable_external_access = false", "lock_configuration = true")

VIEWS = """
CREATE VIEW places AS SELECT * FROM entries WHERE kind IN ('message', 'document');
CREATE VIEW failures AS SELECT * FROM entries WHERE kind = 'failure';
CREATE TABLE firsts AS SELECT shard, row FROM places WHERE sha256 <> ''
  QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY source, file, steps, shard, row) = 1;
CREATE VIEW items AS SELECT places.* FROM places SEMI JOIN firsts USING (shard, row);
CREATE TABLE newest AS SELECT shard, row FROM all_texts
  QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY version DESC, characters DESC, shard, row) = 1;
CREATE TABLE newest_ocr AS SELECT shard, row FROM all_ocr QUALIFY row_number() OVER (PARTITION BY sha256,
  regexp_extract(facts, '"scanned_pages":"([^"]*)"', 1) ORDER BY version DESC,
  length(regexp_extract(facts, '"languages":"([^"]*)"', 1)) DESC, characters DESC, shard, row) = 1;
CREATE VIEW ocr AS SELECT all_ocr.* FROM all_ocr SEMI JOIN newest_ocr USING (shard, row);
CREATE VIEW seen AS SELECT sha256, CAST(sum(characters) AS BIGINT) AS characters, max(language) AS language,
  flatten(list(prints)) AS prints FROM ocr GROUP BY sha256;
CREATE VIEW texts AS SELECT read.* REPLACE (
    read.characters + coalesce(seen.characters, 0) AS characters,
    coalesce(nullif(read.language, ''), seen.language, '') AS language,
    list_concat(read.prints, coalesce(seen.prints, [])) AS prints)
  FROM (SELECT all_texts.* FROM all_texts SEMI JOIN newest USING (shard, row)) read LEFT JOIN seen USING (sha256);
"""
"""`texts` has what OCR read in its counts, language and prints; its pages and entities are those of the file itself."""


def quoted(text: str) -> str:
    """A string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def pattern(path: Path) -> str:
    """A path as DuckDB's globs take it: itself and nothing else."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


def sql_type(kind: Any) -> str:
    """The type of a column in SQL."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    return "TIMESTAMP" if pa.types.is_timestamp(kind) else NAMES[kind]


def empty(schema: Any, extra: str = "") -> str:
    """A query that has the columns but no rows."""
    columns = ", ".join(f'NULL::{sql_type(field.type)} AS "{field.name}"' for field in schema)
    return f"SELECT {columns}{extra} WHERE false"


def over(paths: Sequence[Path], options: str = "") -> str:
    """The table function that reads these files, which have one schema."""
    return f"read_parquet([{', '.join(quoted(pattern(path)) for path in paths)}]{options})"


def entries_over(paths: Sequence[Path]) -> str:
    """The query of all rows of these shards of the take-in pass, with `shard` and `row` to tell them apart."""
    return _rows_over(paths, SCHEMA, " REPLACE (make_timestamp(epoch_us(date)) AS date)")


def _rows_over(paths: Sequence[Path], schema: Any, change: str = "") -> str:
    if not paths:
        return empty(schema, ", NULL::VARCHAR AS shard, NULL::BIGINT AS row")
    columns = f"* EXCLUDE (filename, file_row_number){change}"
    extra = "parse_filename(filename, true) AS shard, file_row_number AS row"
    table = over(paths, ", filename = true, file_row_number = true")
    return f"SELECT {columns}, {extra} FROM {table}"  # noqa: S608 - the paths are quoted


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """Tell damaged files from wrong queries, whose errors pass as they are."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, OSError) as error:
        raise _damage(error) from error
    except duckdb.Error as error:
        if type(error) is not duckdb.Error:
            raise
        raise _damage(error) from error


def _damage(error: Exception) -> CaseDamaged:
    first = str(error).partition("\n")[0]
    return CaseDamaged(f"the evidence can't be read: {first}; `assay custody verify` says more")


def _check_columns(path: Path, schema: pa.Schema) -> None:
    try:
        found = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise CaseDamaged(f"the evidence {path} can't be read: {error}; `assay custody verify` says more") from error
    if not found.equals(schema):
        raise CaseDamaged(
            f"the evidence {path} hasn't the columns that this version of Assay writes: another version made it, or it "
            "was changed; `assay custody verify` tells which. Examine the dump again into a new case"
        )


class Tables:
    """The views of one case; made anew when shards were added."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder `evidence`; nothing is opened yet."""
        self._folder = folder.absolute()
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._made_of: list[tuple[Path, int, int]] = []

    def generation(self) -> str | None:
        """The current generation of verdicts, if there is one.

        Raises:
            CaseDamaged: the file that names it was changed.
        """
        path = self._folder / "verdicts" / "current"
        try:
            name = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            name = ""
        if not NAME.fullmatch(name):
            raise CaseDamaged(
                f"{path} names no verdicts; remove it and examine the dump again, then they're judged anew"
            )
        return name

    def fetch(self, query: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._reading(), self._cursor() as cursor:
            return list(cursor.execute(query, list(params)).fetchall())

    def batches(
        self, paths: Sequence[Path], columns: Sequence[str], where: str, params: Sequence[Any]
    ) -> Iterator[pa.RecordBatch]:
        """The rows of these shards that fulfil a condition, in the order they were written."""
        if paths:
            names = ", ".join(f'"{name}"' for name in columns)
            yield from self._stream(self._bare(), f"SELECT {names} FROM ({entries_over(paths)}) WHERE {where}", params)  # noqa: S608 - ours

    def text_batches(self, where: str, params: Sequence[Any], view: str = "texts") -> Iterator[pa.RecordBatch]:
        """What was read of files that fulfil a condition over the view `texts`, or what OCR read of them: `ocr`."""
        with self._reading():
            cursor = self._cursor()
        names = ", ".join(f'"{name}"' for name in TEXTS.names)
        yield from self._stream(cursor, f"SELECT {names} FROM {view} WHERE {where}", params)  # noqa: S608 - ours

    def verdict_batches(self, item: str | None) -> Iterator[pa.RecordBatch]:
        """The current verdicts, or that of one item."""
        where, params = ("", []) if item is None else (" WHERE item = ?", [item])
        with self._reading():
            cursor = self._cursor()
        yield from self._stream(cursor, f"SELECT * FROM verdicts{where}", params)  # noqa: S608 - no value is in the text

    def _stream(
        self, connection: duckdb.DuckDBPyConnection, query: str, params: Sequence[Any]
    ) -> Iterator[pa.RecordBatch]:
        with self._reading(), connection as cursor:
            yield from cursor.sql(query, params=list(params)).to_arrow_reader(BATCH)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell damaged files, and such as another version wrote, from wrong queries, whose errors pass as they are."""
        try:
            with _reading():
                yield
        except duckdb.Error:
            for paths, schema in zip(self._files(), (SCHEMA, VERDICTS, TEXTS, TEXTS), strict=True):
                for path in paths:
                    _check_columns(path, schema)
            raise

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            files = self._files()
            made_of = [(path, path.stat().st_mtime_ns, path.stat().st_ino) for paths in files for path in paths]
            if self._connection is None or made_of != self._made_of:
                self._connection = self._connect(*files)
                self._made_of = made_of
            return self._connection.cursor()

    def _files(self) -> tuple[tuple[Path, ...], tuple[Path, ...], tuple[Path, ...], tuple[Path, ...]]:
        """The files of the take-in pass, of the current verdicts, of the extracting pass, and of OCR."""
        generation = self.generation()
        verdicts = sorted((self._folder / "verdicts" / generation).glob("*.parquet")) if generation else []
        entries, texts, ocr = (
            tuple(sorted((self._folder / name).glob("*.parquet"))) for name in ("take-in", "extract", "ocr")
        )
        return entries, tuple(verdicts), texts, ocr

    def _bare(self) -> duckdb.DuckDBPyConnection:
        """A database without views that reaches nothing but the evidence."""
        connection = duckdb.connect(":memory:")
        folders = ", ".join(sorted({quoted(f"{self._folder}/"), quoted(f"{pattern(self._folder)}/")}))
        for setting in (*SETTINGS, f"allowed_directories = [{folders}]", *LOCKS):
            connection.execute(f"SET {setting}")
        return connection

    def _connect(
        self, entries: Sequence[Path], verdicts: Sequence[Path], texts: Sequence[Path], ocr: Sequence[Path]
    ) -> duckdb.DuckDBPyConnection:
        connection = self._bare()
        connection.execute(f"CREATE VIEW entries AS {entries_over(entries)}")
        judged = f"SELECT * FROM {over(verdicts)}" if verdicts else empty(VERDICTS)  # noqa: S608 - ours
        connection.execute(f"CREATE VIEW verdicts AS {judged}")
        connection.execute(f"CREATE VIEW all_texts AS {_rows_over(texts, TEXTS)}")
        connection.execute(f"CREATE VIEW all_ocr AS {_rows_over(ocr, TEXTS)}")
        connection.execute(VIEWS)
        return connection
