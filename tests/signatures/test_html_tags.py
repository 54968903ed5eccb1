from __future__ import annotations

import pytest

from assay.signatures.html_tags import looks_like_html, shows_source


@pytest.mark.parametrize("text", ["<p>x", "Hello<BR/>you", "<o:p>x</o:p><div>", "<my-part><b>"])
def test_html(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize("text", ["x", "a < b > c", "<bob@paper.example>", "<b>x</b> <not even>", "<o:p>"])
def test_what_only_looks_a_little_like_it(text: str) -> None:
    assert not looks_like_html(text)


def test_source_is_told_by_elements_that_are_closed() -> None:
    assert shows_source(" <div>a</div><p>b</p>")
    assert not shows_source("use </b> and </i> to end it")
    assert not shows_source("<div>a</div> and more")


def test_words_before_the_first_tag_may_be_plain_text() -> None:
    assert not looks_like_html("Pay 5 euros <!-- not --> now\n<style>p {}</style>")
    assert looks_like_html("\n <p>Pay 5 euros <!-- not --> now</p>")
