from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case.durable import remove_partial, write, writing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, b"old")
    with writing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, b"old")

    def fail() -> None:
        with writing(path) as file:
            file.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_partial_files_are_removed_and_no_others(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.parquet.123.tmp", "b.tmp", "tmp"):
        (tmp_path / name).touch()
    remove_partial(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "tmp"]
