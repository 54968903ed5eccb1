from __future__ import annotations

import pytest

from assay.document.extract import extract


def test_title_description_and_text() -> None:
    head = b"<html><head><title>A &amp; B</title><meta name='author' content='Ann'></head>"
    found = extract(head + b"<body><p>one<p>two</body>", "a.html")
    assert found.text == "one\ntwo"
    assert (found.facts["title"], found.facts["author"]) == ("A & B", "Ann")


@pytest.mark.parametrize(
    "how",
    [
        'style="display: none"',
        "style='color:red;visibility:hidden'",
        'style="font-size:0px"',
        "hidden",
        'style="opacity:0"',
    ],
)
def test_hidden_text(how: str) -> None:
    found = extract(f"<html><p>seen<span {how}>not seen</span>".encode(), "a.html")
    assert found.facts["hidden"] == "not seen"
    assert "not seen" in found.text


@pytest.mark.parametrize("how", ['style="font-size:0.8em"', 'style="opacity:0.5"', 'class="hidden-sm"'])
def test_what_is_seen(how: str) -> None:
    assert "hidden" not in extract(f"<html><p>seen<span {how}>too</span>".encode(), "a.html").facts


def test_a_charset_inside_counts() -> None:
    page = '<html><head><meta charset="windows-1251"></head><p>мир'
    found = extract(page.encode("cp1251"), "a.html")
    assert (found.text, found.facts["charset"]) == ("мир", "cp1251")
    lying = extract('<html><meta charset="utf-8"><p>café'.encode("cp1252"), "a.html")
    assert lying.text == "café"
    assert lying.facts["charset_guessed"] == "yes"
