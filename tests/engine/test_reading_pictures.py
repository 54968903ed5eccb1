from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec
import pytest

from assay.case import Case, pictures
from assay.case.evidence import OCR
from assay.case.index.search import Search
from assay.engine import reading_pictures
from assay.engine.examine import Options, examine
from assay.engine.interface import Crashed, Done, Task
from assay.engine.ocr import Ocr, Scan
from assay.engine.passes import Running
from assay.engine.reading_pictures import MOST_PAGES, _Pass, _tasks, read_pictures
from assay.engine.tasks import Poison
from assay.engine.watch import Silent
from assay.model.errors import UsageError
from engine.test_ocr import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanned_case import Scanned

HERE = Path("/nowhere")


class Told(Silent):
    def __init__(self) -> None:
        self.notes: list[str] = []
        self.stages: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str, *_: object, **__: object) -> None:
        self.stages.append(name)


@pytest.fixture
def unread(scanned: Scanned, tmp_path: Path) -> Path:
    """A copy of the case without what OCR read."""
    copy = tmp_path / "case"
    shutil.copytree(scanned.path, copy)
    shutil.rmtree(copy / "evidence" / OCR)
    shutil.rmtree(copy / "index")
    return copy


def test_each_file_is_read_once_whoever_carries_it(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        read = [(one.name, one.content.facts["scanned_pages"]) for one in case.evidence.ocr()]
        assert sorted(read) == [("chat.png", ""), ("fax.tif", "1-2"), ("minutes.pdf", "3"), ("noise.png", "")]
        events = [record.event for record in case.custody.records()]
    assert events[-2:] == ["examination ended", "pictures read"]
    found = scanned.after.pictures
    assert (found.files, found.read, found.illegible, found.failed, found.left) == (4, 3, 1, 1, 0)
    assert (scanned.before.pictures.left, scanned.before.pictures.pages_left) == (4, 5)
    assert [stage.items for stage in scanned.after.stages if stage.name == "reading pictures"] == [5]


def test_it_is_no_evidence_for_or_against_anybody(scanned: Scanned) -> None:
    assert scanned.after.digest == scanned.before.digest


def test_a_second_run_reads_nothing_and_one_without_ocr_keeps_it(scanned: Scanned, tmp_path: Path) -> None:
    copy = tmp_path / "case"
    shutil.copytree(scanned.path, copy)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in (copy / "evidence" / OCR).iterdir())
    with Case.create_or_open(copy) as case:
        watch = Told()
        assert read_pictures(case, Running("local", 1), watch) == ""
        assert "reading pictures" not in watch.stages
    again = examine(Options((scanned.dump,), copy, recover_minutes=0.0, jobs=1), Silent())
    assert again.pictures == scanned.after.pictures
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (copy / "evidence" / OCR).iterdir()) == before


