"""The commands as scripts see them: exit codes, keys, formats; and as a hostile dump would like to be printed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from assay.cli import main
from assay.cli.verdicts import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    import small_case

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(made: small_case.Made, capsys: pytest.CaptureFixture[str]) -> Run:

    def call(*arguments: str, case: bool = True) -> tuple[int, str, str]:
        code = main([*arguments, *(("--case", str(made.path)) if case else ())])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_rows_have_exactly_the_keys_of_the_design(run: Run, made: small_case.Made) -> None:
    code, out, err = run("verdicts", "--format", "jsonl")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["item"] for row in rows} == set(made.items.values())
    assert all(tuple(row) == KEYS for row in rows)
    findings = [finding for row in rows for finding in row["findings"]]
    wanted = ["code", "examiner", "direction", "strength", "summary", "evidence"]
    assert findings
    assert all(list(finding) == wanted for finding in findings)
    dates = {row["date"] for row in rows}
    assert "2017-04-24T08:15:00Z" in dates
    assert None in dates


def test_only_one_verdict(run: Run, made: small_case.Made) -> None:
    code, out, _ = run("verdicts", "--verdict", "contradicted", "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["item"] for line in out.splitlines()] == [made.items["altered"]]


def test_csv_cells_are_neutralised(run: Run, made: small_case.Made) -> None:
    rows = list(csv.DictReader(io.StringIO(run("verdicts", "--format", "csv")[1])))
    assert tuple(rows[0]) == KEYS
    by_item = {row["item"]: row for row in rows}
    assert by_item[made.items["hostile"]]["subject"].startswith("'=HYPERLINK")
    assert by_item[made.items["hostile"]]["findings"].startswith("'=1+1")
    assert by_item[made.items["document"]]["source"] == "'=cmd.txt"
    assert by_item[made.items["altered"]]["score"] == "-6.0"


def test_parquet(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    assert run("verdicts", "--format", "parquet", "--output", str(target))[0] == 0
    table = pq.read_table(target)
    assert tuple(table.column_names) == KEYS
    assert table.num_rows == 8


def test_show_by_digest_message_id_and_path(run: Run, made: small_case.Made) -> None:
    for name in (
        made.items["twin"][:8],
        made.items["twin"].upper(),
        "<2@rivage.example>",
        "2@rivage.example",
        "twin.eml",
    ):
        code, out, _ = run("show", name)
        assert code == 0
        assert made.items["twin"] in out
    assert "copies/genuine-again.eml" in run("show", made.items["genuine"])[1]


def test_show_several_lists_them(run: Run, made: small_case.Made) -> None:
    code, out, err = run("show", "1@rivage.example")
    assert (code, out) == (2, "")
    assert made.items["genuine"][:16] in err
    assert made.items["altered"][:16] in err


def test_show_raw_is_exact(made: small_case.Made, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    script = "import sys; from assay.cli import main; sys.exit(main())"
    arguments = [sys.executable, "-c", script, "show", made.items["hostile"], "--raw", "--case", str(made.path)]
    done = subprocess.run(arguments, capture_output=True, check=True)
    assert hashlib.sha256(done.stdout).hexdigest() == made.items["hostile"]


def test_search_tells_where_it_hit(run: Run, made: small_case.Made) -> None:
    code, out, _ = run("search", "elections", "--format", "jsonl")
    row = json.loads(out)
    assert code == 0
    assert row["item"] == made.items["genuine"]
    assert "élections" in row["snippet"]
    assert run("search", "nothinglikethis")[:2] == (0, "0 items\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "fro:x"), "Did you mean from:"),
        (("search", " "), "nothing to search for"),
        (("show", "ffffffff"), "no item"),
        (("show", "x", "--raw", "--headers"), "one of"),
        (("verdicts", "--verdict", "guilty"), "guilty"),
        (("verdicts", "--output", "x"), "choose --format"),
    ],
)
def test_wrong_use_is_exit_2_on_stderr(run: Run, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_a_changed_original_is_exit_3(run: Run, made: small_case.Made) -> None:
    path = made.dump / "plain.eml"
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-3] + b"!\r\n")
        code, out, err = run("show", made.items["plain"], "--raw")
        assert (code, out) == (3, "")
        assert "plain.eml" in err
        assert run("custody", "verify", "--originals")[0] == 3
    finally:
        path.write_bytes(before)


def test_status_counts_in_and_out(run: Run) -> None:
    facts = json.loads(run("status", "--json")[1])
    assert facts["entries"] == sum(kind["entries"] for kind in facts["kinds"].values()) == 10
    assert facts["items"] == 8
    assert facts["in_part"] == 1
    assert facts["failures"][0]["path"] == "locked\x1b[2J.zip"
    assert "counts in = counts out" in run("status")[1]


def test_keys_say_where_they_came_from(run: Run) -> None:
    row = json.loads(run("keys", "list", "--format", "jsonl")[1])
    assert (row["domain"], row["selector"], row["origin"], row["bits"]) == ("rivage.example", "s2017", "published", 256)
    assert "test zone, seen 2017-04-24" in run("keys", "list")[1]


def test_ocr_is_refused(run: Run) -> None:
    code, _, err = run("examine", "somewhere", "--ocr")
    assert code == 2
    assert "not in this version" in err
