from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.checking.check import Checker
from assay.checking.result import Outcome, Result
from checking.conftest import LETTER, MAIL, NOTE
from document.makers.page_maker import note, png
from scanned_case import CHAT
from scanned_case import LETTER as LETTER_IN_SCAN

if TYPE_CHECKING:
    from scanned_case import Scanned


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


def test_a_text_in_a_scan_of_the_dump_is_found_and_said_to_be_read_by_ocr(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        same, changed = check(case, CHAT), check(case, CHAT.replace("7,300", "73,000"))
        shot = Checker(case).check("shot.png", png(note(CHAT, size=34)))
        assert not [one for one in same.unsure if "examine --ocr" in one]
    assert (same.outcome, same.found[0].name, same.found[0].ocr) == (Outcome.IDENTICAL, "chat.png", True)
    assert any("read out of a picture, by OCR" in one for one in same.unsure)
    assert changed.outcome is Outcome.ALTERED
    assert [(one.dump, one.here) for one in changed.changes] == [("7,300", "73,000")]
    assert (shot.outcome, shot.ocr, shot.found[0].name) == (Outcome.IDENTICAL, True, "chat.png")


def test_the_page_of_a_scan_is_named(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        found = check(case, LETTER_IN_SCAN)
    assert (found.outcome, found.found[0].page, found.found[0].source) == (Outcome.IDENTICAL, 3, "letter.eml")


def test_what_ocr_couldnt_read_keeps_a_no_from_being_sure(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        said = " ".join(
            check(case, "Nobody has ever said so in any of the letters of this town, not even once.").unsure
        )
    assert "1 file is scanned or a picture in which OCR found nothing legible" in said
    assert "1 file is scanned or a picture that OCR gave up on" in said
    assert "not read by OCR" not in said
