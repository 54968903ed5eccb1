from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.case.outside import Outside, Told
from assay.cli.summary import NOT_SAID, show, show_verdicts
from assay.engine.examine import Stage, Summary
from assay.engine.recovering import Recovered
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    import pytest

ONE = Summary(
    case="case", items=1, messages=1, documents=0, places=1, containers=1, failures=1, pending=1, bytes=1_500,
    verdicts={"suspect": 1}, in_part=0, keys={"recovered": 1},
    recovered=(Recovered("one.example", "s1", 1, 1, 1024, contested=True),), left_to_recover=("a b",),
    stages=(Stage("taking in", 2.0, 1_000, 4_000_000), Stage("recovering keys", 61.0, 3, 0)),
    seconds=2.5, merkle_root="the root", digest="the digest", head="the head",
)  # fmt: skip


def shown(done: Summary, capsys: pytest.CaptureFixture[str]) -> str:
    show(done)
    return capsys.readouterr().out


def test_one_of_anything_is_no_plural(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(ONE, capsys)
    assert "1 item (1 message, 0 documents) at 1 place, 1.5 kB, in 2.5 s" in out
    assert "1 container opened, 1 entry failed" in out
    assert "from 1 mail of 1 sender;" in out
    assert "1 selector (" in out
    assert not re.search(r"\b1 (?:\w+s|entries)\b", out.partition("stage")[0])


def test_what_is_left_is_said_only_where_something_is(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(ONE, capsys)
    assert "1 member of large containers; run it again" in out
    assert "another key was used under the same name" in out
    done = shown(replace(ONE, pending=0, left_to_recover=(), recovered=(), keys={}), capsys)
    assert "run it again" not in done
    assert "could still be recovered" not in done
    assert "Signers' keys: none" in done


def test_originals_are_told_only_where_something_happened_to_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert "riginal" not in shown(ONE, capsys)
    one = Told("dump", "1.zip", "/dump/1.zip", 0, 0, why="gone")
    out = shown(replace(ONE, outside=Outside(files=1, unneeded=(one,))), capsys)
    assert "Of the files from which no item is read (what" in out
    assert " 1 is gone: dump/1.zip." in out
    assert "stays in the case" not in out
    out = shown(replace(ONE, outside=Outside(files=1, changed=(replace(one, items=3, lost=1, taken=True),))), capsys)
    assert "1 original file has changed since it was taken in: dump/1.zip (1 of 3 items)." in out
    assert "were taken in again as they are now" in out
    assert "stays in the case" in out


def test_hashes_are_there_to_be_noted(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(ONE, capsys)
    for name in ("the root", "the digest", "the head"):
        assert re.search(rf": +{name}$", out, flags=re.MULTILINE)
    assert "custody verify --head" in out


def test_rates_only_where_bytes_are_worked_on(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {line[:15].strip(): line.split() for line in shown(ONE, capsys).splitlines() if re.match(r"tak|rec", line)}
    assert rows["taking in"][2:] == ["2.0", "1,000", "500", "2.0"]
    assert rows["recovering keys"][2:] == ["61.0", "3"]


def test_every_verdict_has_its_row_and_share(capsys: pytest.CaptureFixture[str]) -> None:
    show_verdicts({"authenticated": 1, "unproven": 3}, in_part=1)
    out = capsys.readouterr().out
    rows = [line.split()[1:] for line in out.splitlines() if line.endswith("%")]
    assert [row[0] for row in rows] == [verdict.value for verdict in Verdict]
    assert [row[1:3] for row in rows] == [["1", "25.0"], ["0", "0.0"], ["3", "75.0"], ["0", "0.0"], ["0", "0.0"]]
    assert "1 of these in part only" in out
    assert out.splitlines()[-1] == NOT_SAID


def test_no_verdicts_are_no_division_by_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_verdicts({}, in_part=0)
    out = capsys.readouterr().out
    assert out.count("0.0 %") == len(Verdict)
    assert "in part only" not in out
