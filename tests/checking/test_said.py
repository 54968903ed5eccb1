from __future__ import annotations

import pytest

from assay.checking.result import Candidate
from assay.checking.said import _SENTENCES, said

ONE = Candidate("a" * 64, "b" * 64, "box.mbox!/@3", "plan.pdf", 4, "unproven", in_part=False, share=0.53, whole=True)


@pytest.mark.parametrize("what", _SENTENCES)
def test_every_sentence_is_whole(what: str) -> None:
    for text in (said(what, ONE, count=3, reason="damaged"), said(what, None)):
        assert "{" not in text
        assert text.endswith(".")


def test_the_closest_is_named_with_its_page() -> None:
    assert "page 4" in said("not in the dump", ONE)
    assert "53%" in said("altered", ONE)
