from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.clocks.epochs import EARLIEST, LATEST, base52, base62, calendar_time, filetime, plausible


def test_numbers_of_programs_are_times() -> None:
    assert filetime(131_374_926_000_000_000) == 1_493_019_000.0
    assert base62(b"1d2YUG") is not None
    assert base62(b"10") == 62
    assert base52(b"10") == 52
    assert base52(b"A") is None
    assert calendar_time(b"20170424073000") == 1_493_019_000.0
    assert calendar_time(b"201704240730") == 1_493_019_000.0


@pytest.mark.parametrize("digits", [b"20171324073000", b"20170424253000", b"18990101000000", b"20170400000000"])
def test_days_that_do_not_exist_are_none(digits: bytes) -> None:
    assert calendar_time(digits) is None


@given(st.integers(-(10**30), 10**30))
def test_what_cannot_be_the_time_of_a_mail_is_none(number: int) -> None:
    for value in (plausible(number), filetime(number)):
        assert value is None or EARLIEST <= value < LATEST


@given(st.from_regex(rb"[0-9]{12}(?:[0-9]{2})?", fullmatch=True))
def test_any_digits_do(digits: bytes) -> None:
    value = calendar_time(digits)
    assert value is None or EARLIEST <= value < LATEST + 1
