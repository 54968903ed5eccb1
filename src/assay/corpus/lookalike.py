"""Domains that look like others: what a hurried reader takes for the name that he knows.

Sources: Unicode Technical Standard 39 (confusables); Agten and others, "Seven months' worth of mistakes" (NDSS 2015),
on the forms of typosquatting; the cousin domains that intruders registered for campaigns in 2017 (added words as in
mail-, onedrive-, accounts-).
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import Any, NamedTuple

from assay.signatures.domains import organisational

SHORTEST = 5
"""Letters of a name below which one letter more or less is chance."""
_LONG = 8
"""Letters from which on one letter isn't."""
_DATA: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("lookalike.toml").read_text("utf-8"))
_LOOKS = {ord(letter): latin for latin, letters in _DATA["letters"].items() for letter in letters}
_PAIRS: tuple[tuple[str, str], ...] = tuple(_DATA["pairs"].items())
_WORDS: frozenset[str] = frozenset(_DATA["words"]["added"])
_HYPHENS = re.compile(r"[-_]+")


class Likeness(NamedTuple):
    """How a domain looks like another.

    Attributes:
        how: `homograph`, `swapped letters`, `one letter`, `put in front`, `added word`, `hyphen`, `other ending`.
        chance: whether the domains of two honest owners are often as much alike.
    """

    how: str
    chance: bool


@functools.lru_cache(maxsize=65536)
def label(domain: str) -> str:
    """The name that its owner chose: the first label of the organisational domain, A-labels decoded (RFC 3492)."""
    first = organisational(domain).partition(".")[0]
    if not first.startswith("xn--"):
        return first
    try:
        return unicodedata.normalize("NFKC", first[4:].encode("ascii").decode("punycode")).lower()
    except (UnicodeError, ValueError, OverflowError):
        return first


@functools.lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What is left of a name when letters that look the same are the same; accents are dropped."""
    plain = name.translate(_LOOKS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain.replace("i", "l")


def deletions(name: str) -> set[str]:
    """The name, and it without one letter: names at most one change apart have one of these in common."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def stripped(name: str) -> set[str]:
    """The names that this one is made of by adding a word."""
    found: set[str] = set()
    for word in _WORDS:
        for rest in (name.removeprefix(word), name.removesuffix(word)):
            bare = rest.strip("-_")
            if rest != name and len(bare) >= SHORTEST:
                found.add(bare)
    return found


def likeness(domain: str, known: str) -> Likeness | None:
    """How a domain looks like a known one; None if it doesn't.

    Args:
        domain: the one in question, lower case, A-labels.
        known: another one of another organisation, likewise.
    """
    if organisational(domain) == organisational(known):
        return None
    here, there = label(domain), label(known)
    _, found, behind = f".{domain}".partition(f".{organisational(known)}.")
    if found and "." in behind:
        return Likeness("put in front", chance=False)
    if here == there:
        return Likeness("other ending", chance=True) if len(there) >= SHORTEST else None
    if min(len(here), len(there)) < SHORTEST:
        return None
    if skeleton(here) == skeleton(there):
        return Likeness("homograph", chance=len(there) <= SHORTEST and here.isascii() and here.isalpha())
    if _HYPHENS.sub("", here) == _HYPHENS.sub("", there):
        return Likeness("hyphen", chance=True)
    return _added(here, there) or _changed(here, there)


def _added(here: str, there: str) -> Likeness | None:
    """A word put before or behind the known name, with a hyphen or without."""
    return Likeness("added word", chance=True) if there in stripped(here) else None


def _changed(here: str, there: str) -> Likeness | None:
    """One letter swapped, added, left out or replaced."""
    if abs(len(here) - len(there)) > 1:
        return None
    at = next((place for place, (one, other) in enumerate(zip(here, there, strict=False)) if one != other), None)
    at = min(len(here), len(there)) if at is None else at
    if len(here) == len(there):
        if here[at + 2 :] == there[at + 2 :] and here[at : at + 2] == there[at : at + 2][::-1]:
            return Likeness("swapped letters", chance=False)
        if here[at + 1 :] != there[at + 1 :]:
            return None
        letters = here[at] + there[at]
        ends = at in {0, len(here) - 1}
        chance = len(there) < _LONG or any(letter.isdigit() for letter in letters) or ends
        return Likeness("one letter", chance)
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    if longer[at + 1 :] != shorter[at:]:
        return None
    doubled = longer[at] in longer[max(at - 1, 0) : at] + longer[at + 1 : at + 2]
    ends = at == 0 or at == len(shorter)
    chance = ends or longer[at].isdigit() or (len(there) < _LONG and not doubled)
    return Likeness("one letter", chance)
