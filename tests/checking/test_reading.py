from __future__ import annotations

from assay.checking.offered import Offer
from assay.checking.reading import offered
from checking.conftest import MAIL


def test_a_mail_is_read_with_its_fields_and_files() -> None:
    found = offered(Offer("m.eml", MAIL.encode(), ocr=False))
    assert (found.kind, found.message_id, found.fields["subject"]) == ("message", "1@x.example", "The contract")
    assert [one.name for one in found.files] == ["minutes.txt"]
    assert "48,400" in found.pages[0].text


def test_a_mail_that_was_copied_off_a_screen_is_a_text() -> None:
    copied = b"From: Ann Roe\r\nDate: 5 May 2017 18:35\r\nTo: Bob\r\nSubject: Caf\xe9\r\n\r\nWe pay.\r\n"
    found = offered(Offer("x.txt", copied, ocr=False))
    assert (found.kind, found.fields) == ("text", {})
    assert found.pages[0].text.startswith("From: Ann Roe\nDate")
    assert "Caf\u00e9" in found.pages[0].text


def test_what_has_no_text_says_why() -> None:
    found = offered(Offer("x.pdf", b"%PDF-1.4", ocr=False))
    assert (found.state, found.pages) == ("unreadable", ())
    assert found.reason
