from __future__ import annotations

import pytest

from assay.checking.align import align
from assay.checking.changes import changes
from assay.checking.forms import is_another
from assay.checking.terms import Written

FORM = (
    "Harbour Works, 12 Station Road, Riverside. Invoice no. {number}. Date: {day}. Bill to: {who}, {where}. "
    "Hire of hall, total due {sum} euros. Please pay by bank transfer to FR76 3000 6000 0112 3456 7890 189 within "
    "thirty days. Interest is charged on overdue amounts at eight per cent above the base rate, and goods remain our "
    "property until they have been paid for in full."
)


def filled(*values: str) -> dict[str, str]:
    return dict(zip(("number", "day", "who", "where", "sum"), values, strict=True))


ONE = filled("2016-0417", "24 April 2016", "Lake Publishing", "7 Mill Close, Newtown", "1,240")
TWO = filled("2016-0533", "3 June 2016", "North Building", "40 Mist Quay, Fairholm", "980")
NEW = filled("2017-0102", "9 March 2017", "Mirage Studio", "18 Victor Avenue, Montclair", "310")
RECEIPT = (
    "Rent receipt. Period from 1 {month} 2016 to {last} {month} 2016. I, Ann Roe, landlord of 12 Station Road, "
    "received from Bob Poe the sum of 640 euros as rent and charges for the period stated above. Issued on {issued}."
)


def another(dump: str, here: str, *siblings: str) -> bool:
    there, now = Written.of([dump]), Written.of([here])
    lies = align(now.folded, there.folded)
    return is_another(now, there, lies, [Written.of([one]) for one in siblings], changes(lies.gaps, now, there))


@pytest.mark.parametrize("siblings", [(), (FORM.format(**TWO),)], ids=["the only one", "with another on the form"])
@pytest.mark.parametrize("part", ["number", "day", "who", "sum"])
def test_one_other_particular_is_no_other_document(siblings: tuple[str, ...], part: str) -> None:
    assert not another(FORM.format(**ONE), FORM.format(**{**ONE, part: NEW[part]}), *siblings)


@pytest.mark.parametrize("siblings", [(), (FORM.format(**TWO),)], ids=["the only one", "with another on the form"])
def test_a_form_filled_in_anew_is_another_document(siblings: tuple[str, ...]) -> None:
    assert another(FORM.format(**ONE), FORM.format(**NEW), *siblings)


def test_sums_alone_are_what_forgers_change() -> None:
    here = FORM.format(**{**ONE, "sum": "9,240"}).replace("thirty days", "ninety days").replace("eight per", "nine per")
    assert not another(FORM.format(**ONE), here)


def test_a_receipt_for_another_month_is_another_one_and_one_other_day_isnt() -> None:
    april = RECEIPT.format(month="April", last="30", issued="2 May 2016")
    assert another(april, RECEIPT.format(month="May", last="31", issued="1 June 2016"))
    assert not another(april, RECEIPT.format(month="April", last="30", issued="1 June 2016"))


def test_a_rewritten_paragraph_is_no_other_document() -> None:
    old = "Interest is charged on overdue amounts at eight per cent above the base rate"
    here = FORM.format(**ONE).replace(old, "Whoever pays late pays nothing more and is thanked for all his patience")
    assert not another(FORM.format(**ONE), here)
    assert not another(FORM.format(**ONE), here, FORM.format(**TWO))
