from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.document.page_numbers import numbers_of, page_ranges


@given(st.sets(st.integers(1, 400)))
def test_numbers_come_back_as_they_were(numbers: set[int]) -> None:
    assert numbers_of(page_ranges(numbers), 400) == tuple(sorted(numbers))


def test_runs_are_written_as_such() -> None:
    assert page_ranges([7, 1, 3, 2, 3]) == "1-3,7"
    assert page_ranges([]) == ""


@given(st.text(alphabet="0123456789,- x٣²"))
def test_what_nobody_wrote_gives_no_more_than_was_asked_for(text: str) -> None:
    found = numbers_of(text, 50)
    assert len(found) <= 50
    assert all(number <= 50 for number in found)


def test_a_huge_range_is_bounded() -> None:
    assert numbers_of("1-99999999999", 5) == (1, 2, 3, 4, 5)
