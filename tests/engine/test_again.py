from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.case import Case
from assay.engine.again import is_other, remakeable
from assay.engine.unit import Unit
from assay.engine.watch import Silent
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Notes(Silent):
    """A watcher that keeps what it is told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def note(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as opened:
        yield opened


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    path = tmp_path / "box.mbox"
    path.write_bytes(b"0123456789")
    os.utime(path, (1, 1))
    return Unit(Place("dump", path.name), Stored(False, str(path), 0, 10), 1_000_000_000)


def member(unit: Unit, changed: int) -> Unit:
    assert unit.stored is not None
    stored = msgspec.structs.replace(unit.stored, offset=4, length=4)
    return Unit(unit.place.inside(Step("mbox", "@4", 4, 4)), stored, changed)


def test_a_file_as_it_was(case: Case, unit: Unit) -> None:
    assert not any(is_other(case, one) for one in (unit, member(unit, unit.changed), member(unit, 0)))


@pytest.mark.parametrize("content", [b"01234!6789", b"01234567890", b"01"])
def test_a_file_that_changed(case: Case, unit: Unit, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "box.mbox").write_bytes(content)
    assert is_other(case, unit)
    assert is_other(case, member(unit, unit.changed))
    assert is_other(case, member(unit, 0)) is (len(content) < 8), "of an older case nothing else is known"


def test_a_file_that_is_gone(case: Case, unit: Unit, tmp_path: Path) -> None:
    (tmp_path / "box.mbox").unlink()
    assert is_other(case, unit)


def test_what_is_in_the_case_or_nowhere_changes_never(case: Case, unit: Unit) -> None:
    assert not is_other(case, msgspec.structs.replace(unit, stored=Stored(True, "originals/a.pack", 8, 9)))
    assert not is_other(case, msgspec.structs.replace(unit, stored=None))


def test_shards_with_changed_files_arent_made_again_and_that_is_told(case: Case, unit: Unit) -> None:
    gone = msgspec.structs.replace(unit, stored=Stored(False, "/nowhere/1.eml", 0, 9))
    notes = Notes()
    assert remakeable(case, {"a": (unit,), "b": (unit, gone)}, notes) == [(unit,)]
    assert "one part of the evidence isn't made again" in notes.texts[0]
    assert remakeable(case, {"a": (gone,), "b": (unit, gone)}, notes) == []
    assert "2 parts of the evidence aren't" in notes.texts[1]
    assert remakeable(case, {"a": (unit,)}, notes) == [(unit,)]
    assert len(notes.texts) == 2
