"""Fingerprints of a text, by which it's found again whatever its form: winnowing over its words.

Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003): of every `WINDOW`
consecutive hashes of `GRAM` words the least is kept. Two texts that share `GRAM + WINDOW - 1` words in a row share a
fingerprint, wherever they stand.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAM, WINDOW = 4, 4
"""Seven words in a row are found again."""
MOST_WORDS = 400_000
_WORD = re.compile(r"\d+(?:[ \u00a0\u202f.,'\u2019]\d{3})+(?:[.,]\d{1,2})?(?!\d)|[^\W_]+", re.UNICODE)
_GROUPED = re.compile(r"\d[ \u00a0\u202f.,'\u2019]\d{3}")
_UNGROUPED = re.compile(r"[^\W_]+")
_ASCII_WORDS = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))
"""A space for each ASCII character that is in no word."""
_QUOTE = re.compile(r"\n[ \t]*(?:[>|][ \t]?)+")
_HYPHEN = re.compile(r"[-\u00ad\u2010](?<=[a-zA-Z\u00c0-\u024f].)\r?\n[ \t]*(?=[a-z\u00e0-\u024f])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_GROUPING = re.compile(r"[ \u00a0\u202f'\u2019]")
_SEPARATED = re.compile(r"[.,](?=\d{3}(?:\D|\Z))")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        folded: without case, accents and grouping of digits, as it's compared.
        start, end: where it stands in the cleaned text (`cleaned`).
    """

    folded: str
    start: int
    end: int


def cleaned(text: str) -> str:
    """The text without what carriers put into it: quotation marks of mail, hyphens at line ends, invisible signs.

    Length may change; `Word` points into this text.
    """
    lines = _QUOTE.sub("\n", f"\n{text}")[1:]
    joined = _HYPHEN.sub("", lines)
    return joined if joined.isascii() else _INVISIBLE.sub("", joined)


def words(text: str) -> list[Word]:
    """The words of a cleaned text, `MOST_WORDS` at most; a grouped number is one word."""
    found = []
    for match in _WORD.finditer(text):
        found.append(Word(folded(match[0]), match.start(), match.end()))
        if len(found) == MOST_WORDS:
            break
    return found


def folded(word: str) -> str:
    """A word as it's compared: `6 250`, `6,250` and `6.250` are one number, `Œuvre` is `oeuvre`."""
    if word[0].isdigit():
        return _SEPARATED.sub("", _GROUPING.sub("", word)).replace(",", ".").lower()
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def prints(text: str) -> tuple[int, ...]:
    """The fingerprints of a cleaned text: 62-bit numbers, each once, sorted.

    A text of fewer words than a gram has one, of all its words.
    """
    grams = _grams(text)
    if len(grams) <= WINDOW:
        return tuple(np.unique(grams).tolist())
    least = grams[: len(grams) - WINDOW + 1]
    for at in range(1, WINDOW):
        least = np.minimum(least, grams[at : len(grams) - WINDOW + 1 + at])
    return tuple(np.unique(least).tolist())


def every_print(text: str) -> tuple[int, ...]:
    """The hashes of all grams of a cleaned text, each once: what a text is looked up by, so that none is missed."""
    return tuple(np.unique(_grams(text)).tolist())


def _written(text: str) -> list[str]:
    """What `_WORD` finds; where no number is grouped it's what stands between signs, which is faster to find."""
    if _GROUPED.search(text):
        return _WORD.findall(text)
    return text.translate(_ASCII_WORDS).split() if text.isascii() else _UNGROUPED.findall(text)


def _grams(text: str) -> NDArray[np.uint64]:
    """A number for each run of `GRAM` words."""
    found = _written(text)[:MOST_WORDS]
    numbers = np.fromiter(map(_HASHES.__getitem__, found), np.uint64, len(found))
    if len(numbers) < GRAM:
        one = [_hash(" ".join(map(folded, found))) % _RANGE] if found else []
        return np.array(one, np.uint64)
    grams = np.zeros(len(numbers) - GRAM + 1, np.uint64)
    for at, odd in enumerate(_ODD):
        grams ^= numbers[at : at + len(grams)] * np.uint64(odd)
    return grams % np.uint64(_RANGE)


_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
"""Odd numbers that tell the places of a gram's words apart."""
_RANGE = (1 << 62) - 57
_MOST_KNOWN = 200_000


class _Hashes(dict[str, int]):
    """The hashes of words; forgets all when it has grown too large."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[word] = found = _hash(word)
        return found


_HASHES = _Hashes()


def _hash(word: str) -> int:
    """64 bits of a word as it's compared."""
    return int.from_bytes(blake2b(folded(word).encode("utf-8", "replace"), digest_size=8).digest(), "big")
