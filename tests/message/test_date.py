from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.date import parse_date, timestamp


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (b" Tue, 7 Mar 2017 10:20:30 +0100", "2017-03-07T10:20:30+01:00"),
        (b" 7 Mar 2017 10:20 -0530", "2017-03-07T10:20:00-05:30"),
        (b" Tue,\r\n 7\tMar  2017 10:20:30 GMT", "2017-03-07T10:20:30+00:00"),
        (b" Tue, 7 Mar 17 10:20:30 EST", "2017-03-07T10:20:30-05:00"),
        (b" Tue, 7 Mar 97 10:20:30 PDT", "1997-03-07T10:20:30-07:00"),
        (b" Tue, 7 Mar 117 10:20:30 Z", "2017-03-07T10:20:30+00:00"),
        (b" Tue, 7 Mar 2017 10:20:30 A", "2017-03-07T10:20:30+00:00"),
        (b" Tue, 7 Mar 2017 10:20:30 XYZ", "2017-03-07T10:20:30+00:00"),
        (b" Tue, 7 Mar 2017 10:20:30", "2017-03-07T10:20:30+00:00"),
        (b" Tue, 7 Mar 2017 10:20:30 +0100 (CET (winter))", "2017-03-07T10:20:30+01:00"),
        (b" Tue (day), 7 (d) Mar 2017 10 : 20 : 30 +0100", "2017-03-07T10:20:30+01:00"),
        (b" Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59+00:00"),
        (b" Tue Mar  7 10:20:30 2017", "2017-03-07T10:20:30+00:00"),
        (b" Wed, 7 Mar 2017 10:20:30 +0100", "2017-03-07T10:20:30+01:00"),
    ],
)
def test_dates(value: bytes, iso: str) -> None:
    found = parse_date(value)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "value",
    [
        *(b"", b"now", b" 31 Feb 2017 10:00:00 +0000", b" 7 Mar 2017 24:00:00 +0000", b" 7 Mar 2017 10:60:00 +0000"),
        *(
            b" 7 Mar 2017 10:00:61 +0000",
            b" 7 Mar 2017 10:00:00 +2500",
            b" 7 Mar 2017 10:00:00 +0060",
            b" 7 Mar 0017 1:00",
        ),
        *(
            b" 7 Mars 20171 10:00:00",
            b" 0 Mar 2017 10:00:00 +0000",
            b" 7 Foo 2017 10:00:00 +0000",
            b"(" * 300,
            b"1" * 900,
        ),
        *(b" 7 Mar 2017 10:00:00 +00001", b" \xef\xbc\x97 Mar 2017 10:00:00 +0000"),
    ],
)
def test_impossible_dates_are_none(value: bytes) -> None:
    assert parse_date(value) is None


@given(
    st.integers(-2_000_000_000, 200_000_000_000),
    st.integers(-23 * 60, 23 * 60),
)
def test_dates_of_another_writer_come_back(seconds: int, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    aware = datetime(1970, 1, 1, tzinfo=UTC).astimezone(zone) + timedelta(seconds=seconds)
    found = parse_date(format_datetime(aware).encode())
    assert found == aware
    assert timestamp(found) == seconds


@given(st.binary(max_size=80))
def test_any_bytes(value: bytes) -> None:
    found = parse_date(value)
    assert found is None or found.tzinfo is not None


def test_no_date_has_no_timestamp() -> None:
    assert timestamp(None) is None
