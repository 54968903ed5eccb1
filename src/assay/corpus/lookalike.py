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
from typing import Any

from assay.signatures.domains import organisational

SHORTEST = 5
"""Letters of a name below which one letter more or less is chance."""
_LONG = 8
"""Letters from which on one letter isn't, and two are little."""
_SHORT = 3
"""Letters of a name that stands apart in another one, by a hyphen."""
_DATA: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("lookalike.toml").read_text("utf-8"))
_LOOKS = {ord(letter): latin for latin, letters in _DATA["letters"].items() for letter in letters}
_PAIRS: tuple[tuple[str, str], ...] = tuple(_DATA["pairs"].items())
_WORDS: frozenset[str] = frozenset(_DATA["words"]["added"])
_COMMON: frozenset[str] = frozenset(_DATA["words"]["common"])
_PROVIDERS: frozenset[str] = frozenset(_DATA["providers"]["names"])
_WEIGHS: dict[str, frozenset[str]] = {name: frozenset(hows) for name, hows in _DATA["weighs"].items()}
_HYPHENS = re.compile(r"[-_]+")
_TWO = 2

HOWS = (
    *("homograph", "short homograph", "swapped letters", "one letter", "short letter", "edge letter", "series"),
    *("two letters", "put in front", "dots left out", "added word", "common word", "other word", "dropped word"),
    *("hyphen", "other ending"),
)
"""All ways in which a domain looks like another."""
_STRANGERS = frozenset({"short homograph", "short letter", "two letters", "other word", "dropped word"})
"""Those that say something of short names, or at all, only where one person writes from both."""


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


def stripped(name: str, words: frozenset[str] = _WORDS | _COMMON) -> set[str]:
    """The names that this one is made of by adding a word; short ones only where a hyphen sets them apart."""
    found: set[str] = set()
    for word in words:
        for rest in (name.removeprefix(word), name.removesuffix(word)):
            bare = rest.strip("-_")
            if rest != name and len(bare) >= (_SHORT if bare != rest else SHORTEST):
                found.add(bare)
    return found


def weighs(how: str, *, person: bool, custodian: bool) -> bool:
    """Whether two honest owners hardly ever have domains that are so much alike.

    Args:
        how: as `likeness` says it.
        person: whether the same person writes from both.
        custodian: whether the domain that is looked like is that of the robbed mailboxes.
    """
    case = "both" if person and custodian else "person" if person else "custodian" if custodian else "alone"
    return how in _WEIGHS[case]


def likeness(domain: str, known: str, *, person: bool = False) -> str:
    """How a domain looks like a known one, as one of `HOWS`; empty if it doesn't, or is a well-known provider's.

    Args:
        domain: the one in question, lower case, A-labels.
        known: another one of another organisation, likewise.
        person: whether something ties them, as the same person who writes from both: less of a likeness says something.
    """
    if organisational(domain) in {organisational(known), *_PROVIDERS}:
        return ""
    here, there = label(domain), label(known)
    _, found, behind = f".{domain}".partition(f".{organisational(known)}.")
    if found and "." in behind:
        return "put in front"
    short = min(len(here), len(there))
    if here == there:
        return "other ending" if short >= (_SHORT if person else SHORTEST) else ""
    how = _joined(here, there, organisational(known)) or _letters(here, there)
    told = person or (short >= SHORTEST and how not in _STRANGERS)
    return how if told else ""


def _joined(here: str, there: str, known: str) -> str:
    """What was put before or behind the known name, or taken from it."""
    plain = _HYPHENS.sub("", here)
    if plain == _HYPHENS.sub("", there):
        return "hyphen"
    if plain == _HYPHENS.sub("", known.replace(".", "")):
        return "dots left out"
    if there in stripped(here, _WORDS):
        return "added word"
    if there in stripped(here, _COMMON):
        return "common word"
    if len(there) >= SHORTEST and there in here.split("-"):
        return "other word"
    return "dropped word" if here in stripped(there) else ""


def _letters(here: str, there: str) -> str:
    """Letters that look alike, or one or two of them swapped, added, left out or replaced."""
    shortest = min(len(here), len(there))
    if skeleton(here) == skeleton(there):
        chance = shortest < SHORTEST or (len(there) == SHORTEST and here.isascii() and here.isalpha())
        return "short homograph" if chance else "homograph"
    if shortest < _SHORT:
        return ""
    start = next((at for at in range(shortest) if here[at] != there[at]), shortest)
    end = next((at for at in range(shortest - start) if here[-1 - at] != there[-1 - at]), shortest - start)
    mine, others = here[start : len(here) - end], there[start : len(there) - end]
    if len(mine) == len(others) == _TWO and mine == others[::-1]:
        return "series" if not mine.isalpha() else "swapped letters" if shortest >= SHORTEST else "short letter"
    if max(len(mine), len(others)) == 1:
        return _one(here, there, start, mine + others)
    both = max(len(mine), len(others)) == _TWO and (mine + others).isalpha()
    return "two letters" if both and shortest >= _LONG and start and end else ""


def _one(here: str, there: str, at: int, letters: str) -> str:
    """One letter that differs: where, and in how long a name."""
    longer, last = max(here, there, key=len), len(here) == len(there) == at + 1
    if last or any(letter.isdigit() for letter in letters):
        return "series"
    if at in {0, len(longer) - 1}:
        return "edge letter" if min(len(here), len(there)) >= SHORTEST else ""
    doubled = len(letters) == 1 and letters in longer[at - 1 : at] + longer[at + 1 : at + 2]
    long = len(there) >= _LONG or (doubled and len(there) >= SHORTEST)
    return "one letter" if long else "short letter"
