from __future__ import annotations

from typing import TYPE_CHECKING

from assay.checking.check import Checker
from assay.checking.result import Outcome, Result
from checking.conftest import LETTER, MAIL, NOTE

if TYPE_CHECKING:
    from assay.case import Case


def check(case: Case, data: str, name: str = "x.txt") -> Result:
    return Checker(case).check(name, data.encode(), ocr=False)


def test_the_same_bytes(checked_case: Case) -> None:
    found = check(checked_case, MAIL, "m.eml")
    assert (found.outcome, found.found[0].source) == (Outcome.IDENTICAL, "mail.eml")
    assert "byte for byte" in found.how


def test_a_retyped_text_and_a_piece_of_it(checked_case: Case) -> None:
    assert check(checked_case, LETTER.upper()).outcome is Outcome.IDENTICAL
    piece = check(checked_case, " ".join(LETTER.split()[20:34]))
    assert piece.outcome is Outcome.IDENTICAL
    assert not piece.found[0].whole


def test_an_attachment_is_named_with_the_mail_that_carries_it(checked_case: Case) -> None:
    found = check(checked_case, NOTE.replace("7,300", "73,000"))
    assert found.outcome is Outcome.ALTERED
    assert (found.changes[0].kind, found.changes[0].dump, found.changes[0].here) == ("amount", "7,300", "73,000")
    assert (found.found[0].name, found.found[0].source) == ("minutes.txt", "mail.eml")


def test_a_mail_with_another_subject_or_a_text_cut_short_is_altered(checked_case: Case) -> None:
    other = check(checked_case, MAIL.replace("Subject: The contract", "Subject: The bribe"), "m.eml")
    assert other.outcome is Outcome.ALTERED
    assert any(one.kind == "field" and one.here == "The bribe" for one in other.changes)
    cut = check(checked_case, MAIL.replace("The mayor asked that nobody speaks to the press until", "Until"), "m.eml")
    assert cut.outcome is Outcome.ALTERED
    moved = check(checked_case, "X-Folder: Inbox\r\n" + MAIL, "m.eml")
    assert moved.outcome is Outcome.IDENTICAL


def test_what_isnt_there(checked_case: Case) -> None:
    found = check(checked_case, "The weather will be fine tomorrow in the whole region with wind from the north.")
    assert found.outcome is Outcome.ABSENT
    assert check(checked_case, "").outcome is Outcome.UNREADABLE
    assert check(checked_case, "two words").unsure
