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
    found = library.alike(every_print(cleaned(LETTER)))
    assert found[0].text.startswith("The contract")
    (item,) = library.with_message_id("1@x.example")
    assert library.fields(item)["subject"] == "The contract"
    assert library.row(item) is not None
    assert library.alike(()) == []
    assert library.with_bytes("0" * 64) is None
    assert library.looks(0, 3) == []
    assert library.unread() == ()


def test_what_ocr_read_can_be_left_out(scanned: Scanned) -> None:
    with Case.open(scanned.path) as case:
        library = Library(case)
        (sha256,) = [sha256 for sha256, _ in library.files(library.with_message_id("letter@town.example")[0])]
        (every,), (own,) = library.texts([sha256]), library.texts([sha256], ocr=False)
    assert (every.ocr, own.ocr) == (True, False)
    assert "Vasnier" in every.text
    assert "Vasnier" not in own.text
    assert "committee" in own.text