def test_a_newly_installed_language_is_read_with(
    scanned: Scanned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "case"
    shutil.copytree(scanned.path, copy)
    monkeypatch.setattr(reading_pictures, "available", lambda: ("fra", "eng", "deu"))
    with Case.create_or_open(copy) as case:
        assert len(reading_pictures._unread(case)) == 4


def test_it_is_searched_before_the_pass_ends(unread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pictures, "INDEX_SECONDS", 0.0)
    monkeypatch.setattr(reading_pictures, "INDEX_SHARE", 0)
    found: list[int] = []

    class Looking(Told):
        def stage(self, name: str, *_: object, **__: object) -> None:
            super().stage(name)
            with Case.open(unread) as other:
                searcher = Search(other)
                if name == "reading pictures" and self.stages.count(name) > 1:
                    assert searcher.is_current
                    found.append(searcher.search("Vasnier OR builders OR harbour").total)

    with Case.create_or_open(unread) as case:
        watch = Looking()
        assert read_pictures(case, Running("local", 1), watch)
    assert watch.stages[-1] == "indexing"
    assert found == sorted(found)
    assert found[0] < 4
    assert found[-1] == 4
    with Case.open(unread) as case:
        assert Search(case).search("Vasnier OR builders OR harbour").total == 4
        assert Search(case).is_current


def test_a_case_that_is_read_to_the_middle_is_whole_and_goes_on(unread: Path) -> None:
    class Stopped(Told):
        def progress(self, items: int, _: int, /) -> None:
            if self.stages[-1] == "reading pictures" and items >= 2:
                raise KeyboardInterrupt

    with Case.create_or_open(unread) as case, pytest.raises(KeyboardInterrupt):
        read_pictures(case, Running("local", 1), Stopped())
    with Case.open_whole(unread) as case:
        middle = pictures.count(case.evidence)
        assert Search(case).search("minutes").total == 1
        assert case.custody.verify().ok
    assert 0 < middle.left < 4
    with Case.create_or_open(unread) as case:
        read_pictures(case, Running("local", 1), Silent())
        assert pictures.count(case.evidence).left == 0
        assert case.evidence.sql("SELECT count(*) FROM all_ocr") == [(4,)]


def test_originals_that_are_gone_are_left_for_another_run(scanned: Scanned, unread: Path, tmp_path: Path) -> None:
    moved = tmp_path / "noise.png"
    shutil.move(scanned.dump / "noise.png", moved)
    try:
        with Case.create_or_open(unread) as case:
            watch = Told()
            read_pictures(case, Running("local", 1), watch)
            assert pictures.count(case.evidence).left == 1
        assert any(note.startswith("1 picture or part of a scan is left unread") for note in watch.notes)
    finally:
        shutil.move(moved, scanned.dump / "noise.png")


def test_without_tesseract_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dump").mkdir()

    def missing() -> str:
        raise UsageError("it isn't installed")

    monkeypatch.setattr("assay.engine.asked.required", missing)
    with pytest.raises(UsageError, match="installed"):
        examine(Options((tmp_path / "dump",), tmp_path / "case", ocr=True), Silent())
    assert not (tmp_path / "case").exists()


class Workers:
    """Hears what is submitted."""

    def __init__(self) -> None:
        self.tasks: list[Ocr] = []

    def submit(self, task: Task) -> None:
        self.tasks.append(msgspec.msgpack.decode(task.payload, type=Ocr))


def crash(task: Ocr, where: str) -> list[Ocr]:
    workers = Workers()
    _Pass(None, Told(), task.scans)._again(
        workers, Crashed(Task("t", msgspec.msgpack.encode(task)), "memory", "too much", where)
    )  # type: ignore[arg-type]
    return workers.tasks


def test_a_crash_costs_one_page(tmp_path: Path) -> None:
    long, other = scan(HERE, "a" * 64, 1, 2, 3, kind="pdf"), scan(HERE, "b" * 64)
    (alone,) = crash(Ocr("case", "t", (long, other)), long.id)
    assert [one.pages for one in alone.scans] == [(1,), (2,), (3,), (0,)]
    assert alone.poison == {}
    (given_up,) = crash(alone, alone.scans[1].id)
    assert given_up.poison == {alone.scans[1].id: Poison("memory", "too much")}
    assert len(given_up.scans) == 4
    assert [len(one.scans) for one in crash(Ocr("case", "t", (long, other)), "")] == [1, 1]
    (last,) = crash(Ocr("case", "t", (other,)), "")
    assert last.poison
    assert crash(last, "") == []


def test_long_scans_are_cut_and_short_ones_put_together() -> None:
    small: list[Scan] = [scan(HERE, f"{number:064x}") for number in range(200)]
    assert [len(task.scans) for task in _tasks("case", small, 2)] == [16] * 12 + [8]
    assert len({task.shard for task in _tasks("case", small, 2)}) == 13
    assert [len(task.scans) for task in _tasks("case", small[:4], 2)] == [1] * 4
    assert MOST_PAGES == 16


def test_more_tasks_than_are_handed_out_at_first_are_all_done(monkeypatch: pytest.MonkeyPatch, unread: Path) -> None:
    done: list[Ocr] = []

    class Queue(Workers):
        progress: Any = msgspec.defstruct("Progress", [("items", int, 0)])()

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def outcomes(self) -> Iterator[Done]:
            while self.tasks:
                done.append(self.tasks.pop(0))
                yield Done(Task("t", b""), msgspec.msgpack.encode([]))

    monkeypatch.setattr(reading_pictures, "executor", lambda *_, **__: Queue())
    scans = [scan(HERE, f"{number:064x}") for number in range(300)]
    with Case.open(unread) as case:
        _Pass(case, Told(), scans).run(Running("local", 1))
    assert sum(len(task.scans) for task in done) == 300
