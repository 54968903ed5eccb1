from __future__ import annotations

import pytest

from assay.checking.beside import Beside, lay, read_twice
from assay.checking.library import Text
from assay.checking.terms import Written

ONE = "The council met on Tuesday and agreed to pay 48,400 euros to the builders before the end of June as was said."


def laid(here: str, dump: str = ONE, *, ocr: bool = False) -> Beside:
    return lay(Written.of([here]), Text("1", "1", "", Written.of([dump])), ocr=ocr)


def test_a_piece_and_the_whole() -> None:
    assert (laid(ONE).whole, laid(ONE).differs, laid(ONE).share) == (True, False, 1.0)
    long = f"{ONE} {ONE.upper().replace('COUNCIL', 'BOARD')}"
    assert not laid(ONE, long).whole
    assert not laid(ONE, long).differs


def test_what_the_dump_has_before_and_after_is_missing() -> None:
    found = laid(" ".join(ONE.split()[3:12]))
    assert not found.differs
    assert [gap.dump for gap in found.missing] == [(0, 3), (13, 23)]


def test_a_minus_differs_and_in_pictures_it_doesnt() -> None:
    here = ONE.replace("48,400", "-48,400")
    assert [(one.dump, one.here) for one in laid(here).changes] == [("48,400", "-48,400")]
    assert not laid(here, ocr=True).differs


def test_a_block_that_stands_elsewhere_is_the_same() -> None:
    head = "Harbour Works, 12 Station Road in Riverside"
    found = laid(f"{head}\n{ONE}", f"{ONE}\n{head}")
    assert (found.differs, found.share, found.moved) == (False, 1.0, (head,))


@pytest.mark.parametrize(("second", "differs"), [("48,400", False), ("94,800", True), ("98,400", True)])
def test_only_what_both_readings_have_is_a_difference(second: str, *, differs: bool) -> None:
    first = laid(ONE.replace("48,400", "94,800"), ocr=True)
    assert read_twice(first, Written.of([ONE.replace("48,400", second)])).differs is differs
