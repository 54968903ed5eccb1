from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.checking.align import align
from assay.checking.innocent import Rest, Sides, without_innocent
from assay.checking.terms import Written

HEAD = "Harbour Works, 12 Station Road, phone 01 40 77 82 24"
TEXT = "The council met on Tuesday and agreed to pay the builders before the end of June as was said"
TABLE = [
    ("boxes", "12", "340"),
    ("paper", "7", "55"),
    ("posters", "3", "901"),
    ("badges", "40", "87"),
    ("chairs", "9", "61"),
]


def rest(dump: str, here: str) -> Rest:
    sides = Sides(Written.of([dump]), Written.of([here]))
    return without_innocent(sides, align(sides.here.folded, sides.dump.folded))


@pytest.mark.parametrize(
    ("dump", "here"),
    [
        ("we may be peut-être there on the day", "we may be peutêtre there on the day"),
        ("pay 6 250 euros to them today please", "pay 6250 euros to them today please"),
        ("to FR76 3000 6000 0112 3456 by noon today", "to FR763000 60000112 3456 by noon today"),
        ("they met on 24 April 2017 in the hall", "they met on 24/04/2017 in the hall"),
        ("they paid 500 € for it last year then", "they paid 500 euros for it last year then"),
        ("they paid 500 EUR for it last year then", "they paid 500€ for it last year then"),
    ],
)
def test_other_forms_of_the_same(dump: str, here: str) -> None:
    assert rest(dump, here).gaps == ()
    assert rest(here, dump).gaps == ()


@pytest.mark.parametrize(
    ("dump", "here"),
    [
        ("they met on 24 April 2017 in the hall", "they met on 25/04/2017 in the hall"),
        ("they paid 500 € for it last year then", "they paid 500 dollars for it last year then"),
        ("pay 6 250 euros to them today please", "pay 62 500 euros to them today please"),
        ("row 1 2 of the table that they made", "row 12 of the table that they made"),
    ],
)
def test_other_values_stay(dump: str, here: str) -> None:
    assert bool(rest(dump, here).gaps) is (dump.replace(" ", "") != here.replace(" ", ""))


def test_a_block_that_stands_elsewhere_is_named_and_no_change() -> None:
    found = rest(f"{TEXT}\n{HEAD}", f"{HEAD}\n{TEXT}")
    assert found.gaps == ()
    assert found.moved == (HEAD,)
    assert rest(TEXT, f"{HEAD}\n{TEXT}").gaps


def test_a_table_that_was_read_by_columns_is_the_same_and_two_exchanged_sums_arent() -> None:
    rows = f"{TEXT} {' '.join(cell for row in TABLE for cell in row)} {HEAD}"
    columns = f"{TEXT} {' '.join(cell for column in zip(*TABLE, strict=True) for cell in column)} {HEAD}"
    assert rest(rows, columns).gaps == ()
    assert rest(rows, columns.replace("901", "109")).gaps
    assert rest(rows, rows.replace("340", "x").replace("901", "340").replace("x", "901")).gaps


@given(st.lists(st.sampled_from("abcde"), max_size=25), st.lists(st.sampled_from("abcde"), max_size=25))
def test_what_is_left_lies_inside_of_the_texts(dump: list[str], here: list[str]) -> None:
    for gap in rest(" ".join(dump), " ".join(here)).gaps:
        assert 0 <= gap.dump[0] <= gap.dump[1] <= len(dump)
        assert 0 <= gap.here[0] <= gap.here[1] <= len(here)
        assert gap.dump[0] < gap.dump[1] or gap.here[0] < gap.here[1]
