from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.case import Case
from assay.engine.entries import name_of
from assay.engine.interface import Crashed, Task
from assay.engine.take_in import run
from assay.engine.taking import FUTILE, _Crew
from assay.engine.tasks import Poison, TakeIn
from assay.engine.unit import TAKE_IN, Unit, Waiting, shard_id
from assay.model.errors import AssayError
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"From: a@one.example\r\nSubject: x\r\n\r\nHello\r\n"


class Workers:
    """An executor that only remembers."""

    def __init__(self) -> None:
        self.tasks: list[TakeIn] = []

    def submit(self, task: Task) -> None:
        self.tasks.append(msgspec.msgpack.decode(task.payload, type=TakeIn))


def unit(folder: Path, name: str) -> Unit:
    path = folder / name
    path.write_bytes(MAIL + name.encode())
    return Unit(Place("dump", name), Stored(False, str(path), 0, path.stat().st_size), 1)


def crashed(task: TakeIn, where: str) -> Crashed:
    return Crashed(Task(task.shard, msgspec.msgpack.encode(task)), "timeout", "no sign of life for 60 s", where)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    with Case.create_or_open(tmp_path / "case") as opened:
        yield opened


def test_an_entry_that_killed_a_worker_is_left_out_by_name(case: Case, tmp_path: Path) -> None:
    units = tuple(unit(tmp_path, f"{number}.eml") for number in range(3))
    workers = Workers()
    crew = _Crew(case, workers, copy=False, split=1 << 20)
    crew.submit(units, {})
    crew.crashed(crashed(workers.tasks[0], name_of(units[1].place)))
    again = workers.tasks[1]
    assert again.poison == {name_of(units[1].place): Poison("timeout", "no sign of life for 60 s")}
    run(msgspec.msgpack.encode(again), lambda *_: None)
    rows = list(case.evidence.entries(TAKE_IN))
    assert [(str(row.place), row.kind.value, row.state) for row in rows] == [
        ("0.eml", "message", ""),
        ("1.eml", "failure", "timeout"),
        ("2.eml", "message", ""),
    ]
    assert rows[1].stored is not None, "its bytes are kept"


def test_a_crash_at_no_entry_tries_the_units_one_by_one_and_gives_up_at_last(case: Case, tmp_path: Path) -> None:
    units = tuple(unit(tmp_path, f"{number}.eml") for number in range(2))
    workers = Workers()
    crew = _Crew(case, workers, copy=False, split=1 << 20)
    crew.submit(units, {})
    crew.crashed(crashed(workers.tasks[0], ""))
    assert [task.units for task in workers.tasks[1:]] == [(units[0],), (units[1],)]
    crew.crashed(crashed(workers.tasks[1], ""))
    last = workers.tasks[-1]
    assert last.units[0].stored is None
    run(msgspec.msgpack.encode(last), lambda *_: None)
    (row,) = case.evidence.entries(TAKE_IN)
    assert (row.kind.value, row.state) == ("failure", "timeout")
    for _ in range(FUTILE + 2):
        crew.crashed(crashed(workers.tasks[-1], ""))
    assert len(workers.tasks) < 4 + FUTILE + 2, "it ends"
    with pytest.raises(AssayError, match=r"0\.eml .* can't be recorded"):
        crew.check()


def test_batches_hold_every_unit_once_in_order(tmp_path: Path) -> None:
    units = [unit(tmp_path, f"{number}.eml") for number in range(50)]
    with Case.create_or_open(tmp_path / "case") as case, Waiting(case, units) as waiting:
        assert (len(waiting), waiting.size) == (50, sum(one.size for one in units))
        found = list(waiting.batches(jobs=2))
    assert [one for batch in found for one in batch] == units
    assert len(found) == 8
    assert len({shard_id(batch) for batch in found}) == len(found)


def test_a_changed_file_is_another_unit(tmp_path: Path) -> None:
    one = unit(tmp_path, "1.eml")
    assert msgspec.structs.replace(one, changed=2).id != one.id
