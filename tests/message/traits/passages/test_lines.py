from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.passages.lines import DEEPEST, html_head, html_runs, plain_runs


def depths(text: str) -> list[tuple[int, list[str]]]:
    return [(run.depth, [line for line in run.lines if line]) for run in plain_runs(text)]


def test_prefixes_nest() -> None:
    assert depths("a\n> b\n> > c\n>> d\n>e") == [(0, ["a"]), (1, ["b"]), (2, ["c", "d"]), (1, ["e"])]


def test_blank_lines_belong_to_what_is_above() -> None:
    assert depths("> b\n\n> c") == [(1, ["b", "c"])]


def test_what_a_program_broke_off_is_mended() -> None:
    long = "> " + "word " * 13
    assert depths(f"{long}\nbroken off\n> next") == [(1, [long[2:], "broken off", "next"])]
    assert len(depths("> short\nAn answer.\n> next")) == 3


def test_the_escape_of_mboxes_is_no_quotation() -> None:
    assert depths("Hello\n>From here") == [(0, ["Hello", ">From here"])]


def test_delsp_joins_words() -> None:
    assert plain_runs("Wört \nlich", joined=True)[0].lines == ["Wörtlich"]


def test_blockquotes_of_html() -> None:
    runs = html_runs("<p>Yes<blockquote type=cite><div>one<blockquote>two</blockquote></blockquote><p>end")
    found = [(run.depth, run.lines) for run in runs if any(run.lines)]
    assert found == [(0, ["Yes"]), (1, ["one"]), (2, ["two"]), (0, ["end"])]


def test_marks_in_the_source_are_no_blockquotes() -> None:
    assert {run.depth for run in html_runs("\x0e<p>\x0e<p>x")} == {0}


def test_the_head_ends_where_a_quotation_begins() -> None:
    assert html_head('Yes<div class="gmail_quote">On') == "Yes"
    assert html_head("all") == "all"


@given(st.text(st.sampled_from("> \n\tab<lockquote/\x0e")))
def test_nothing_is_too_deep(text: str) -> None:
    assert all(0 <= run.depth <= DEEPEST for run in (*plain_runs(text), *html_runs(text)))
