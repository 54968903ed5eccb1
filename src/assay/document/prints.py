"""Fingerprints of a text, by which it's found again whatever its form: winnowing over its words.

Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003): of every `WINDOW`
consecutive hashes of `GRAM` words the least is kept. Two texts that share `GRAM + WINDOW - 1` words in a row share a
fingerprint, wherever they stand.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from hashlib import blake2b
from typing import NamedTuple

GRAM, WINDOW = 4, 4
"""Seven words in a row are found again."""
MOST_WORDS = 400_000
_WORD = re.compile(r"\d+(?:[ \u00a0\u202f.,'\u2019]\d{3})+(?:[.,]\d{1,2})?(?!\d)|[^\W_]+", re.UNICODE)
_QUOTE = re.compile(r"(?m)^[ \t]*(?:[>|][ \t]?)+")
_HYPHEN = re.compile(r"(?<=[a-zA-Z\u00c0-\u024f])[-\u00ad\u2010]\r?\n[ \t]*(?=[a-z\u00e0-\u024f])")
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
    return _INVISIBLE.sub("", _HYPHEN.sub("", _QUOTE.sub("", text)))


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


def prints(found: list[Word]) -> tuple[int, ...]:
    """The fingerprints of a text: 62-bit numbers, each once, sorted.

    A text of fewer words than a gram has one, of all its words.
    """
    hashes = _grams(found)
    if len(hashes) <= WINDOW:
        return tuple(sorted(set(hashes)))
    return tuple(sorted({min(few) for few in zip(*(hashes[at:] for at in range(WINDOW)), strict=False)}))


def every_print(found: list[Word]) -> tuple[int, ...]:
    """The hashes of all grams of a text, each once: what a text is looked up by, so that none is missed."""
    return tuple(set(_grams(found)))


def _grams(found: list[Word]) -> list[int]:
    numbers = [_hash(word.folded) for word in found]
    if len(numbers) < GRAM:
        return [_hash(" ".join(word.folded for word in found)) % _RANGE] if numbers else []
    shifted = (numbers[at:] for at in range(GRAM))
    return [
        (one * _A ^ two * _B ^ three * _C ^ four * _D) % _RANGE for one, two, three, four in zip(*shifted, strict=False)
    ]


_A, _B, _C, _D = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5
"""Odd numbers that tell the places of a gram's words apart."""
_RANGE = (1 << 62) - 57


@functools.lru_cache(maxsize=200_000)
def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
