from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assay.case.index.grammar import FIELDS
from assay.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import small_case
    from command_line import Run

PIECES = st.sampled_from([
    *(f"{field}:" for field in FIELDS), "(", ")", '"', "-", "~", "~2", "*", "..", "OR", "AND", "NOT", " ", " ", "2017",
    "2018..2016", "2017-13", "9999", "0000", "argent", "é", "\x00", "\udcff", "<", "@", "/", "\\", "[", "^", "é*",
])  # fmt: skip
QUERIES = st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join)


def test_a_hit_tells_where_it_hit(run: Run, made: small_case.Made) -> None:
    code, out, _ = run("search", "elections", "--format", "jsonl")
    row = json.loads(out)
    assert code == 0
    assert row["item"] == made.items["genuine"]
    assert "élections" in row["snippet"]
    assert (row["verdict"], row["in_part"], row["date"]) == ("authenticated", False, "2017-04-24T08:15:00Z")


def test_nothing_found_is_no_error(run: Run) -> None:
    assert run("search", "nothinglikethis")[:2] == (0, "0 items\n")


def test_one_is_an_item(run: Run) -> None:
    assert run("search", "elections")[1].startswith("1 item\n")


def test_pages_join_to_the_whole(run: Run) -> None:
    def items(*arguments: str) -> list[str]:
        out = run("search", "kind:message", "--sort", "newest", "--format", "jsonl", *arguments)[1]
        return [json.loads(line)["item"] for line in out.splitlines()]

    everything = items("--limit", "0")
    assert len(everything) == len(set(everything)) == 7
    assert [*items("--limit", "3"), *items("--limit", "3", "--offset", "3"), *items("--offset", "6")] == everything
    assert items("--offset", "7") == []


def test_a_page_says_which_of_how_many(run: Run) -> None:
    head = run("search", "kind:message", "--limit", "2", "--offset", "2")[1].splitlines()[0]
    assert head == "7 items, 3 to 4 shown"


def test_the_order(run: Run) -> None:
    def dates(order: str) -> list[str]:
        out = run("search", "kind:message date:2017", "--sort", order, "--format", "jsonl")[1]
        return [json.loads(line)["date"] for line in out.splitlines()]

    assert dates("newest") == sorted(dates("newest"), reverse=True)
    assert dates("oldest") == sorted(dates("oldest"))
    assert len(set(dates("oldest"))) > 2


def test_csv_has_the_rows_of_jsonl(run: Run) -> None:
    found = list(csv.DictReader(io.StringIO(run("search", "kind:message", "--format", "csv")[1], newline="")))
    told = [json.loads(line) for line in run("search", "kind:message", "--format", "jsonl")[1].splitlines()]
    assert [row["item"] for row in found] == [row["item"] for row in told]
    assert list(found[0]) == list(told[0])
    assert any(row["subject"].startswith("'=HYPERLINK") for row in found)


def test_facets_count_all_that_match_not_the_page(run: Run) -> None:
    out = run("search", "kind:message", "--facets", "--limit", "1")[1]
    counts = dict(re.findall(r"(\w+:\S+) +(\d+)$", out, flags=re.MULTILINE))
    assert (counts["verdict:authenticated"], counts["verdict:contradicted"]) == ("2", "1")
    assert "kind:message" not in counts, "it narrows nothing"
    assert "verdict:" not in run("search", "kind:message", "--limit", "1")[1], "nobody reads it"
    for added, count in counts.items():
        assert run("search", f"kind:message {added}", "--limit", "1")[1].startswith(f"{count} item"), added
    code, out, err = run("search", "kind:message", "--facets", "--limit", "1", "--format", "jsonl")
    assert (code, out.count("\n")) == (0, 1), "data only on stdout"
    assert "verdict:authenticated 2" in err


def test_all_of_it_as_one_object(run: Run, made: small_case.Made) -> None:
    code, out, _ = run("search", "elections", "--json")
    found = json.loads(out)
    assert (code, found["total"], found["people"]) == (0, 1, None)
    assert found["hits"][0]["item"] == made.items["genuine"]
    assert found["facets"]["sender"] == [
        {"value": "agnes.dupont@rivage.example", "items": 1, "narrowed": "from:agnes.dupont@rivage.example"}
    ]


def test_who_somebody_is(run: Run) -> None:
    out = run("search", 'people:"Agnès Dupont"')[1]
    assert "agnes.dupont@rivage.example" in out
    assert "2017-05-04" in out
    known = json.loads(run("search", "people:dupont", "--json")[1])["people"]
    assert known["names"][0]["value"] == "Agnès Dupont"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("fro:x", "Did you mean from:"), (" ", "nothing to search for"), ("date:..", "beginning or an end"),
        ("date:2018..2016", "ends before it begins"), ("date:2017-13", "is no date"), ("date:", "something is missing"),
        ("verdict:guilty", "is none of"), ("(a", "never closed"), ("-", "no letter and no digit"),
    ],
)  # fmt: skip
def test_what_cant_be_understood_is_exit_2_and_a_sentence(run: Run, query: str, says: str) -> None:
    code, out, err = run("search", query)
    assert (code, out) == (2, "")
    assert says in err
    assert "fault of Assay" not in err


@given(QUERIES)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example("date:..")
@example("date: .. ")
@example('date:"2017 .. 2018"')
@example("before:0001 after:9999")
@example("-(-(-a))")
@example("in:\udcff")
def test_any_text_gives_hits_or_wrong_use(
    made: small_case.Made, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    code = main(["search", "--case", str(made.path), "--limit", "3", "--", query])
    printed = capsys.readouterr()
    assert code in {0, 2}, printed.err
    if code == 0:
        assert re.match(r"[\d,]+ items?\b", printed.out)
    else:
        assert printed.out == ""
        assert printed.err.strip()


@pytest.mark.parametrize("kind", ["table", "jsonl", "csv"])
def test_damaged_verdicts_are_exit_3_before_anything_is_printed(
    run: Run, breakable: small_case.Made, kind: str
) -> None:
    assert run("search", "kind:message", "--format", kind, case=breakable.path)[0] == 0
    segments = {path.name for path in (breakable.path / "index" / "segments").iterdir()}
    path = next((breakable.path / "evidence" / "verdicts" / "1").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-30])
    code, out, err = run("search", "kind:message", "--format", kind, case=breakable.path)
    assert (code, out) == (3, "")
    assert "custody verify" in err
    assert {one.name for one in (breakable.path / "index" / "segments").iterdir()} == segments, (
        "the index isn't at fault"
    )


def test_a_case_without_items_has_no_hits(run: Run, empty: Path) -> None:
    assert run("search", "x", case=empty)[:2] == (0, "0 items\n")
