from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message.tokens import elements_of


def test_commas_count_outside_of_quotes_comments_and_angles() -> None:
    elements = elements_of('"a,b" <c@d>, (e,f) g@h, <i,j>')
    assert elements is not None
    assert len(elements) == 3
    assert elements[1][1] == ("comment", "e,f")


def test_groups_are_resolved() -> None:
    elements = elements_of("team: a@b, c@d; e@f")
    assert elements is not None
    assert ["".join(word for _, word in element).strip() for element in elements] == ["a@b", "c@d", "e@f"]


def test_an_open_comment_is_no_comment() -> None:
    assert elements_of("a (x, y") == [[("atom", "a"), ("space", " "), ("special", "(x, y")]]


def test_too_deep() -> None:
    assert elements_of("(" * 21) is None


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    elements_of(text)
