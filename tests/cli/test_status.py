from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

import small_case
from assay.case import Case
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run


def facts(run: Run, case: Path | None = None) -> dict[str, object]:
    code, out, err = run("status", "--json", case=case)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_counts_in_are_counts_out(run: Run) -> None:
    found = facts(run)
    assert found["entries"] == sum(kind["entries"] for kind in found["kinds"].values()) == 10
    assert (found["items"], found["in_part"], found["not_judged"]) == (8, 1, 0)
    assert sum(found["verdicts"].values()) == 8
    assert found["failures"][0]["path"] == "locked\x1b[2J.zip"
    out = run("status")[1]
    assert "counts in = counts out" in out
    assert "1 entry couldn't be taken in:" in out
    assert "not judged" not in out.lower()


def test_originals_are_looked_at(run: Run, tmp_path: Path) -> None:
    made = small_case.build(tmp_path)
    as_recorded = "Originals outside the case: 8 files, of the size and time as recorded; their bytes weren't read."
    assert as_recorded in run("status", case=made.path)[1]
    assert facts(run, made.path)["outside"]["gone"] == []
    (made.dump / "plain.eml").unlink()
    code, out, _ = run("status", case=made.path)
    assert (code, as_recorded in out) == (0, False)
    assert "  1 original file is gone: dump/plain.eml." in out
    assert "stays in the case" in out
    assert facts(run, made.path)["outside"]["gone"][0]["path"] == "plain.eml"
    made.dump.rename(tmp_path / "away")
    assert "8 original files are gone: " in run("status", case=made.path)[1]


def test_a_case_that_has_all_originals_needs_none(run: Run, tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        row = Entry(
            kind=Kind.MESSAGE, place=Place("dump", "a.zip"), stored=Stored(True, "originals/0.pack", 0, 1), sha256="ab"
        )
        case.evidence.write("take-in", "0", [row])
    assert "Originals: all are in the case." in run("status", case=tmp_path / "case")[1]


def test_what_isnt_judged_is_left(run: Run, unjudged: small_case.Made) -> None:
    assert facts(run, unjudged.path)["not_judged"] == 8
    assert "Not judged yet: 8 items; run examine again" in run("status", case=unjudged.path)[1]


def test_an_empty_case_has_nothing_that_failed(run: Run, empty: Path) -> None:
    out = run("status", case=empty)[1]
    assert "Nothing failed." in out
    assert "Signers' keys: none" in out
    assert facts(run, empty)["unfinished"] is None


def test_similar_failures_are_one_row_and_all_are_listed_if_asked(run: Run, tmp_path: Path) -> None:
    rows = [
        Entry(
            kind=Kind.FAILURE, place=Place("dump", "a.zip", (Step("zip", f"{number}.eml"),)), state="unreadable",
            reason=f"crc {number} is wrong",
        )
        for number in range(200)
    ]  # fmt: skip
    with Case.create_or_open(tmp_path / "case") as case:
        case.evidence.write("take-in", "0", rows)
    out = run("status", case=tmp_path / "case")[1]
    assert "200 entries couldn't be taken in:" in out
    assert out.count("a.zip!/") == 1
    assert run("status", "--all", case=tmp_path / "case")[1].count("a.zip!/") == 200
    assert len(facts(run, tmp_path / "case")["failures"]) == 200


def broken_off(case: Path, *events: str) -> None:
    with Case.create_or_open(case) as opened:
        opened.custody.began(["/the dump", "--copy"])
        for event in events:
            opened.custody.append(event, {})


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ((), "taking in, judging, indexing and recovering keys"),
        (("sealed",), "judging, indexing and recovering keys"),
        (("sealed", "judged"), "indexing and recovering keys"),
    ],
)
def test_a_run_that_was_broken_off_says_what_is_left_and_how_to_go_on(
    run: Run, tmp_path: Path, events: tuple[str, ...], left: str
) -> None:
    case = tmp_path / "my case"
    broken_off(case, *events)
    out = run("status", case=case)[1]
    assert "didn't finish" in out
    assert f"Left to do: {left}\n" in out
    assert "Nothing failed so far." in out
    assert "Nothing failed.\n" not in out
    command = next(line for line in out.splitlines() if line.startswith("To go on")).partition(": ")[2]
    assert shlex.split(command) == ["assay", "examine", "/the dump", "--copy", "--case", str(case)]
    found = facts(run, case)
    assert (found["at_work"], found["unfinished"]["command"]) == (False, command)
    assert found["unfinished"]["left"] == left.split(", ")


def test_a_run_at_work_isnt_started_again(run: Run, tmp_path: Path) -> None:
    broken_off(tmp_path / "case")
    with Case.create_or_open(tmp_path / "case") as case:
        out = run("status", case=tmp_path / "case")[1]
        assert "A run is at work since" in out
        assert "assay examine" not in out
        assert facts(run, tmp_path / "case")["at_work"] is True
        case.custody.ended({})
        assert "Another command is working on the case now." in run("status", case=tmp_path / "case")[1]
    assert "at work" not in run("status", case=tmp_path / "case")[1]
    assert facts(run, tmp_path / "case")["at_work"] is False


def test_what_a_broken_run_left_unpacked_is_counted(run: Run, tmp_path: Path) -> None:
    with Case.create_or_open(tmp_path / "case") as case:
        case.custody.began(["/dump"])
        case.evidence.write("take-in", "0", [Entry(kind=Kind.PENDING, place=Place("dump", "a.zip"))])
    assert "Unpacked and still to be taken in: 1 entry" in run("status", case=tmp_path / "case")[1]
