"""Words that were read out of a picture: told apart from what was altered.

OCR takes signs for others that look alike and breaks words. Before texts are compared, a word that isn't in the dump's
text becomes the word there that it is a misreading of: letters may differ a little, digits only by signs that OCR mixes
up. So a name or an amount that was changed stays a difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT, LONG = 4, 10
"""Letters up to which none, and from which on two may be misread; between them one."""
_ONE_DECIMAL = re.compile(r"\.\d\Z")
_NEGATIONS = frozenset({"no", "ne", "ni"})
_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "g": "9", "q": "9"})
_NUMBER = re.compile(r"(?<![^\W_])[0-9oOlIi|sSbBzZgq]*[0-9][0-9oOlIi|sSbBzZgq]*(?![^\W_])")
_ALIKE = str.maketrans({"i": "l", "t": "l", "f": "l", "j": "l", "1": "l", "|": "l", "c": "o", "e": "o", "0": "o",
                        "q": "o", "h": "n",
                        "u": "n", "v": "y"})  # fmt: skip
_LETTERS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"))


def digits_read(text: str) -> str:
    """The text with signs that were read for digits made digits, in words that are digits for the most part."""
    return _NUMBER.sub(lambda word: word[0].lower().translate(_DIGITS) if _mostly_digits(word[0]) else word[0], text)


def _mostly_digits(word: str) -> bool:
    return 2 * sum(map(str.isdigit, word)) >= len(word) and not word.isdigit()


def sharpened(here: Sequence[str], dump: Sequence[str]) -> list[str]:
    """Words with misreadings undone.

    Args:
        here: folded words read out of a picture, whichever side it's on.
        dump: folded words of the text they are compared with.
    """
    known = set(dump)
    by_digits = {word.translate(_DIGITS): word for word in known if _numeric(word)}
    by_looks = {_looks(word): word for word in known if not _numeric(word) and 1 < len(word) <= SHORT}
    letters = [word for word in known if not _numeric(word) and len(word) > SHORT - 1]
    cache: dict[str, str] = {}
    found = []
    for word in here:
        if word not in known and word not in cache:
            alike = by_digits.get(word.translate(_DIGITS), "") or _nearest(word, letters)
            cache[word] = alike or (by_looks.get(_looks(word), "") if word not in _NEGATIONS else "") or word
        found.append(cache.get(word, word))
    return found


def is_noise(here: Sequence[str], dump: Sequence[str]) -> bool:
    """Whether OCR explains a difference: stains read as words, words broken or run together, points not seen.

    Args:
        here: the folded words that were read.
        dump: those of the dump's text in that place.
    """
    read, there = "".join(here), "".join(dump)
    if read == there or _same_digits(read, there):
        return True
    return all(map(_stain, here)) and all(map(_stain, dump))


def _same_digits(read: str, there: str) -> bool:
    """Whether two numbers are the same but for points, and for the zero of `0.50`, which isn't kept."""
    short, long = sorted((read.replace(".", ""), there.replace(".", "")), key=len)
    dropped = _ONE_DECIMAL.search(read) or _ONE_DECIMAL.search(there)
    return short == long or bool(dropped and f"{short}0" == long)


def _stain(word: str) -> bool:
    """Whether a word is so short that OCR makes it of a line, a logo or a stain, or passes over it."""
    return len(word) <= 2 and not word.isdigit() and word not in _NEGATIONS  # noqa: PLR2004 - two signs


def _numeric(word: str) -> bool:
    return any("0" <= sign <= "9" for sign in word)


def _looks(word: str) -> str:
    """A short word with letters that look alike made one."""
    return word.translate(_ALIKE)


def _nearest(word: str, letters: list[str]) -> str:
    if _numeric(word) and sum("0" <= sign <= "9" for sign in word) * 2 >= len(word):
        return ""
    plain = word
    for wrong, right in _LETTERS:
        plain = plain.replace(wrong, right)
    allowed = 0 if len(word) <= SHORT - 1 else 1 if len(word) < LONG else 2
    match = process.extractOne(plain, letters, scorer=Levenshtein.distance, score_cutoff=allowed)
    return match[0] if match else ""
