from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.case.parquet import META, ROWS, WEIGHT, chunks, meta_of, read, write
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = pa.schema([("number", pa.int64()), ("word", pa.string())])


def batch(*numbers: int) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"number": numbers, "word": [str(number) for number in numbers]}, schema=SCHEMA)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "one.parquet", SCHEMA, [batch(1, 2), batch(3)], {"mark": "\x1a", "of": 3})
    return tmp_path / "one.parquet"


def test_what_was_written_is_read(path: Path) -> None:
    assert [row["number"] for one in read(path, ["number"]) for row in one.to_pylist()] == [1, 2, 3]
    assert [one.schema.names for one in read(path, ["word"])] == [["word"]] * 1
    assert pq.ParquetFile(path).num_row_groups == 2
    assert META in pq.read_schema(path).metadata


def test_what_the_writer_noted(path: Path) -> None:
    assert meta_of(path) == {"mark": "\x1a", "of": 3}
    assert meta_of(path, dict[str, str | int])["of"] == 3
    with pytest.raises(CaseDamaged, match=r"one\.parquet"):
        meta_of(path, dict[str, int])


def test_a_file_appears_whole_or_not_at_all(path: Path) -> None:
    def broken() -> list[pa.RecordBatch]:
        raise RuntimeError

    before = path.read_bytes()
    with pytest.raises(RuntimeError):
        write(path, SCHEMA, (one for _ in [0] for one in broken()), {})
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_damage_is_said(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[10] ^= 255
    path.write_bytes(data)
    with pytest.raises(CaseDamaged, match="take the dump in again"):
        list(read(path, SCHEMA.names))
    path.write_bytes(b"no table")
    with pytest.raises(CaseDamaged):
        meta_of(path)


def test_row_groups_are_bounded_by_rows_and_by_text() -> None:
    assert [len(one) for one in chunks(range(ROWS + 1), lambda _: 0)] == [ROWS, 1]
    assert [len(one) for one in chunks(range(3), lambda _: WEIGHT // 2)] == [2, 1]
    assert list(chunks([], lambda _: 0)) == []
