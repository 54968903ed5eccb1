from __future__ import annotations

from xml.etree import ElementTree as ET

from assay.document.extract import extract
from assay.document.readers.pptx import slide_text
from document.makers.ooxml_maker import A, pptx
from document.makers.story import story


def test_slides_in_the_order_of_the_show_with_their_notes() -> None:
    one = story(1)
    found = extract(pptx(one).data, "a.pptx")
    count = len(one.paragraphs)
    assert found.facts["slides"] == str(count)
    slides = [page.text for page in found.pages if not page.label]
    assert slides == list(reversed(one.paragraphs))
    assert [(page.number, page.text) for page in found.pages if page.label == "notes"] == [
        (number, f"note{count + 1 - number}") for number in range(1, count + 1)
    ]


def test_the_number_of_the_slide_is_no_text() -> None:
    field = '<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld><a:r><a:t>words</a:t></a:r></a:p>'
    assert slide_text(ET.fromstring(f"<p:sld {A}>{field}</p:sld>")).strip() == "words"  # noqa: S314 - made above
