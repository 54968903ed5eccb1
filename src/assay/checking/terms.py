"""The words of a text as texts are compared: a number with its decimals is one, groups that spaces divide are several.

A space between digits may stand between two cells of a table or inside of a number, and nobody can tell which; a point
or a comma can.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from assay.document.prints import MOST_WORDS, Word, cleaned, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TERM = re.compile(r"\d{1,3}(?:[.,'\u2019]\d{3})+(?![\w])|[^\W_]+")
_MARKS = frozenset(".,")
_DECIMALS = 2


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
    """The words of a cleaned text: `6250,00`, `6,250.0` and `6250` are one number.

    Args:
        text: as `assay.document.prints.cleaned` gives it.
    """
    found = [
        Word(folded(match[0]), match.start(), match.end()) for match in islice(_TERM.finditer(text), MOST_WORDS)
    ]
    return list(_joined(text, found))


def _joined(text: str, found: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(found):
        word = found[at]
        if at + 1 < len(found) and _decimals(text, found, at):
            behind = found[at + 1]
            yield Word(_number(f"{word.folded}.{behind.folded}"), word.start, behind.end)
            at += 2
            continue
        yield Word(_number(word.folded), word.start, word.end) if "." in word.folded else word
        at += 1


def _decimals(text: str, found: Sequence[Word], at: int) -> bool:
    """Whether a word and the one behind it are a number with one or two decimals, and not of a date or an address."""
    word, behind = found[at], found[at + 1]
    if not (word.folded.isdigit() and behind.folded.isdigit() and len(behind.folded) <= _DECIMALS):
        return False
    if behind.start != word.end + 1 or text[word.end] not in _MARKS:
        return False
    before, after = text[max(0, word.start - 2) : word.start], text[behind.end : behind.end + 2]
    return not (_goes_on(before[::-1]) or _goes_on(after))


def _goes_on(signs: str) -> bool:
    """Whether the two signs beside a number are a mark and a digit."""
    return len(signs) > 1 and signs[0] in ".,/-:" and signs[1].isdigit()


def _number(folded: str) -> str:
    """Without zeros that say nothing behind the point."""
    whole, _, decimals = folded.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
