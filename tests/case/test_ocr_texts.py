from __future__ import annotations

from assay.case.ocr_texts import with_ocr
from assay.model.extracted import Entity, Extracted, FileText, Page


def read(*pages: Page, language: str = "", version: int = 1, entities: tuple[Entity, ...] = ()) -> FileText:
    content = Extracted(kind="pdf", pages=pages, version=version)
    return FileText(sha256="a", item="b", content=content, language=language, entities=entities)


def test_pages_stand_in_their_order_and_say_who_read_them() -> None:
    own = read(Page(1, "", "one"), Page(2, "", ""), Page(3, "", "three"), language="en")
    found = with_ocr(own, [read(Page(2, "ocr", "two"), language="fr")])
    assert [(page.number, page.label) for page in found.content.pages] == [(1, ""), (2, ""), (2, "ocr"), (3, "")]
    assert found.content.text == "one\n\ntwo\n\nthree"
    assert found.language == "en"
    assert with_ocr(read(), [read(language=""), read(language="fr")]).language == "fr"


def test_of_a_page_that_was_read_twice_the_newer_counts() -> None:
    found = with_ocr(read(), [read(Page(1, "ocr", "new"), version=2), read(Page(1, "ocr", "old"), version=1)])
    assert found.content.text == "new"


def test_what_is_named_twice_is_counted_once() -> None:
    one, other = Entity("iban", "FR76", "FR 76", 1, 2), Entity("iban", "FR76", "fr76", 3, 1)
    found = with_ocr(read(entities=(one,)), [read(entities=(other,))])
    assert found.entities == (Entity("iban", "FR76", "FR 76", 1, 3),)
