from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import Case, views
from assay.case.item_files import ItemFile, item_files
from scanned_case import OWN

if TYPE_CHECKING:
    from scanned_case import Scanned


def files(scanned: Scanned, name: str) -> dict[str, ItemFile]:
    with Case.open(scanned.path) as case:
        found = views.item(case.evidence, views.the_item(case.evidence, name))
        return {one.name: one for one in item_files(case.evidence, found.entry)}


def test_what_ocr_read_is_told_apart_from_a_files_own_text(scanned: Scanned) -> None:
    one = files(scanned, "letter.eml")["minutes.pdf"]
    assert one.words == len(OWN.split())
    assert one.ocr is not None
    assert [page.page for page in one.ocr.pages] == [3]
    assert "48 400 euros" in one.ocr.pages[0].text
    assert (one.ocr.confidence > 70, one.ocr.reason, one.scanned) == (True, "", False)


def test_what_wasnt_read_or_isnt_legible_says_so(scanned: Scanned) -> None:
    found = files(scanned, "chat.eml")
    assert found["chat.png"].scanned
    assert (found["logo.png"].ocr, found["logo.png"].scanned) == (None, False)
    noise = files(scanned, "noise.png")["noise.png"].ocr
    assert noise is not None
    assert (noise.pages, noise.reason) == ((), "nothing legible")
    fax = files(scanned, "fax.tif")["fax.tif"].ocr
    assert fax is not None
    assert ([page.page for page in fax.pages], fax.reason.partition(":")[0]) == ([1], "page 2")
