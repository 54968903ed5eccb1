from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.checking.align import Gap, align

TEXT = list("abcdefghijklmnop")


def test_a_piece_lies_in_the_whole_without_a_gap() -> None:
    found = align(TEXT[3:9], TEXT)
    assert (found.matched, found.share, found.gaps, found.span) == (6, 1.0, (), (3, 9))


def test_a_changed_word_is_a_gap_on_both_sides() -> None:
    here = [*TEXT[:4], "nine", *TEXT[5:]]
    assert align(here, TEXT).gaps == (Gap((4, 5), (4, 5)),)


def test_what_was_added_at_the_end_is_a_gap_and_what_was_cut_off_isnt() -> None:
    assert align([*TEXT, "burn", "this"], TEXT).gaps == (Gap((len(TEXT), len(TEXT)), (len(TEXT), len(TEXT) + 2)),)
    assert align(TEXT[:10], TEXT).gaps == ()


def test_other_words_at_an_end_stand_beside_those_of_the_dump() -> None:
    assert align([*TEXT[:10], "burn", "this"], TEXT).gaps == (Gap((10, 15), (10, 12)),)
    assert align(["burn", *TEXT[4:]], TEXT).gaps == (Gap((0, 4), (0, 1)),)


def test_the_right_stretch_of_a_long_text_is_found() -> None:
    long = [f"w{number}" for number in range(5000)]
    found = align(long[3000:3050], long)
    assert (found.share, found.span) == (1.0, (3000, 3050))


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_any_two_texts_are_laid_beside_each_other(here: list[str], dump: list[str]) -> None:
    found = align(here, dump)
    assert found.matched == sum(found.covered) <= len(here)
    assert 0 <= found.span[0] <= found.span[1] <= len(dump)


def test_a_common_word_at_the_end_is_matched_next_to_the_rest() -> None:
    assert align(["the", "council", "met"], ["the", "contract", "the", "council", "met"]).gaps == ()
    assert align(["met", "the"], ["we", "met", "the", "council", "and", "the"]).gaps == ()


def test_words_that_match_by_chance_in_a_rewritten_stretch_are_no_match() -> None:
    before, after = [f"a{number}" for number in range(20)], [f"z{number}" for number in range(20)]
    old = [f"o{number}" for number in range(8)] + ["of", "the"] + [f"p{number}" for number in range(8)]
    new = [f"n{number}" for number in range(9)] + ["of", "the"] + [f"m{number}" for number in range(9)]
    assert align([*before, *new, *after], [*before, *old, *after]).gaps == (Gap((20, 38), (20, 40)),)


def test_blocks_are_the_words_that_are_covered() -> None:
    found = align([*TEXT[:4], "nine", *TEXT[5:]], TEXT)
    assert found.blocks == ((0, 4, 0), (5, 16, 5))
