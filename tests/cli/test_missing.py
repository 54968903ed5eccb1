from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace
from tests.case.test_missing import ONE

from assay.case import Case, missing
from assay.cli.missing import LISTED

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run


def made(path: Path, count: int) -> Path:
    with Case.create_or_open(path) as case:
        missing.keep(case.evidence, "first", [replace(ONE, mails=number + 1) for number in range(count)])
        case.evidence.commit_generation("first")
    return path


def test_the_mails_are_listed(run: Run, tmp_path: Path) -> None:
    case = made(tmp_path / "case", LISTED + 5)
    code, out, err = run("status", "--missing", case=case)
    assert (code, err) == (0, "")
    assert f"{LISTED + 5} mails are quoted but not here" in out
    assert "ann@x.example" in out
    assert "\x1b[2J" not in out
    assert "and 5 more" in out


def test_all_of_them_as_json(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("status", "--missing", "--json", case=made(tmp_path / "case", 2))[1])
    assert [one["mails"] for one in found] == [1, 2]
    assert found[0]["message_id"] == "1@x.example"


def test_the_status_counts_them(run: Run, tmp_path: Path, empty: Path) -> None:
    case = made(tmp_path / "case", 2)
    assert json.loads(run("status", "--json", case=case)[1])["quoted_but_missing"] == 2
    assert "Quoted but not here: 2 mails" in run("status", case=case)[1]
    assert "No mail is quoted" in run("status", "--missing", case=empty)[1]
