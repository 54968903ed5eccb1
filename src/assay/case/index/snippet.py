"""The piece of a text around what was found, with the hits marked."""

from __future__ import annotations

import re

import msgspec

from assay.case.index.analysis import ENGLISH, FOLDED, FRENCH, analyzers, clean, tokens, without_elision
from assay.case.index.grammar import Node, Term, terms

_SEARCHED = 200_000
_SPACE = re.compile(r"\s+")
_IN_BODY = frozenset({"", "body", "file"})


class Piece(msgspec.Struct, frozen=True):
    """A run of text; untrusted."""

    text: str
    hit: bool


class Highlighter:
    """Finds the words of one query in texts, by the same analysis as the index."""

    def __init__(self, node: Node) -> None:
        self._exact: dict[str, set[str]] = {FOLDED: set(), FRENCH: set(), ENGLISH: set()}
        self._starts: set[str] = set()
        for term in terms(node):
            if term.field in _IN_BODY:
                self._add(term)

    def _add(self, term: Term) -> None:
        text = term.text if term.phrase else without_elision(term.text)
        words = tokens(FOLDED, text)
        self._exact[FOLDED].update(words)
        if term.prefix and words:
            self._starts.add(words[-1])
        if not (term.phrase or term.prefix or term.fuzzy) and len(words) == 1:
            for language in (FRENCH, ENGLISH):
                self._exact[language].update(tokens(language, text))

    @property
    def searches(self) -> bool:
        """Whether the query looks for words of texts at all."""
        return any(self._exact.values())

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where words of the query stand in a cleaned text, in characters, in order."""
        found: set[tuple[int, int]] = set()
        for name, wanted in self._exact.items():
            if not wanted:
                continue
            for token in analyzers()[name].pre_tokenize(text).tokens:
                word = token.text
                if word in wanted or (name == FOLDED and any(map(word.startswith, self._starts))):
                    found.add((token.char_offset_from, token.char_offset_to))
        return sorted(found)

    def snippet(self, text: str, width: int = 160) -> tuple[Piece, ...]:
        """About `width` characters around the densest hits, white space collapsed; else the beginning."""
        text = _SPACE.sub(" ", clean(text[:_SEARCHED])).strip()
        spans = self.spans(text)
        start = _window(spans, width) if len(text) > width else 0
        if start:
            start = text.find(" ", start, start + 20) + 1 or start
        end = min(len(text), start + width)
        if end < len(text):
            end = max(text.rfind(" ", start + width // 2, end), start + width // 2)
        pieces, at = [], start
        if start:
            pieces.append(Piece("… ", hit=False))
        for left, right in spans:
            if left >= at and right <= end:
                pieces += [Piece(text[at:left], hit=False), Piece(text[left:right], hit=True)]
                at = right
        pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), hit=False))
        return tuple(piece for piece in pieces if piece.text)


def _window(spans: list[tuple[int, int]], width: int) -> int:
    """Where to start so that most hits are shown; a quarter of the width stands before the first."""
    best, most, first = 0, 0, 0
    for last, (_, right) in enumerate(spans):
        while right - spans[first][0] > width * 3 // 4:
            first += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    return max(0, spans[best][0] - width // 4) if spans else 0
