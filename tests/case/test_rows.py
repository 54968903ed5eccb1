from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.case.rows import iso, verdict_rows
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case

KEYS = [
    *("item", "source", "kind", "message_id", "date", "from", "subject", "verdict", "in_part", "score"),
    *("explanation", "findings"),
]


@pytest.fixture(scope="module")
def case(made: small_case.Made) -> Iterator[Case]:
    with Case.open(made.path) as opened:
        yield opened


def test_one_row_an_item_with_the_promised_keys(case: Case, made: small_case.Made) -> None:
    rows = list(verdict_rows(case.evidence))
    assert sorted(row["item"] for row in rows) == sorted(made.items.values())
    assert all(list(row) == KEYS for row in rows)
    assert [row["source"] for row in rows] == sorted(row["source"] for row in rows)
    findings = [finding for row in rows for finding in row["findings"]]
    assert findings
    assert all(list(one) == ["code", "examiner", "direction", "strength", "summary", "evidence"] for one in findings)


def test_only_one_verdict(case: Case, made: small_case.Made) -> None:
    rows = list(verdict_rows(case.evidence, Verdict.CONTRADICTED.value))
    assert [row["item"] for row in rows] == [made.items["altered"]]


def test_items_that_arent_judged_yet_have_no_verdict(unjudged: small_case.Made) -> None:
    with Case.open(unjudged.path) as case:
        assert {row["verdict"] for row in verdict_rows(case.evidence)} == {None}
        assert list(verdict_rows(case.evidence, "unproven")) == []


def test_times() -> None:
    assert iso(1493019000.0) == "2017-04-24T07:30:00Z"
    assert iso(None) is None
    for impossible in (1e18, -1e18, float("inf"), float("nan")):
        assert iso(impossible) is None
    assert iso(-1.0) == "1969-12-31T23:59:59Z"


def test_headers_come_escaped_and_findings_as_they_were(case: Case, made: small_case.Made) -> None:
    row = next(row for row in verdict_rows(case.evidence) if row["item"] == made.items["hostile"])
    assert "\\x1b[31m \\u202e" in row["subject"]
    assert row["findings"][0]["summary"] == "=1+1 \x1b[31mThe name hides its ending."


def test_an_empty_case_has_no_rows(empty: Path) -> None:
    with Case.open(empty) as case:
        assert list(verdict_rows(case.evidence)) == []


def test_more_than_one_chunk(case: Case, made: small_case.Made, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(verdict_rows(case.evidence))
    monkeypatch.setattr("assay.case.rows._CHUNK", 3)
    assert list(verdict_rows(case.evidence)) == whole
    assert len(whole) == len(made.items)
