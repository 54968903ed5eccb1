from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.case import Case, Judged
from assay.model.entry import Entry, Kind
from assay.model.place import Place
from assay.model.verdict import Judgement, Verdict
from assay.web.pages import Aside, Chart, State, chart, counts, overview
from assay.web.render import render

if TYPE_CHECKING:
    from pathlib import Path

    import small_case


def dated(folder: Path, *months: str) -> Case:
    """A case with one mail of each of these months (`2017-04`)."""
    entries = []
    for number, month in enumerate(months):
        date = datetime(int(month[:4]), int(month[5:]), 15, tzinfo=UTC).timestamp()
        digest = hashlib.sha256(f"{number}".encode()).hexdigest()
        entries.append(Entry(kind=Kind.MESSAGE, place=Place("dump", f"{number}.eml"), sha256=digest, date=date))
    case = Case.create_or_open(folder / "case")
    case.evidence.write("take-in", "0000", entries)
    judgement = Judgement(Verdict.UNPROVEN, False, 0.0, "x", ())
    case.evidence.write_verdicts("1", "0000", [Judged(entry.sha256, judgement) for entry in entries])
    case.evidence.commit_generation("1")
    return case


def test_months_without_mail_lie_between(tmp_path: Path) -> None:
    with dated(tmp_path, "2016-11", "2017-02", "2017-02") as case:
        found = chart(case)
    assert [(month.name, month.total) for month in found.months] == [
        ("2016-11", 1), ("2016-12", 0), ("2017-01", 0), ("2017-02", 2),
    ]  # fmt: skip
    assert (found.before, found.after) == (None, None)


def test_forged_dates_of_all_ages_dont_stretch_the_chart(tmp_path: Path) -> None:
    with dated(tmp_path, "0001-01", "1970-01", "2016-12", "2017-04", "2017-04", "2038-01", "9999-12") as case:
        found = chart(case)
        text = render(
            "overview.html", {"case_name": "c", "active": "", "state": State(), "item": None} | overview(case)
        )
    assert [month.name for month in found.months] == ["2016-12", "2017-01", "2017-02", "2017-03", "2017-04"]
    assert found.before == Aside(2, "0001-01", "1970-01")
    assert found.after == Aside(2, "2038-01", "9999-12")
    assert sum(month.total for month in found.months) + found.before.total + found.after.total == 7
    assert "Outside of the chart: 2 items dated 0001-01 to 1970-01, 2 items dated 2038-01 to 9999-12." in text
    assert text.count("<rect") <= 5 * len(found.months) + 5


def test_one_date_outside_is_one_item_of_one_month(tmp_path: Path) -> None:
    with dated(tmp_path, "2017-04", "2017-04", "9999-12") as case:
        text = render(
            "overview.html", {"case_name": "c", "active": "", "state": State(), "item": None} | overview(case)
        )
    assert "Outside of the chart: 1 item dated 9999-12. " in text


def test_the_chart_is_at_most_twenty_years_however_the_dates_lie(tmp_path: Path) -> None:
    with dated(tmp_path, *(f"{year:04}-06" for year in range(1, 9999, 7))) as case:
        found = chart(case)
    assert 0 < len(found.months) <= 240
    assert found.months[-1].total == 1
    assert found.months[0].total == 1


def test_where_two_spans_hold_as_many_the_latest_is_shown(tmp_path: Path) -> None:
    with dated(tmp_path, "1970-01", "2017-04") as case:
        assert [month.name for month in chart(case).months] == ["2017-04"]


def test_without_dates_there_is_no_chart(empty: Path) -> None:
    with Case.open(empty) as case:
        assert chart(case) == Chart()
        assert [count.total for count in counts(case)] == [0] * len(Verdict)
        facts = overview(case)
    assert (facts["items"], facts["judged"], facts["failed"]) == (0, 0, 0)


def test_counts_say_how_many_are_in_part(made: small_case.Made) -> None:
    with Case.open(made.path) as case:
        found = {count.verdict: (count.total, count.in_part) for count in counts(case)}
    assert found["authenticated"] == (2, 1)
    assert found["contradicted"] == (1, 0)
    assert sum(total for total, _ in found.values()) == len(made.items)


texts = st.text(max_size=20)


@given(texts, texts, texts)
def test_an_address_holds_the_state_and_stays_here(q: str, after: str, changed: str) -> None:
    address = State(verdict="suspect", q=q, after=after).address(after=changed)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/items")
    wanted = {"verdict": "suspect", "q": q, "after": changed}
    assert parse_qs(parts.query) == {name: [value] for name, value in wanted.items() if value}


@pytest.mark.parametrize(("sort", "shown"), [("relevance", ""), ("newest", "?sort=newest")])
def test_what_is_usual_isnt_said(sort: str, shown: str) -> None:
    assert State(sort=sort).address() == f"/items{shown}"
    assert State(sort=sort).item("ab") == f"/items/ab{shown}"


def test_a_lone_surrogate_makes_no_page_fail() -> None:
    assert State(q="\ud800").address() == "/items?q=%3F"
