"""The words of a text as texts are compared: numbers in groups of three digits, the last group with its decimals.

`6250`, `6 250` and `6,250` are the same two words; what may be a year is one. A space between digits may divide two
cells of a table as well as the groups of a number, and nobody can tell which; so groups are always divided.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from assay.document.prints import MOST_WORDS, Word, cleaned, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TERM = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = frozenset(".,")
_DECIMALS, _GROUP = 2, 3
_LONGEST = 9
"""Digits from which on a number isn't one that is counted with."""


class Written(NamedTuple):
    """A text as it's compared; untrusted.

    Attributes:
        text: cleaned.
        found: its words.
        starts: the word at which each of its pieces begins.
    """

    text: str
    found: tuple[Word, ...]
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[str]) -> Self:
        """The pages of a file, or whatever a text comes in, one after another."""
        whole: list[str] = []
        found: list[Word] = []
        starts = []
        at = 0
        for piece in pieces:
            text = cleaned(piece)
            starts.append(len(found))
            found += (Word(word.folded, word.start + at, word.end + at) for word in terms(text))
            whole.append(f"{text}\n\n")
            at += len(text) + 2
        return cls("".join(whole), tuple(found[:MOST_WORDS]), tuple(starts))

    @property
    def folded(self) -> list[str]:
        """The words as they're compared."""
        return [word.folded for word in self.found]

    def shown(self, start: int, end: int) -> str:
        """The words of a range as they are written."""
        found = self.found
        return " ".join(self.text[found[start].start : found[end - 1].end].split()) if start < end <= len(found) else ""


def terms(text: str) -> list[Word]:
    """The words of a cleaned text.

    Args:
        text: as `assay.document.prints.cleaned` gives it.
    """
    found: list[Word] = []
    for match in islice(_TERM.finditer(text), MOST_WORDS):
        start, end = match.span()
        if found and _is_decimals(text, found[-1], match[0], start, end):
            last = found.pop()
            found.append(Word(_number(last.folded, match[0]), last.start, end))
        else:
            found += _groups(match[0], start)
    return found


def _groups(word: str, start: int) -> Iterator[Word]:
    """A word, or the groups of three digits of a number."""
    if not (word.isdecimal() and _GROUP < len(word) <= _LONGEST) or _YEAR.fullmatch(word):
        yield Word(folded(word), start, start + len(word))
        return
    first = len(word) % _GROUP or _GROUP
    edges = [0, *range(first, len(word) + 1, _GROUP)]
    for at, end in pairwise(edges):
        yield Word(word[at:end], start + at, start + end)


def _is_decimals(text: str, last: Word, word: str, start: int, end: int) -> bool:
    """Whether a word is the one or two decimals of the number before it, and not of a date or an address."""
    if start != last.end + 1 or text[last.end] not in _MARKS or not (word.isdecimal() and len(word) <= _DECIMALS):
        return False
    if not last.folded.isdecimal() or len(last.folded) > _GROUP:
        return False
    before, after = text[max(0, last.start - 2) : last.start], text[end : end + 2]
    grouped = len(last.folded) == _GROUP and before[-1:] != text[last.end]
    return not ((_goes_on(before[::-1]) and not grouped) or _goes_on(after))


def _goes_on(signs: str) -> bool:
    """Whether the two signs beside a number are a mark and a digit."""
    return len(signs) > 1 and signs[0] in ".,/-:" and signs[1].isdigit()


def _number(whole: str, decimals: str) -> str:
    """A number without zeros that say nothing behind the point."""
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
