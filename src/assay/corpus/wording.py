"""The words that differ between a mail and its quotation: which they are, and how much that says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.spelling import edit_of, explained, put_right, written
from assay.message.traits.passages.words import is_carried, spelled

if TYPE_CHECKING:
    from assay.corpus.alignment import Aligned, Place
    from assay.model.corpus import Edit

FIRM_WORDS, FIRM_SHARE, FIRM_PLACES, FIRM_LENGTH = 40, 0.9, 3, 3
"""Words that have to match, their share of the quotation, and how many differences of how many words there may be, for
them to be firm."""
FEW = 2
"""Words that nobody puts into or takes out of a quotation without meaning to."""


class Said(NamedTuple):
    """The differences that count of one match, how many don't, and how much they say."""

    edits: tuple[Edit, ...]
    innocent: int
    gravity: str


class Word(NamedTuple):
    """A word with the number of its line: people cut whole lines."""

    text: str
    line: int


def wording(aligned: Aligned, words: int, own: list[Word], quoted: list[Word]) -> Said:
    """Says which words differ and how much that says.

    Args:
        aligned: the words of a mail with those of a quotation, by their digests.
        words: how many the quotation has.
        own: the mail's words that count.
        quoted: the quotation's.
    """
    places = aligned.places
    counted: list[tuple[Place, list[str], list[str]]] = []
    within = True
    for place in places:
        here = [one.text for one in own[place.a : place.b]]
        there = [one.text for one in quoted[place.c : place.d]]
        if not place.replaced and (_whole_lines(own, place.a, place.b) or _whole_lines(quoted, place.c, place.d)):
            continue
        within = within and (place.replaced or _inside(own, place.a, place.b) or _inside(quoted, place.c, place.d))
        if not explained(here, there):
            counted.append((place, here, there))
    if not counted:
        return Said((), len(places), "")
    replaced = [(here, there) for place, here, there in counted if place.replaced]
    grave = [
        (here, there) for here, there in replaced if not put_right(here, there) and written(here) and written(there)
    ]
    firm = (
        len(grave) == len(counted) == len(places)
        and len(counted) <= FIRM_PLACES
        and all(max(len(here), len(there)) <= FIRM_LENGTH for here, there in grave)
        and aligned.matched >= FIRM_WORDS
        and aligned.matched >= FIRM_SHARE * words
    )
    gravity = "firm" if firm else "open" if grave or (within and _one_word_more(aligned, words, counted)) else "slight"
    edits = tuple(edit_of(here, there) for _, here, there in counted)
    return Said(edits, len(places) - len(counted), gravity)


def _one_word_more(aligned: Aligned, words: int, counted: list[tuple[Place, list[str], list[str]]]) -> bool:
    """Whether all that differs is a word or two that stand on one side only, such as `not`."""
    return (
        len(counted) == len(aligned.places) == 1
        and not aligned.loose
        and aligned.matched >= max(FIRM_WORDS, FIRM_SHARE * words)
        and all(
            not place.replaced and len(here) + len(there) <= FEW and all(map(str.isalnum, here + there))
            for place, here, there in counted
        )
    )


def _whole_lines(words: list[Word], start: int, end: int) -> bool:
    """Whether words are all that stands in their lines."""
    before = start == 0 or words[start - 1].line != words[start].line if start < end else False
    return before and (end == len(words) or words[end].line != words[end - 1].line)


def _inside(words: list[Word], start: int, end: int) -> bool:
    """Whether words stand between others of their line."""
    return 0 < start < end < len(words) and words[start - 1].line == words[start].line == words[end].line


def words_of(text: str) -> list[Word]:
    """The words of a text that count in comparisons; untrusted."""
    return [
        Word(word, number)
        for number, line in enumerate(text.split("\n"))
        for word in spelled(line)
        if not is_carried(word)
    ]
