"""Who wrote and saved the documents of a corpus, and whose names and scripts are at home in it."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG = 4
"""Letters of a word of a name by which a person is recognised."""
_INITIALS = 2
"""Letters of first names in the name of an account."""
FEW_NAMES = 10
"""Items with names below which nothing is known of the hands of a corpus."""
RARE = 0.01
_LONGEST = 200
_MOST_ITEMS = 500
"""Items that are kept of each word."""


@functools.lru_cache(maxsize=4096)
def script(text: str) -> str:
    """The script of the letters of a text that isn't Latin, as `CYRILLIC`; empty where there is none."""
    if text.isascii():
        return ""
    found = Counter(unicodedata.name(letter, "?").split(" ", 1)[0] for letter in text[:_LONGEST] if letter.isalpha())
    found.pop("LATIN", None)
    found.pop("?", None)
    letters = sum(found.values())
    return max(found, key=lambda name: (found[name], name)) if letters > 1 else ""


@functools.lru_cache(maxsize=4096)
def words(name: str) -> frozenset[str]:
    """The words of a name without case, order and accents."""
    plain = name[:_LONGEST]
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return frozenset(_WORD.findall(plain.casefold()))


def _without_initials(word: str) -> list[str]:
    parts = [part for size in range(1, _INITIALS + 1) for part in (word[size:], word[:-size])]
    return [part for part in parts if len(part) >= _LONG]


class Hands:
    """The names of a corpus.

    Names are counted by the items in which they stand, so that a name can be asked for without some of them.
    """

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = {}
        self._scripts: dict[str, set[str]] = {}
        self._items: set[str] = set()

    def add(self, name: str, item: str) -> None:
        """Learns a name or the local part of an address, which stands in an item."""
        if not name:
            return
        self._items.add(item)
        for word in words(name):
            found = self._words.setdefault(word, set())
            if len(found) < _MOST_ITEMS:
                found.add(item)
        written = script(name)
        if written:
            self._scripts.setdefault(written, set()).add(item)

    def known(self, name: str, without: set[str]) -> bool:
        """Whether somebody of that name stands in an item besides these.

        A name without a word counts as known, and so does every name where there are too few to learn from. So does
        one of an account that is made of a known word and an initial or two, as `cdupont`.
        """
        if self._others(without) < FEW_NAMES:
            return True
        found = [word for word in words(name) if len(word) >= _LONG] or list(words(name))
        found += [part for word in found for part in _without_initials(word)]
        return not found or any(self._words.get(word, set()) - without for word in found)

    def foreign(self, text: str, without: set[str]) -> bool:
        """Whether a text is in a script that hardly stands in any item besides these."""
        written = script(text)
        others = self._others(without)
        if not written or others < FEW_NAMES:
            return False
        return len(self._scripts.get(written, set()) - without) <= RARE * others

    def _others(self, without: set[str]) -> int:
        """How many items with names there are besides these."""
        return len(self._items) - sum(item in self._items for item in without)
