from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.gathered import LONGEST, Gathered, dos, filetime, iso, minutes_of, moment


def test_facts_are_clean_and_bounded() -> None:
    found = Gathered()
    found.say("author", " A\0nna\n " + "x" * 9_999)
    found.say("author", "somebody else")
    found.say("empty", " \0 ")
    found.say("odd", "\ud800")
    assert found.facts["author"].startswith("A nna x")
    assert len(found.facts["author"]) <= LONGEST
    assert found.facts.keys() == {"author", "odd"}
    assert found.facts["odd"].encode()


def test_times_outside_of_what_can_be_are_none() -> None:
    found = Gathered()
    for number, seconds in enumerate((None, 0.0, -1.0, 1e12, float("nan"), 1e9)):
        found.time(str(number), seconds)
    assert found.times == {"5": 1e9}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2017-03-27T10:00:00Z", 1490608800.0),
        ("2017-03-27T12:00:00.123+02:00", 1490608800.0),
        ("2017-03-27T10:00", 1490608800.0),
        ("2017-03-27", 1490572800.0),
        ("2017-13-27", None),
        ("yesterday", None),
    ],
)
def test_iso(text: str, seconds: float | None) -> None:
    assert iso(text) == seconds


def test_zones_and_epochs() -> None:
    assert minutes_of("+01'30'") == 90
    assert minutes_of("-0500") == -300
    assert minutes_of("Z") == minutes_of("") == 0
    assert filetime(0) is None
    assert filetime(116_444_736_010_000_000) == 1.0
    assert dos(0x0021, 0) is None
    assert dos((2017 - 1980) << 9 | 3 << 5 | 27, 10 << 11) == 1490608800.0
    assert moment(2017, 2, 30) is None


@given(st.text(max_size=40), st.integers(0, 0xFFFF), st.integers(0, 0xFFFF), st.integers(0, 2**64))
def test_nothing_raises(text: str, date: int, time: int, ticks: int) -> None:
    iso(text)
    minutes_of(text)
    dos(date, time)
    filetime(ticks)
