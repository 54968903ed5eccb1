from __future__ import annotations

import pytest

from assay.checking.align import Gap, align
from assay.checking.changes import changes, joined, other_sign
from assay.checking.signs import signs_changed
from assay.checking.terms import Written

TEXT = "Dear Ann, we pay 6 250 euros to Martin on 24/04/2017 from FR7630006000011234567890189 as agreed by all of us."


def found(old: str, new: str) -> list[tuple[str, str, str]]:
    here = TEXT.replace(old, new)
    mine, theirs = Written.of([here]), Written.of([TEXT])
    gaps = align(mine.folded, theirs.folded).gaps
    return [(one.kind, one.dump, one.here) for one in changes(gaps, mine, theirs)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("6 250", "62 500", "amount"),
        ("24/04/2017", "26/04/2017", "date"),
        ("FR7630006000011234567890189", "FR7630006000011234567890188", "account"),
        ("Martin", "Durand", "name"),
        ("agreed", "refused", "words"),
        (" as agreed", "", "left out"),
    ],
)
def test_the_kind_of_a_change(old: str, new: str, kind: str) -> None:
    (one,) = found(old, new)
    assert one[0] == kind


def test_numbers_come_first() -> None:
    here = TEXT.replace("agreed", "refused").replace("6 250", "9 250")
    mine, theirs = Written.of([here]), Written.of([TEXT])
    gaps = align(mine.folded, theirs.folded).gaps
    assert [one.kind for one in changes(gaps, mine, theirs)] == ["amount", "words"]


@pytest.mark.parametrize(
    ("old", "new", "dump", "here"),
    [
        ("24/04/2017", "24/05/2017", "24/04/2017", "24/05/2017"),
        ("6 250", "6 950", "6 250", "6 950"),
        ("6 250", "6,950", "6 250", "6,950"),
        ("FR7630006000011234567890189", "FR7630006000011234567890188", "FR7630006000011234567890189",
         "FR7630006000011234567890188"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_shown_whole(old: str, new: str, dump: str, here: str) -> None:
    assert [(two, three) for _, two, three in found(old, new)] == [(dump, here)]


def test_a_day_in_words_is_shown_whole_and_changes_that_touch_are_one() -> None:
    there, now = (
        Written.of(["We met on 20 April 2016 in the hall."]),
        Written.of(["We met on 20 April 2015 in the hall."]),
    )
    (one,) = changes(align(now.folded, there.folded).gaps, now, there)
    assert (one.kind, one.dump, one.here, one.before) == ("date", "20 April 2016", "20 April 2015", "We met on")
    assert joined([Gap((1, 2), (1, 2)), Gap((3, 4), (3, 4)), Gap((9, 9), (9, 10))]) == [
        Gap((1, 4), (1, 4)), Gap((9, 9), (9, 10)),
    ]  # fmt: skip


def test_another_sign_is_shown_with_its_number() -> None:
    there, now = Written.of(["the result was 48,400 € then"]), Written.of(["the result was -48,400 € then"])
    ((at, place),) = signs_changed(now, there, align(now.folded, there.folded))
    one = other_sign(at, place, now, there)
    assert (one.kind, one.dump, one.here) == ("amount", "48,400 €", "-48,400 €")
