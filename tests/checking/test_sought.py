from __future__ import annotations

from assay.checking.offered import Offered
from assay.checking.sought import sought
from assay.document.prints import every_print
from assay.model.extracted import Page

PRINT = "From: Ann Roe\nSent: 5 May 2017 18:35\nTo: Bob Poe\nSubject: The contract\n\nWe pay them tomorrow."


def test_a_print_of_a_mail_is_laid_beside_mails_without_its_fields() -> None:
    found = sought(Offered(sha256="a" * 64, kind="pdf", pages=(Page(1, "", f"{PRINT}\nPage 1"),)))
    assert found.beside(mail=True).folded == ["we", "pay", "them", "tomorrow"]
    assert found.beside(mail=False).folded[:2] == ["from", "ann"]
    assert found.dropped == ("Page 1",)
    assert found.prints == every_print(found.written.text)


def test_a_mail_is_no_print_and_what_isnt_seen_isnt_compared() -> None:
    assert sought(Offered(sha256="a" * 64, kind="message", pages=(Page(0, "", PRINT),))).mail is None
    pages = (Page(0, "", "We pay."), Page(0, "deleted", "We steal."), Page(0, "comments", "Really?"))
    assert sought(Offered(sha256="a" * 64, kind="docx", pages=pages)).written.folded == ["we", "pay"]


def test_digits_that_ocr_took_for_letters() -> None:
    pages = (Page(0, "ocr", "pay 1O5 euros to Olaf"),)
    assert sought(Offered(sha256="a" * 64, kind="png", pages=pages, ocr=True)).written.folded[1] == "105"
    assert sought(Offered(sha256="a" * 64, kind="text", pages=pages)).written.folded[1] == "1o5"
