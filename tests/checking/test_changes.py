from __future__ import annotations

import pytest

from assay.checking.align import align
from assay.checking.changes import changes
from assay.document.prints import words

TEXT = "Dear Ann, we pay 6 250 euros to Martin on 24/04/2017 from FR7630006000011234567890189 as agreed by all of us."


def found(old: str, new: str) -> list[tuple[str, str, str]]:
    here = TEXT.replace(old, new)
    mine, theirs = words(here), words(TEXT)
    gaps = align([one.folded for one in mine], [one.folded for one in theirs]).gaps
    return [(one.kind, one.dump, one.here) for one in changes(gaps, (here, mine), (TEXT, theirs))]


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
    mine, theirs = words(here), words(TEXT)
    gaps = align([one.folded for one in mine], [one.folded for one in theirs]).gaps
    assert [one.kind for one in changes(gaps, (here, mine), (TEXT, theirs))] == ["amount", "words"]
