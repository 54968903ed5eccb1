from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.corpus.difference import MAX_EDITS, compare
from assay.model.corpus import Edit


def test_a_changed_amount_is_the_only_edit() -> None:
    found = compare("We pay 1,200 euros\nfor the hall.", "We pay 9,200 euros for   the hall.")
    assert found.edits == (Edit("1,200", "9,200"),)
    assert found.alike > 0.8
    assert not found.footer


def test_what_is_only_there() -> None:
    assert compare("a b", "a x b").edits == (Edit("", "x"),)


def test_a_footer_is_told_from_added_text() -> None:
    assert compare("Hello\n", "Hello\n_____\nTalk mailing list, unsubscribe here\n").footer
    assert not compare("Hello\n", "Hello\nand pay Panama\n").footer


def test_a_footer_is_told_whatever_the_line_ends() -> None:
    footer = "\r\n_____\r\nThis message may be confidential.\r\n"
    assert compare("Hello\nAnne\n", f"Hello\r\nAnne\r\n{footer}").footer
    assert not compare("Hello\nAnne\n", f"Hello\r\nPaul\r\n{footer}").footer
    assert not compare("", footer.replace("_____", "Pay")).footer


@given(st.lists(st.text("ab", max_size=2)), st.lists(st.text("ab", max_size=2)))
def test_equal_words_are_equal_texts(left: list[str], right: list[str]) -> None:
    found = compare(" ".join(left), "\n".join(right))
    assert (not found.edits) == (" ".join(left).split() == " ".join(right).split())
    assert 0 <= found.alike <= 1


def test_edits_are_bounded() -> None:
    left = " ".join(f"w{number} x" for number in range(500))
    assert len(compare(left, left.replace("x", "y")).edits) == MAX_EDITS
