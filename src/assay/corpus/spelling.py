"""What the words are that differ between a mail and its quotation, and whether a program or a kind hand explains it."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from assay.model.corpus import Edit

_MASKED = re.compile(
    r"[x*#\u2588_.-]{2,}|\W*(?:redacted|hidden|masked|protected|removed|deleted|censored|snip|snipped|cut)\W*"
)
_BROKEN = re.compile("[?\ufffd]|\u00c3|\u00e2\u20ac|\u00c2|=[0-9a-f]{2}|&[a-z#0-9]{2,8};?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_CLOSE = 2
"""Letters that a put-right misspelling changes at most."""
_LONG = 5
"""Letters of a word that can be misspelt and still be read; shorter ones become other words."""


def edit_of(here: list[str], there: list[str]) -> Edit:
    """The words of one place."""
    return Edit(" ".join(here), " ".join(there))


def explained(here: list[str], there: list[str]) -> bool:
    """Whether the way that mail takes explains it: charsets, hyphens and joints, accents, masks."""
    one, other = "".join(here), "".join(there)
    if _plain(one) == _plain(other):
        return True
    if any(_MASKED.fullmatch(word) for word in (*here, *there)):
        return True
    strange = (_BROKEN.search(one) is not None, _BROKEN.search(other) is not None)
    return any(strange) and _skeleton(one, other)


def put_right(here: list[str], there: list[str]) -> bool:
    """Whether it's a misspelling that somebody put right, or made: one long word of letters for another like it."""
    if len(here) != 1 or len(there) != 1:
        return False
    one, other = here[0], there[0]
    return (
        one.isalpha() and other.isalpha() and min(len(one), len(other)) >= _LONG and OSA.distance(one, other) <= _CLOSE
    )


def written(words: list[str]) -> bool:
    """Whether all of them are words or numbers."""
    return bool(words) and all(any(char.isalnum() for char in word) for word in words)


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if char.isalnum())


def _skeleton(one: str, other: str) -> bool:
    """Whether the plain letters of one stand in the other in their order: what else there is was broken."""
    short, long = sorted(("".join(c for c in text if c.isascii() and c.isalnum()) for text in (one, other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)
