from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec
import pytest
from case_builders import fill, message

from assay.case import Case, Source
from assay.case.folder import case_around, is_case, is_written
from assay.model.errors import CaseDamaged, CaseLocked, OriginalChanged, UsageError
from assay.model.place import Stored

if TYPE_CHECKING:
    from pathlib import Path


def test_a_case_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "case"
    with Case.create_or_open(path) as case:
        created = case.settings.created
        fill(case, "one", [b"a"])
    assert path.stat().st_mode & 0o077 == 0
    with Case.create_or_open(path) as case:
        assert case.settings.created == created
        assert len(list(case.evidence.entries())) == 1
    with Case.open(path) as case:
        assert len(case.evidence.sql("SELECT * FROM items")) == 1
    assert sorted(entry.name for entry in path.iterdir()) == [
        "case.json", "evidence", "index", "lock", "originals", "scratch"]  # fmt: skip


def test_one_writes_and_many_read(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case"):
        with pytest.raises(CaseLocked, match="another process"):
            Case.create_or_open(tmp_path / "case")
        with Case.open(tmp_path / "case"), Case.open(tmp_path / "case"):
            pass
    with Case.create_or_open(tmp_path / "case"):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = "import os, sys; from assay.case import Case; c = Case.create_or_open(sys.argv[1]); os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "case")], check=False).returncode == -9
    with Case.create_or_open(tmp_path / "case"):
        pass


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        fill(case, "one", [b"a"])
    with Case.open(tmp_path / "case") as case:
        for write in (
            lambda: case.evidence.write("take-in", "x", []),
            lambda: case.evidence.write_verdicts("1", "x", []),
            lambda: case.evidence.commit_generation("1"),
            lambda: case.originals.pack_writer("x"),
            lambda: case.custody.append("x", {}),
            lambda: case.change(case.settings),
        ):
            with pytest.raises(UsageError, match=r"reading only|open for writing"):
                write()


def test_a_worker_writes_shards_and_packs_under_the_lock_of_its_parent(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case, Case.join(tmp_path / "case") as worker:
        fill(worker, "one", [b"a"])
        assert len(list(case.evidence.entries())) == 1


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(UsageError, match="isn't a case"):
        Case.create_or_open(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        Case.create_or_open(tmp_path / "thesis.doc")
    with pytest.raises(UsageError, match="no case"):
        Case.open(tmp_path)
    with pytest.raises(UsageError, match="no case"):
        Case.open(tmp_path / "thesis.doc")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_case_whose_making_was_killed_is_made(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "case.json.77.tmp").write_bytes(b"half")
    with Case.create_or_open(tmp_path) as case:
        assert case.settings.format == 1
    assert not (tmp_path / "case.json.77.tmp").exists()


def test_a_damaged_case_gives_its_lock_back(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case"):
        pass
    (tmp_path / "case" / "case.json").write_bytes(b"junk")
    for _ in range(2):
        with pytest.raises(CaseDamaged):
            Case.create_or_open(tmp_path / "case")


def test_leftovers_of_a_killed_process_are_cleared(tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        fill(case, "kept", [b"a"])
        with case.originals.pack_writer("orphan") as pack:
            pack.append(b"b")
        (case.scratch / "deep").mkdir()
        (case.scratch / "deep" / "file").touch()
        (case.evidence.folder / "take-in" / "half.parquet.1.tmp").touch()
    with Case.open(tmp_path / "case") as case:
        assert (case.scratch / "deep").exists()
    with Case.create_or_open(tmp_path / "case") as case:
        assert [path.name for path in case.originals.folder.iterdir()] == ["kept.pack"]
        assert list(case.scratch.iterdir()) == []
        assert [path.name for path in (case.evidence.folder / "take-in").iterdir()] == ["kept.parquet"]


def test_a_source_that_moved_is_followed(tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "a.eml").write_bytes(b"a")
    with Case.create_or_open(tmp_path / "case") as case:
        stored = Stored(pack=False, path=str(dump / "a.eml"), offset=0, length=1)
        case.evidence.write("take-in", "one", [message("a.eml", b"a", stored=stored)])
        case.custody.seal()
        source = Source("s", str(dump))
        case.change(msgspec.structs.replace(case.settings, sources=(source,)))
        dump.rename(tmp_path / "moved")
        with pytest.raises(OriginalChanged, match=r"case\.json"):
            case.originals.read(stored)
        moved = msgspec.structs.replace(source, now=str(tmp_path / "moved"))
        case.change(msgspec.structs.replace(case.settings, sources=(moved,)))
        assert case.originals.read(stored) == b"a"
        assert case.custody.verify(originals=True).ok
    with Case.open(tmp_path / "case") as case:
        assert case.originals.read(stored) == b"a"


def test_a_case_is_found_from_anything_inside_it(tmp_path: Path) -> None:
    Case.create_or_open(tmp_path / "case").close()
    (tmp_path / "link").symlink_to(tmp_path / "case" / "evidence")
    case = (tmp_path / "case").resolve()
    assert is_case(case)
    assert not is_case(tmp_path)
    for inside in ("case", "case/custody.jsonl", "case/evidence/take-in/x", "link"):
        assert case_around(tmp_path / inside) == case
    assert case_around(tmp_path / "dump") is None


def test_whether_somebody_writes_is_told_without_stopping_him(tmp_path: Path) -> None:
    assert not is_written(tmp_path)
    with Case.create_or_open(tmp_path / "case"):
        assert is_written(tmp_path / "case")
    assert not is_written(tmp_path / "case")
    Case.create_or_open(tmp_path / "case").close()


def test_a_case_folder_has_a_name_in_utf8(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="aren't UTF-8"):
        Case.create_or_open(tmp_path / "caf\udce9")
    assert list(tmp_path.iterdir()) == []
