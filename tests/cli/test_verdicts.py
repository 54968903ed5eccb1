from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.cli.verdicts import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    import small_case
    from command_line import Run


def rows(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_rows_have_exactly_the_keys_of_the_design(run: Run, made: small_case.Made) -> None:
    code, out, err = run("verdicts", "--format", "jsonl")
    assert (code, err) == (0, "")
    found = rows(out)
    assert {row["item"] for row in found} == set(made.items.values())
    assert all(tuple(row) == KEYS for row in found)
    findings = [finding for row in found for finding in row["findings"]]
    wanted = ["code", "examiner", "direction", "strength", "summary", "evidence"]
    assert findings
    assert all(list(finding) == wanted for finding in findings)
    dates = {row["date"] for row in found}
    assert "2017-04-24T08:15:00Z" in dates
    assert None in dates


def test_only_one_verdict(run: Run, made: small_case.Made) -> None:
    code, out, _ = run("verdicts", "--verdict", "contradicted", "--format", "jsonl")
    assert code == 0
    assert [row["item"] for row in rows(out)] == [made.items["altered"]]


def test_csv_cells_are_neutralised(run: Run, made: small_case.Made) -> None:
    found = list(csv.DictReader(io.StringIO(run("verdicts", "--format", "csv")[1])))
    assert tuple(found[0]) == KEYS
    by_item = {row["item"]: row for row in found}
    assert by_item[made.items["hostile"]]["subject"].startswith("'=HYPERLINK")
    assert by_item[made.items["hostile"]]["findings"].startswith("'=1+1")
    assert by_item[made.items["document"]]["source"] == "'=cmd.txt"
    assert by_item[made.items["altered"]]["score"] == "-6.0"


def test_each_format_says_the_same(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    assert run("verdicts", "--format", "parquet", "--output", str(target)) == (0, "", "")
    table = pq.read_table(target)
    assert tuple(table.column_names) == KEYS
    told = rows(run("verdicts", "--format", "jsonl")[1])
    kept = [{**row, "findings": json.loads(row["findings"])} for row in table.to_pylist()]
    assert kept == told
    printed = list(csv.DictReader(io.StringIO(run("verdicts", "--format", "csv")[1], newline="")))
    assert [row["verdict"] for row in printed] == [row["verdict"] for row in told]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_file_holds_what_stdout_would(run: Run, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    assert run("verdicts", "--format", kind, "--output", str(target)) == (0, "", "")
    assert target.read_bytes().decode() == run("verdicts", "--format", kind)[1]


def test_a_table_marks_what_holds_in_part(run: Run, made: small_case.Made) -> None:
    lines = {line[:12]: line for line in run("verdicts")[1].splitlines()}
    assert "authenticated, in part" in lines[made.items["twin"][:12]]
    assert "in part" not in lines[made.items["genuine"][:12]]
    assert "=cmd.txt" in lines[made.items["document"][:12]], "a document has a name instead of a subject"


def test_what_isnt_judged_yet_has_no_verdict(run: Run, unjudged: small_case.Made) -> None:
    assert {row["verdict"] for row in rows(run("verdicts", "--format", "jsonl", case=unjudged.path)[1])} == {None}
    assert "not judged" in run("verdicts", case=unjudged.path)[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--verdict", "guilty"), "guilty"), (("--output", "x"), "choose --format"),
     (("--format", "csv", "--output", "no/such/folder/x"), "Can't write")],
)  # fmt: skip
def test_wrong_use(run: Run, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = run("verdicts", *arguments)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("kind", ["table", "jsonl", "csv"])
@pytest.mark.parametrize(("column", "value"), [("verdict", "guilty"), ("findings", "[{}]")])
def test_damage_is_exit_3_before_anything_is_printed(
    run: Run, breakable: small_case.Made, kind: str, column: str, value: str
) -> None:
    path = next((breakable.path / "evidence" / "verdicts" / "1").glob("*.parquet"))
    table = pq.read_table(path)
    values = [*table[column].to_pylist()[:-1], value]
    pq.write_table(table.set_column(table.schema.get_field_index(column), column, pa.array(values)), path)
    code, out, err = run("verdicts", "--format", kind, case=breakable.path)
    assert (code, out) == (3, "")
    assert "custody verify" in err
