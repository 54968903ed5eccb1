from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assay.case.index.dates import FOREVER, period, span
from assay.case.index.grammar import QueryProblem


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", at(2017, 1, 1), at(2018, 1, 1)),
        ("2016-02", at(2016, 2, 1), at(2016, 3, 1)),
        ("2016-12", at(2016, 12, 1), at(2017, 1, 1)),
        ("2016-02-29", at(2016, 2, 29), at(2016, 3, 1)),
    ],
)
def test_a_period_ends_where_the_next_begins(text: str, start: int, end: int) -> None:
    assert period(text) == (start, end)


def test_ranges_take_both_ends_in() -> None:
    assert span("date", "2017-03-01..2017-04") == (at(2017, 3, 1), at(2017, 5, 1))
    assert span("date", "..2016") == (-FOREVER, at(2017, 1, 1))
    assert span("date", "2016..") == (at(2016, 1, 1), FOREVER)


def test_before_and_after_leave_the_period_out() -> None:
    assert span("before", "2017-04-24") == (-FOREVER, at(2017, 4, 24))
    assert span("after", "2017-04-24") == (at(2017, 4, 25), FOREVER)


@pytest.mark.parametrize("text", ["2017-13", "2017-02-30", "yesterday", "", "9999-12-31", "9999", "0000", "2017-4-4-4"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(QueryProblem, match="no date"):
        period(text)


@pytest.mark.parametrize("text", ["..", " .. ", "2018..2016", "2017-05..2017-04", "2016..2017..2018"])
def test_a_range_that_holds_nothing_is_said(text: str) -> None:
    with pytest.raises(QueryProblem):
        span("date", text)
