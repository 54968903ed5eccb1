from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case
from assay.checking.library import Library
from assay.document.prints import cleaned, every_print
from checking.conftest import LETTER

if TYPE_CHECKING:
    from scanned_case import Scanned


def test_texts_are_found_by_their_words_and_mails_by_their_message_id(checked_case: Case) -> None:
    library = Library(checked_case)
    alike, nothing = library.alike([every_print(cleaned(LETTER)), ()])
    assert nothing == []
    assert library.texts(alike)[0].written.text.startswith("The contract")
    (item,) = library.with_message_ids(["1@x.example", "none"])["1@x.example"]
    assert library.texts([item])[0].fields["subject"] == "The contract"
    assert library.row(item) is not None
    assert library.with_bytes(["0" * 64, item]) == {item: (item, "mail.eml")}
    library.load(alike, [item])
    assert [one.item for one in library.texts([item])] == [item]
    assert library.looks(0, 3) == []
    assert library.unread() == ()


def test_what_ocr_read_can_be_left_out(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        library = Library(case)
        (mail,) = library.texts(library.with_message_ids(["letter@town.example"])["letter@town.example"])
        (sha256,) = [sha256 for sha256, _ in library.files(mail)]
        (every,), (own,) = library.texts([sha256]), library.texts([sha256], ocr=False)
    assert (every.ocr, own.ocr) == (True, False)
    assert "Vasnier" in every.written.text
    assert "Vasnier" not in own.written.text
    assert "committee" in own.written.text
