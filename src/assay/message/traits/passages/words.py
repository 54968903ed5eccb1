"""Words as numbers: what is compared when quotations are matched with the mails they quote.

A word is what stands between white space or dashes, compatibility forms folded (NFKC), case folded, without the
punctuation around it; digits keep their separators. Each becomes the first four bytes of its BLAKE2b digest. The top
bit of the last byte is set for words that carriers of mail change (web and mail addresses, which gateways rewrite and
archives mask, paths, very long words): they are compared but never accuse anybody.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from array import array

WIDTH = 4
"""Bytes of a word."""
CARRIED = 0x80
"""Set in the last byte of words that carriers change."""
LONGEST = 60
"""Characters of a word that people write; longer ones are data."""
MOST_KNOWN = 200_000
FIRST_CARRIED = CARRIED << 24
"""The least of the `numbers` of words that carriers change."""
_SPLIT = re.compile(r"[\u2010-\u2015\u2212]|--+|\.\.+|\u2026")
_OUTSIDE = re.compile(r"^(?:[^\w$\u20ac\u00a3\u00a5%]|_)+|(?:[^\w$\u20ac\u00a3\u00a5%]|_)+$")
_CHANGED = re.compile(r"://|www\.|@|\\|\*\*|[^\W\d]/|/[^\W\d]|\ufffd", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'")


def normal(token: str) -> tuple[str, ...]:
    """The words of a token that white space surrounds, normalised; none if it's all punctuation.

    Args:
        token: untrusted.
    """
    if token.isascii():
        text = token.lower()
        if text.isalnum():
            return (text,)
    else:
        text = unicodedata.normalize("NFKC", token.translate(_UNSEEN).translate(_APOSTROPHES)).casefold()
    if _CHANGED.search(text):
        bare = _OUTSIDE.sub("", text)
        return (bare if _CHANGED.search(bare) else text,)
    return tuple(word for piece in _SPLIT.split(text) for bare in piece.split() if (word := _OUTSIDE.sub("", bare)))


def is_carried(word: str) -> bool:
    """Whether carriers of mail may change a normalised word."""
    return len(word) > LONGEST or _CHANGED.search(word) is not None


class _Digests(dict[str, bytes]):
    """The digests of tokens; forgets all when it has grown too large."""

    def __missing__(self, token: str) -> bytes:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = b"".join(map(_digest, normal(token[: 4 * LONGEST])))
        if len(token) <= LONGEST:
            self[token] = found
        return found


def _digest(word: str) -> bytes:
    found = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=WIDTH).digest()
    last = found[-1] | CARRIED if is_carried(word) else found[-1] & ~CARRIED
    return found[:-1] + bytes((last,))


_KNOWN = _Digests()


def digests(text: str) -> bytes:
    """The words of a text, four bytes each, in order."""
    return b"".join(map(_KNOWN.__getitem__, text.split()))


def spelled(text: str) -> list[str]:
    """The same words as text: one for each four bytes of `digests`."""
    return [word for token in text.split() for word in normal(token[: 4 * LONGEST])]


def numbers(words: bytes) -> array[int]:
    """Words as numbers below 2**32; those of 2**31 and above are changed by carriers."""
    found = array("I")
    found.frombytes(words[: len(words) - len(words) % WIDTH])
    if sys.byteorder == "big":
        found.byteswap()
    return found
