from __future__ import annotations

from assay.checking.offered import Offer, offered, read
from checking.conftest import MAIL


def test_a_mail_is_read_with_its_fields_and_files() -> None:
    found = offered(Offer("m.eml", MAIL.encode(), ocr=False))
    assert (found.kind, found.message_id, found.fields["subject"]) == ("message", "1@x.example", "The contract")
    assert [one.name for one in found.files] == ["minutes.txt"]
    assert "48,400" in found.text


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    found = read("x.html", b"<html><body><p>Bonjour tout le monde</p></body></html>", ocr=False)
    assert "Bonjour tout le monde" in found.text
    assert len(found.sha256) == 64
