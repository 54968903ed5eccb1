from __future__ import annotations

from assay.corpus.alignment import align
from assay.corpus.wording import Said, wording, words_of

TEXT = "\n".join(" ".join(f"word{line}x{place}" for place in range(10)) for line in range(8))


def said(own: str, quoted: str) -> Said:
    here, there = words_of(own), words_of(quoted)
    aligned = align([hash(one.text) for one in here], [hash(one.text) for one in there])
    return wording(aligned, len(there), here, there)


def test_words_that_carriers_change_are_left_out() -> None:
    assert [(one.text, one.line) for one in words_of("See\nhttps://a.example now")] == [("see", 0), ("now", 1)]


def test_the_same_says_nothing() -> None:
    assert said(TEXT, TEXT) == ((), 0, "")


def test_one_word_for_another_is_firm() -> None:
    found = said(TEXT.replace("word4x4", "48,400"), TEXT)
    assert (found.gravity, found.innocent) == ("firm", 0)
    assert (found.edits[0].here, found.edits[0].there) == ("48,400", "word4x4")


def test_many_places_are_open() -> None:
    own = TEXT
    for place in ("word1x5", "word3x1", "word4x5", "word6x1"):
        own = own.replace(place, "other")
    assert said(own, TEXT).gravity == "open"


def test_a_word_more_within_a_line_is_open_and_at_its_edge_slight() -> None:
    assert said(TEXT.replace("word4x4", "not word4x4"), TEXT).gravity == "open"
    assert said(TEXT.replace("word4x0", "not word4x0"), TEXT).gravity == "slight"


def test_a_line_more_is_a_cut() -> None:
    assert said(TEXT.replace("word4x0", "Thanks Bob\nword4x0"), TEXT) == ((), 1, "")


def test_an_innocent_place_beside_another_leaves_room_for_doubt() -> None:
    own = TEXT.replace("word2x2", "w-ord2x2").replace("word5x5", "48,400")
    found = said(own, TEXT)
    assert (found.innocent, found.gravity) == (1, "open")
