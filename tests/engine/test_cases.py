from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.engine.cases import LEFT_OUT, Cases
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.conftest import Run

MAIL = b"From: a@one.example\r\nSubject: %d\r\n\r\nHello\r\n"


class Ears(Silent):
    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump with mail beside and below a case that was made of it before."""
    folder = tmp_path / "dump"
    (folder / "old" / "deep").mkdir(parents=True)
    for number, name in enumerate(("1.eml", "old/2.eml", "old/deep/3.eml")):
        (folder / name).write_bytes(MAIL % number)
    return folder


def places(case: Path) -> set[tuple[str, str]]:
    with Case.open(case) as opened:
        return set(opened.evidence.sql("SELECT path, state FROM entries"))


MAILS = {("1.eml", ""), ("old/2.eml", ""), ("old/deep/3.eml", "")}


def test_a_case_inside_its_source_doesnt_take_itself_in(dump: Path) -> None:
    ears = Ears()
    options = Options((dump,), dump / "case", jobs=1, recover_minutes=0.0)
    for _ in range(2):
        assert examine(options, ears).failures == 0
    assert places(dump / "case") == MAILS
    assert [note for note in ears.notes if "own files aren't taken in" in note]


def test_the_way_by_a_link_changes_nothing(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(dump)
    for _ in range(2):
        examine(Options((tmp_path / "link",), tmp_path / "link" / "case", jobs=1, recover_minutes=0.0), Silent())
    assert places(dump / "case") == MAILS


def test_another_case_in_the_source_is_left_out_by_name(run: Run, dump: Path, tmp_path: Path) -> None:
    Case.create_or_open(dump / "old" / "before").close()
    for _ in range(2):
        assert run(tmp_path / "case", dump).failures == 1
    assert places(tmp_path / "case") == MAILS | {("old/before", LEFT_OUT)}


@pytest.mark.parametrize("inside", ["", "evidence", "custody.jsonl"])
def test_nothing_of_a_case_is_a_source(run: Run, dump: Path, tmp_path: Path, inside: str) -> None:
    Case.create_or_open(dump / "before").close()
    (dump / "before" / "custody.jsonl").touch()
    with pytest.raises(UsageError, match="examine the dump that it was made from"):
        run(tmp_path / "case", dump / "before" / inside)
    assert not (tmp_path / "case").exists()


def test_a_file_is_told_from_one_of_a_case(dump: Path, tmp_path: Path) -> None:
    Case.create_or_open(dump / "before").close()
    dump = dump.resolve()
    cases = Cases(tmp_path / "own", dump)
    assert cases.around(dump / "old" / "2.eml") is None
    assert cases.around(dump / "before" / "originals" / "x") == dump / "before"
    assert cases.place(dump / "before") == "before"
    assert cases.around(tmp_path.resolve() / "own" / "case.json") == cases.own
    assert cases.around(tmp_path.resolve() / "elsewhere" / "x") is None
