from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.case import Case
from assay.engine.compare import run as compare
from assay.engine.interface import Crashed, Task
from assay.engine.judging import _again, rejudge, verdict_digest
from assay.engine.passes import Running
from assay.engine.tasks import Compare
from assay.engine.watch import Silent
from assay.model.errors import AssayError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.conftest import Run

MAIL = b"From: a@one.example\r\nSubject: %d\r\n\r\nHello\r\n"


class Workers:
    def __init__(self) -> None:
        self.tasks: list[Compare] = []

    def submit(self, task: Task) -> None:
        self.tasks.append(msgspec.msgpack.decode(task.payload, type=Compare))


def crashed(task: Compare, where: str) -> Crashed:
    return Crashed(Task(task.shard, msgspec.msgpack.encode(task)), "crashed", "killed by signal 11", where)


@pytest.fixture
def judged(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "dump").mkdir()
    for number in range(3):
        (tmp_path / "dump" / f"{number}.eml").write_bytes(MAIL % number)
    run(tmp_path / "case", tmp_path / "dump")
    return tmp_path / "case"


def test_an_item_that_kills_its_judge_is_unproven_and_says_why(judged: Path) -> None:
    with Case.open(judged) as case:
        item = case.evidence.sql("SELECT item FROM verdicts ORDER BY item")[0][0]
        shard = case.evidence.sql("SELECT shard FROM entries WHERE sha256 = ?", [item])[0][0]
    workers = Workers()
    _again(workers, crashed(Compare(str(judged), shard, "2", 0.0), item), Silent())
    with Case.create_or_open(judged) as case:
        rejudge(case, Running(jobs=1), Silent())
        compare(msgspec.msgpack.encode(workers.tasks[0]), lambda *_: None)
        case.evidence.commit_generation("2")
        (one,) = case.evidence.judged(item)
    assert one.judgement.verdict.value == "unproven"
    assert [finding.code for finding in one.judgement.findings] == ["not-examined"]
    assert "killed by signal 11" in one.judgement.explanation


def test_a_crash_at_no_item_isnt_tried_for_ever(judged: Path) -> None:
    task = Compare(str(judged), "0", "2", 0.0, {"a": "x"})
    for where in ("", "a"):
        with pytest.raises(AssayError):
            _again(Workers(), crashed(task, where), Silent())


def test_the_digest_is_of_what_is_said(judged: Path) -> None:
    with Case.create_or_open(judged) as case:
        first = verdict_digest(case)
        assert rejudge(case, Running(jobs=1), Silent()) == first
        assert case.evidence.sql("SELECT count(*), count(DISTINCT item) FROM verdicts")[0] == (3, 3)
