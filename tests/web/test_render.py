from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from assay.web.pages import State
from assay.web.render import _TEMPLATES, render

FRAME = {"case_name": "c", "active": "", "state": State(), "item": None}


def made(template: str, **context: object) -> str:
    return _TEMPLATES.from_string(template).render(context)


def test_markup_of_the_dump_is_text() -> None:
    page = render("problem.html", FRAME | {"problem": "<script>1</script>\u202e\x1b"})
    assert "&lt;script&gt;1&lt;/script&gt;\\u202e\\x1b" in page
    assert page.count("<script") == 1


def test_a_lone_surrogate_doesnt_break_a_page() -> None:
    assert "a\\ud800b" in render("problem.html", FRAME | {"problem": "a\ud800b"})
    assert 'value="a?b"' in render("problem.html", FRAME | {"state": State(q="a\ud800b"), "problem": "x"})


def test_what_a_page_lacks_is_an_error_rather_than_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("problem.html", FRAME)


@given(st.text(max_size=300), st.integers(1, 200))
def test_cut_keeps_the_beginning_and_counts_the_rest(text: str, most: int) -> None:
    found = made("{{ text|cut(most)|safe }}", text=text, most=most)
    if len(text) <= most:
        assert found == text
    else:
        assert found.startswith(f"{text[:most]} … ({len(text) - most} character")


def test_cut_says_where_the_rest_is() -> None:
    assert made("{{ 'abc'|cut(2) }}") == "ab … (1 character more; the download has all)"
    assert made("{{ 'abcd'|cut(2, 'x has all') }}") == "ab … (2 characters more; x has all)"
    assert made("{{ 'abcd'|cut(2, '') }}") == "ab … (2 characters more)"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (2_500_000, "2.5 MB"),
        (10**13, "10000.0 GB"),
    ],
)
def test_sizes(size: int, shown: str) -> None:
    assert made("{{ size|size }}", size=size) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (1493019000.0, "2017-04-24 07:30"),
        (0.0, "1970-01-01 00:00"),
        (-62135596800.0, "1-01-01 00:00"),
        (None, "no date"),
        (float("nan"), "no date"),
        (float("inf"), "no date"),
        (1e300, "no date"),
    ],
)
def test_dates(seconds: float | None, shown: str) -> None:
    assert made("{{ seconds|date }}", seconds=seconds).lstrip("0") == shown
    assert made("{{ seconds|date(time=False) }}", seconds=seconds).lstrip("0") == shown.removesuffix(shown[-6:]) or (
        shown == "no date"
    )


def test_numbers_and_their_words() -> None:
    assert made("{{ 1234567|number }}") == "1,234,567"
    assert made("{{ counted(1, 'item', 'items') }}, {{ counted(1200, 'item', 'items') }}") == "1 item, 1,200 items"
