from __future__ import annotations

import time

import pytest

from assay.document.extract import extract
from assay.document.readers.pdf_salvage import with_end
from assay.model.extracted import State
from document.makers.other_maker import pdf
from document.makers.story import story

ONE = story(1, latin=True)


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_pages_in_front_of_the_cut_are_read(share: float) -> None:
    data = pdf(ONE).data
    found = extract(data[: int(share * len(data))], "a.pdf")
    assert (found.state, found.facts["damaged"]) == (State.READ, "cut off: its end is missing")
    words = found.pages[0].text.split()
    assert len(words) >= 5
    assert words == ONE.paragraphs[0].split()[: len(words)]
    assert int(found.facts["pages"]) == len(ONE.paragraphs)


def test_nothing_to_save() -> None:
    assert with_end(b"%PDF-1.4\n1 0 obj<</Type/Pages>>endobj", 10) == b""
    assert with_end(b"%PDF-1.4\n/Type/Page", 10) == b""


def test_many_objects_take_no_time() -> None:
    start = time.process_time()
    with_end(b"1 0 obj<</a/b>> " * 500_000 + b"/Type/Page" * 100_000, 5_000)
    assert time.process_time() - start < 5
