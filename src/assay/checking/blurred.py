"""Words that were read out of a picture: told apart from what was altered.

OCR takes signs for others that look alike and breaks words. Before texts are compared, a word that isn't in the dump's
text becomes the word there that it is a misreading of: letters may differ a little, digits only by signs that OCR mixes
up. So a name or an amount that was changed stays a difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT, LONG = 4, 8
"""Letters up to which none, and from which on two may be misread; between them one."""
_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "g": "9", "q": "9"})
_LETTERS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"))


def sharpened(here: Sequence[str], dump: Sequence[str]) -> list[str]:
    """Words with misreadings undone.

    Args:
        here: folded words read out of a picture, whichever side it's on.
        dump: folded words of the text they are compared with.
    """
    known = set(dump)
    by_digits = {_digits(word): word for word in known if _numeric(word)}
    letters = [word for word in known if not _numeric(word) and len(word) > SHORT - 1]
    cache: dict[str, str] = {}
    found = []
    for word in here:
        if word not in known and word not in cache:
            cache[word] = by_digits.get(_digits(word), "") or _nearest(word, letters) or word
        found.append(cache.get(word, word))
    return found


def noise(word: str) -> bool:
    """Whether a word that the dump's text hasn't is what OCR makes of a line, a logo or a stain."""
    return len(word) <= 2 and not word.isdigit()  # noqa: PLR2004 - two signs


def _numeric(word: str) -> bool:
    return any("0" <= sign <= "9" for sign in word)


def _digits(word: str) -> str:
    return word.translate(_DIGITS) if _numeric(word) else "\0" + word


def _nearest(word: str, letters: list[str]) -> str:
    if _numeric(word) and sum("0" <= sign <= "9" for sign in word) * 2 >= len(word):
        return ""
    plain = word
    for wrong, right in _LETTERS:
        plain = plain.replace(wrong, right)
    allowed = 0 if len(word) <= SHORT - 1 else 1 if len(word) < LONG else 2
    match = process.extractOne(plain, letters, scorer=Levenshtein.distance, score_cutoff=allowed)
    return match[0] if match else ""
