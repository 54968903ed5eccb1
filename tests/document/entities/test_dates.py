from __future__ import annotations

import pytest

from assay.document.entities import dates
from assay.document.entities.reading import Reading


def values(text: str) -> list[str]:
    return [found.value for found in dates.find(Reading(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-04-24", ["2017-04-24"]),
        ("2017-04-24T10:00:00Z", ["2017-04-24"]),
        ("2017/04/24", ["2017-04-24"]),
        ("24/04/2017", ["2017-04-24"]),
        ("04/24/2017", ["2017-04-24"]),
        ("24.04.2017", ["2017-04-24"]),
        ("4.5.2017", ["2017-05-04"]),
        ("24/04/17", ["2017-04-24"]),
        ("24/04/98", ["1998-04-24"]),
        ("24 avril 2017", ["2017-04-24"]),
        ("1er mai 2017", ["2017-05-01"]),
        ("April 24th, 2017", ["2017-04-24"]),
        ("24 April 2017", ["2017-04-24"]),
        ("Apr 24, 2017", ["2017-04-24"]),
        ("24th of April 2017", ["2017-04-24"]),
        ("24. Dezember 2017", ["2017-12-24"]),
        ("24 août\n2017", ["2017-08-24"]),
        ("24-Apr-2017", ["2017-04-24"]),
        ("05/05/2017", ["2017-05-05"]),
    ],
)
def test_a_date_is_iso_8601(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04/05/2017", ["04/05/2017"]),
        ("4/5/2017", ["04/05/2017"]),
    ],
)
def test_day_and_month_that_cannot_be_told_apart_stay(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/02/2017", []),
        ("30 février 2017", []),
        ("1.2.3", []),
        ("10.0.12.1", []),
        ("24/04", []),
        ("01.02.20.17.45", []),
        ("12/13/14/15", []),
        ("2017-13-01", []),
        ("24 avril", []),
        ("12/12/0042", []),
    ],
)
def test_what_no_calendar_has_is_none(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("written", "expected"), [("24/04/2017", True), ("2017-0042", False), ("x", False)])
def test_is_date(written: str, *, expected: bool) -> None:
    assert dates.is_date(written) == expected
