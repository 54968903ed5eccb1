from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.passages.cut import MOST, cut
from assay.message.traits.passages.lines import plain_runs

WROTE = "On Fri, 5 May 2017 at 18:35, Ann Roe <ann@x.example> wrote:"
BLOCK = "From: Ann Roe <ann@x.example>\nSent: Friday, 5 May 2017 18:35\nTo: Bob\nSubject: Money\n"


def pieces(text: str) -> list[tuple[str, int, str]]:
    return [(one.form, one.depth, " ".join(" ".join(one.lines).split())) for one in cut(plain_runs(text), "prefix")]


def test_inline_answers_leave_one_quotation_and_one_own_text() -> None:
    text = f"Hi\n\n{WROTE}\n> one\n> two\nNo.\n> three\nYes.\n"
    assert pieces(text) == [("own", 0, "Hi No. Yes."), ("prefix", 1, "one two three")]


def test_the_line_above_is_neither_own_nor_quoted() -> None:
    found = cut(plain_runs(f"{WROTE}\n\n> one\n\nMy answer"), "prefix")
    assert [(one.form, one.said.address) for one in found] == [("prefix", "ann@x.example"), ("own", "")]


def test_nested_lines_above() -> None:
    text = f"a\n{WROTE}\n> b\n> {WROTE.replace('ann', 'bob')}\n>> c\n> d"
    found = cut(plain_runs(text), "prefix")
    assert [(one.depth, one.said.address) for one in found] == [(0, ""), (1, "ann@x.example"), (2, "bob@x.example")]
    assert found[1].lines == ["b", "d"]


def test_blocks_make_all_below_them_deeper() -> None:
    text = f"Yes.\n\n{BLOCK}\nPay him.\n\n{BLOCK}\nHow much?\n"
    assert pieces(text) == [("own", 0, "Yes."), ("block", 1, "Pay him."), ("block", 2, "How much?")]


def test_a_quotation_that_nothing_marks() -> None:
    assert pieces(f"Yes.\n\n{WROTE}\n\nPay him.") == [("own", 0, "Yes."), ("prefix", 1, "Pay him.")]


def test_the_signature_is_apart() -> None:
    assert pieces("Yes.\n-- \nBob\n") == [("own", 0, "Yes."), ("signature", 0, "Bob")]


LINES = ["> ", ">> ", "", "x", WROTE, f"> {WROTE}", BLOCK, "-- ", "-----x y z-----"]


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_every_text_is_cut(lines: list[str]) -> None:
    found = cut(plain_runs("\n".join(lines)), "prefix")
    assert len(found) <= MOST + 1
    assert all(one.depth >= 0 for one in found)
