"""A text as the finders of entities read it: what each of them needs of it is worked out once."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from assay.document.entities.hosts import Bare, bare
from assay.document.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIGITS = re.compile(r"[0-9]+")
_BEFORE, _AFTER = 64, 48
"""Characters around a digit that can belong to what it stands in: a label before it, a unit behind it."""


def least(words: Iterable[str]) -> tuple[str, ...]:
    """Those of some words that hold no other of them: a text has one of all where it has one of these."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in kept):
            kept.append(word)
    return tuple(kept)


class Found(NamedTuple):
    """An entity at its place.

    Attributes:
        kind: as in `assay.model.extracted.Entity`.
        value: in its one form.
        start: of the first character.
        end: behind the last.
    """

    kind: str
    value: str
    start: int
    end: int


class Reading:
    """A text, in lower case too, and where digits stand in it.

    Attributes:
        text: untrusted.
        lower: of the same length, so that places in it are places in the text.
    """

    def __init__(self, text: str) -> None:
        """Read a text.

        Args:
            text: untrusted.
        """
        self.text = text
        # Of all characters only this one becomes two in lower case (Unicode SpecialCasing).
        self.lower = text.replace("\u0130", "I").lower()

    @functools.cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches of text near digits, in order and apart from each other."""
        spans: list[tuple[int, int]] = []
        length = len(self.text)
        low, high = 0, -1
        for match in _DIGITS.finditer(self.text):
            start, end = match.span()
            if start - _BEFORE > high:
                if high >= 0:
                    spans.append((low, high))
                low = max(0, start - _BEFORE)
            high = min(length, end + _AFTER)
        if high >= 0:
            spans.append((low, high))
        return tuple(spans)

    @functools.cached_property
    def bare(self) -> tuple[Bare, ...]:
        """Names of hosts, in order, wherever they stand."""
        return tuple(bare(self.text, self.lower))

    @functools.cached_property
    def language(self) -> str:
        """As `assay.document.language` tells it."""
        return language(self.text)

    def near_digits(self, pattern: re.Pattern[str], *, lowered: bool = False) -> Iterator[re.Match[str]]:
        """What a pattern finds near digits.

        Args:
            pattern: its matches hold a digit.
            lowered: whether to look at the text in lower case.
        """
        source = self.lower if lowered else self.text
        for low, high in self.spans:
            yield from pattern.finditer(source, low, high)

    def has(self, *words: str) -> bool:
        """Whether any of the words, in lower case, is in the text."""
        return any(word in self.lower for word in words)
