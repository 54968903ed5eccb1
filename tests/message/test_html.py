from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.html import html_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("a<b>b</b>c", "abc"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<style>p {}</style>x<script>if (a < b) {}</script>y", "xy"),
        ("<script>a</b>c</script >d", "d"),
        ("a<!-- b > c -->d<!-- e", "ad"),
        ("&lt;b&gt; caf&eacute; &#233;&nbsp;x", "<b> café é x"),
        ('<a title="a > b">x</a>', "x"),
        ("<a title='a < b'>x</a>", "x"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<!DOCTYPE html><html><head><title>t</title></head><body>x", "x"),
        ("  a \n\n\n  b  ", "a\nb"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("a <", "a <"),
        ("", ""),
    ],
)
def test_text(source: str, text: str) -> None:
    assert html_text(source) == text


@given(st.one_of(st.text(max_size=200), st.from_regex(r"[<>/a!\"' -]{0,80}", fullmatch=True)))
def test_any_text(source: str) -> None:
    html_text(source)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10), max_size=10))
def test_words_between_tags_are_kept(words: list[str]) -> None:
    assert html_text("".join(f'<p class="x">{word}</p>' for word in words)).split() == words
