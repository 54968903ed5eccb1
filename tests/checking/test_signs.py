from __future__ import annotations

import pytest

from assay.checking.align import align
from assay.checking.signs import sign_of, signs_changed, unit_of
from assay.checking.terms import Written


def changed(there: str, now: str) -> int:
    dump, here = Written.of([f"the result is {there} for us"]), Written.of([f"the result is {now} for us"])
    return len(list(signs_changed(here, dump, align(here.folded, dump.folded))))


@pytest.mark.parametrize(
    ("there", "now"),
    [
        ("48,400", "-48,400"), ("48 400 €", "\u221248 400 €"), ("48,400", "(48,400)"), ("€48,400", "-€48,400"),
        ("48,400 €", "48,400 $"), ("48 %", "48 \u2030"), ("< 48", "> 48"), ("48 400 euros", "48 400 $"),
    ],
)  # fmt: skip
def test_another_sign_is_seen(there: str, now: str) -> None:
    assert changed(there, now) == 1
    assert changed(there, there) == changed(now, now) == 0


@pytest.mark.parametrize(
    ("there", "now"),
    [
        ("48,400 €", "48,400"),
        ("10-12", "10 - 12"),
        ("note (1)", "note 1"),
        ("the year-48", "the year 48"),
        ("- 48", "48"),
    ],
)
def test_what_isnt_a_sign_or_isnt_said_is_no_difference(there: str, now: str) -> None:
    assert changed(there, now) == 0


def test_signs_and_units() -> None:
    written = Written.of(["-48 euros"])
    assert sign_of(written, 0) == (True, "", "€")
    assert unit_of("usd") == "$"
    assert unit_of("apples") == ""
