from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assay.demo import clocks

RANDOM = Random(1)
TIMES = st.timedeltas(timedelta(0), timedelta(days=6000)).map(
    lambda delta: datetime(2009, 1, 1, tzinfo=timezone(timedelta(hours=2))) + delta
)


def filetime_of(ticks: int) -> datetime:
    return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)


@given(TIMES)
def test_gmail_boundaries_read_back_to_the_microsecond(when: datetime) -> None:
    boundary = clocks.gmail_boundary(when, RANDOM)
    assert len(boundary) == 28
    micros = int(boundary[18:26][:8] + boundary[12:18], 16)
    assert abs(micros - when.timestamp() * 1e6) <= 2


@given(TIMES)
def test_outlook_boundaries_are_local_and_message_ids_are_utc(when: datetime) -> None:
    high, low = clocks.outlook_boundary(when, 0).rsplit("_", 1)[1].split(".")
    assert abs(filetime_of(int(high + low, 16)) - timedelta(hours=2) - when) < timedelta(milliseconds=1)
    first, second = clocks.outlook_message_id(when, "a.example", RANDOM).strip("<>").split("$")[:2]
    assert abs(filetime_of(int(first[4:] + second, 16)) - when) < timedelta(milliseconds=1)


@given(TIMES, st.timedeltas(timedelta(0), timedelta(days=300)))
def test_thread_index_adds_up(when: datetime, later: timedelta) -> None:
    root = clocks.thread_index(when, "", RANDOM)
    data = base64.b64decode(clocks.thread_index(when + later, root, RANDOM))
    assert len(data) == 27
    start = int.from_bytes(data[:6], "big") << 16
    delta = int.from_bytes(data[22:26], "big") << 18
    assert abs(filetime_of(start) - when) < timedelta(seconds=1)
    assert abs(filetime_of(start + delta) - when - later) < timedelta(seconds=1)


@given(TIMES)
def test_queue_ids_read_back(when: datetime) -> None:
    alphabet = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
    long = clocks.postfix_id(when, RANDOM)
    assert sum(alphabet.index(digit) * 52**place for place, digit in enumerate(reversed(long[:6]))) == int(
        when.timestamp()
    )
    assert long[10] == "z"
    upper = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    short = clocks.exim_id(when, RANDOM)
    assert [len(group) for group in short.split("-")] == [6, 6, 2]
    assert sum(upper.index(digit) * 62**place for place, digit in enumerate(reversed(short[:6]))) == int(
        when.timestamp()
    )
