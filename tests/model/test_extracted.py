from __future__ import annotations

from assay.model.extracted import Extracted, Page


def test_the_text_of_a_file_is_that_of_its_pages() -> None:
    assert Extracted(pages=(Page(1, "", "one"), Page(2, "", ""), Page(3, "", "three"))).text == "one\n\nthree"
