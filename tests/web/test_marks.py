from __future__ import annotations

import itertools

from assay.model.verdict import Verdict
from assay.web.marks import mark


def test_each_verdict_has_its_own_shape_word_and_class() -> None:
    marks = [str(mark(verdict.value)) for verdict in Verdict]
    shapes = [text[text.index("<svg") : text.index("</svg>")].split(">", 1)[1] for text in marks]
    assert all(one != other for one, other in itertools.combinations(shapes, 2))
    assert all(verdict.value in text for verdict, text in zip(Verdict, marks, strict=True))


def test_in_part_is_the_same_mark_with_a_notch() -> None:
    assert "notched" in mark("authenticated", True)
    assert "authenticated, in part" in mark("authenticated", True)
    assert "notched" not in mark("authenticated")


def test_not_judged_is_no_verdict() -> None:
    assert "not judged" in mark("")
