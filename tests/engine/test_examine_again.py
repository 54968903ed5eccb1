"""The same source once more, when what was taken in from it is no longer what it was."""

from __future__ import annotations

import mailbox
import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.case import Case
from assay.case.outside import Outside
from assay.case.runs import ENDED
from assay.engine.unit import META_RETRY, META_UNITS, META_VERSION, TAKE_IN, VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.conftest import Run

MAIL = b"From: a@one.example\r\nDate: Mon, 24 Apr 2017 09:00:00 +0200\r\nSubject: %d\r\n\r\nHello\r\n"
MANY = 6


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.eml").write_bytes(MAIL % number)
    fill(folder, range(10, 10 + MANY))
    return folder


def fill(folder: Path, numbers: range) -> None:
    box = mailbox.mbox(folder / "box.mbox")
    for number in numbers:
        box.add(MAIL % number)
    box.close()


def subjects(case: Path) -> dict[str, int]:
    """How many items have each subject, and that as many entries came out as went in."""
    with Case.open(case) as opened:
        kinds = dict(opened.evidence.sql("SELECT kind, count(*) FROM entries GROUP BY kind"))
        members = opened.evidence.sql("SELECT sum(entries) FROM entries")[0][0]
        tops, inside = opened.evidence.sql(
            "SELECT count(*) FILTER (steps = '[]'), count(*) FILTER (steps <> '[]') FROM entries "
            "WHERE kind != 'pending'"
        )[0]
        assert (members, tops + inside) == (inside, sum(count for kind, count in kinds.items() if kind != "pending"))
        units = {
            (unit["place"]["path"], unit["stored"]["length"], unit["changed"])
            for shard in opened.evidence.shards(TAKE_IN)
            for unit in shard.meta[META_UNITS]
            if not unit["place"].get("steps")
        }
        assert tops == len(units), "each file as it was at any time is one entry"
        return dict(opened.evidence.sql("SELECT subject, count(*) FROM items GROUP BY subject"))


def names(found: Outside, kind: str) -> list[str]:
    return [one.path for one in getattr(found, kind)]


def test_nothing_happened(run: Run, dump: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path / "case", dump).outside == Outside(files=4)


def test_what_happened_is_told_and_kept_in_the_log(run: Run, dump: Path, tmp_path: Path) -> None:
    before = run(tmp_path / "case", dump)
    (dump / "0.eml").unlink()
    (dump / "1.eml").write_bytes((MAIL % 1).replace(b"Hello", b"HELLO"))
    os.utime(dump / "2.eml")
    fill(dump, range(20, 21))
    found = run(tmp_path / "case", dump)
    outside = found.outside
    assert (names(outside, "gone"), names(outside, "changed")) == (["0.eml"], ["1.eml"])
    assert (names(outside, "grown"), names(outside, "touched")) == (["box.mbox"], ["2.eml"])
    assert all(one.taken for one in (*outside.changed, *outside.grown, *outside.touched))
    assert (found.items, found.places, found.failures) == (before.items + 2, before.places + 2, 0)
    assert subjects(tmp_path / "case") == {"0": 1, "1": 2, "2": 1, "20": 1} | dict.fromkeys(map(str, range(10, 16)), 1)
    with Case.open(tmp_path / "case") as case:
        (*_, last) = (record.facts["originals"] for record in case.custody.records() if record.event == ENDED)
        assert (last["gone"], last["changed"], last["grown"], last["touched"]) == (1, 1, 1, 1)
        assert last["named"] == [str(dump / "0.eml"), str(dump / "1.eml")]
        assert case.custody.verify().ok
    assert run(tmp_path / "case", dump).outside == outside, "it stays told"


@pytest.mark.parametrize("split", [1 << 30, 100])
def test_a_mailbox_changed_in_the_middle(run: Run, dump: Path, tmp_path: Path, split: int) -> None:
    run(tmp_path / "case", dump, split=split)
    box = dump / "box.mbox"
    box.write_bytes(box.read_bytes().replace(b"Subject: 12", b"Subject: 92"))
    found = run(tmp_path / "case", dump, split=split)
    assert [(one.path, one.items, one.lost, one.taken) for one in found.outside.changed] == [("box.mbox", 6, 1, True)]
    counts = subjects(tmp_path / "case")
    assert (counts["12"], counts["92"], found.items, found.places) == (1, 1, 10, 10)


@pytest.mark.parametrize("split", [1 << 30, 100])
def test_an_archive_replaced_by_one_with_the_same_names_and_sizes(run: Run, tmp_path: Path, split: int) -> None:
    (tmp_path / "dump").mkdir()
    for numbers in ((1, 2), (3, 2)):
        with zipfile.ZipFile(tmp_path / "dump" / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, number in zip("ab", numbers, strict=True):
                archive.writestr(f"{name}.eml", MAIL % number)
        found = run(tmp_path / "case", tmp_path / "dump", split=split)
    assert subjects(tmp_path / "case") == {"1": 1, "2": 1, "3": 1}
    assert found.outside.ok
    assert names(found.outside, "unneeded") == ["old.zip"]


def test_a_shard_that_would_be_made_again_keeps_what_is_gone(run: Run, dump: Path, tmp_path: Path) -> None:
    run(tmp_path / "case", dump)
    with Case.create_or_open(tmp_path / "case") as case:
        for shard in case.evidence.shards(TAKE_IN):
            rows = list(case.evidence.entries(TAKE_IN, shard.id))
            case.evidence.write(TAKE_IN, shard.id, rows, {**shard.meta, META_VERSION: VERSION, META_RETRY: True})
        case.custody.began([])
        case.custody.seal()
        case.custody.ended({})
    (dump / "0.eml").unlink()
    found = run(tmp_path / "case", dump)
    assert (found.items, found.failures) == (9, 0)
    assert names(found.outside, "gone") == ["0.eml"]


def test_a_source_that_moved_and_one_that_is_named_anew(run: Run, dump: Path, tmp_path: Path) -> None:
    run(tmp_path / "case", dump)
    dump.rename(tmp_path / "away")
    found = run(tmp_path / "case", tmp_path / "away")
    assert (found.outside.missing, len(found.outside.gone), found.places) == (("dump",), 4, 18)
    with Case.create_or_open(tmp_path / "case") as case:
        first, *rest = case.settings.sources
        moved = msgspec.structs.replace(first, now=str(tmp_path / "away"))
        case.change(msgspec.structs.replace(case.settings, sources=(moved, *rest)))
    assert run(tmp_path / "case", tmp_path / "away").outside == Outside(files=4)


def test_copies_need_nothing_outside(run: Run, dump: Path, tmp_path: Path) -> None:
    run(tmp_path / "case", dump, copy=True)
    (dump / "0.eml").unlink()
    (dump / "1.eml").write_bytes(MAIL % 7)
    found = run(tmp_path / "case", dump, copy=True)
    assert (found.outside.ok, found.outside.files, found.items) == (True, 0, 10)
    assert names(found.outside, "unneeded") == ["0.eml", "1.eml"]
    shutil.rmtree(dump)
    with Case.open(tmp_path / "case") as case:
        assert case.custody.verify(originals=True).ok
