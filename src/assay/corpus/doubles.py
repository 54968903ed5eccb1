"""Which of two domains that look alike is the false one, where neither is well known here.

Two strangers' domains may look alike by chance, the more pairs there are the oftener. The same person under both is no
chance: who imitates a domain imitates somebody who writes from it. Which one is false isn't told by a signature, since
who registers a domain publishes its keys as well, but by letters that nobody chooses for himself (a digit amid
letters, `rn` for `m`), by who is answered, by how many mails there are, and by which was there first. A date
alone is a word of the sender's, so it needs a second sign.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import NamedTuple

import msgspec

from assay.corpus.lookalike import label, likeness, skeleton
from assay.signatures.domains import organisational

_DATA = tomllib.loads(resources.files(__package__).joinpath("lookalike.toml").read_text("utf-8"))
_OFFICES: frozenset[str] = frozenset(_DATA["offices"]["names"])
_SINGLE = frozenset(_DATA["pairs"])
_MOST = 200
"""People of a domain that are remembered: what many write from is well known, or no one's own."""
_SHORTEST_LOCAL = 3
SHORTEST = 3
"""Letters of a name below which nothing looks like anything."""
_SHORTEST_NAME = 8
_SHAPES = frozenset({"homograph", "swapped letters", "one letter", "put in front"})
"""How a domain looks like another that hardly one owner in a thousand has besides: not another ending, or a hyphen."""
TIMES = 2
"""How many times as many mails one has before their number tells which is the false one."""


class Double(NamedTuple):
    """What tells that a domain imitates another.

    Attributes:
        how: as in `assay.corpus.lookalike.Likeness`.
        chance: whether it may be by chance; in what `double` returns, whether it isn't clear which imitates which.
        person: whether the same person writes from both.
        why: what tells which is the false one, as words from `letters`, `answers`, `number`, `date`,
            `vouched`.
    """

    how: str
    chance: bool
    person: bool
    why: tuple[str, ...]


class People(msgspec.Struct):
    """Who writes from a domain: local parts of addresses, and display names as sets of words."""

    locals: set[str] = msgspec.field(default_factory=set)
    names: set[frozenset[str]] = msgspec.field(default_factory=set)

    def add(self, local: str, name: frozenset[str]) -> None:
        """Learns the sender of one mail."""
        if len(self.locals) < _MOST and len(local) >= _SHORTEST_LOCAL and local not in _OFFICES:
            self.locals.add(local)
        if len(self.names) < _MOST and len(name) > 1 and sum(map(len, name)) >= _SHORTEST_NAME:
            self.names.add(name)

    def shared(self, other: People) -> bool:
        """Whether somebody writes from both."""
        return not (self.locals.isdisjoint(other.locals) and self.names.isdisjoint(other.names))


class Seen(msgspec.Struct, frozen=True):
    """What is known of a domain.

    Attributes:
        domain: it, as it stands in From.
        mails: from it.
        first: the earliest Date.
        answered: whether somebody of a third domain wrote to it.
        vouched: whether a signature or a receiver's seal vouches for one of its mails.
        people: who writes from it.
    """

    domain: str
    mails: int
    first: float | None
    answered: bool
    vouched: bool
    people: People


def double(here: Seen, there: Seen) -> Double | None:
    """What tells that the first domain imitates the second; None where nothing does or the other is the false one."""
    person = here.people.shared(there.people)
    how, chance = _alike(here.domain, there.domain, person=person)
    if chance or how not in _SHAPES:
        return None
    names = label(here.domain), label(there.domain)
    foreign = _odd(names[0]) - _odd(names[1])
    letters = foreign + (_pairs(names[0]) - _pairs(names[1]) if person else 0)
    signs = {
        "letters": (letters > 0) - (letters < 0),
        "answers": there.answered - here.answered,
        "number": (there.mails >= TIMES * here.mails) - (here.mails >= TIMES * there.mails),
        "date": _sooner(there.first, here.first),
        "vouched": there.vouched - here.vouched,
    }
    total = sum(signs.values())
    if total <= 0:
        return None
    more = total > 1 and there.vouched
    if person:
        sure = letters > 0 or more
    else:
        sure = foreign > 0 and not names[0][-1:].isdigit() and (there.vouched or total > 1)
    if not (person or sure):
        return None
    return Double(how, not sure, person, tuple(name for name, sign in signs.items() if sign > 0))


def _alike(here: str, there: str, *, person: bool) -> tuple[str, bool]:
    """How they look alike, and whether that may be chance; the same person makes a short name tell as well."""
    found = likeness(here, there)
    first, second = label(here), label(there)
    if not person or organisational(here).partition(".")[2] != organisational(there).partition(".")[2]:
        return (found.how, found.chance) if found is not None else ("", True)
    if first != second and min(len(first), len(second)) >= SHORTEST and skeleton(first) == skeleton(second):
        return "homograph", False
    if found is None:
        return "", True
    if found.how == "one letter" and len(first) == len(second):
        at = next(place for place, (one, other) in enumerate(zip(first, second, strict=True)) if one != other)
        within = 0 < at < len(first) - 1 and first[at].isalpha() and second[at].isalpha()
        return found.how, found.chance and not within
    return found.how, found.chance


def _odd(name: str) -> int:
    """How many characters of a name only look like Latin letters."""
    return sum(letter.isdigit() or not letter.isascii() for letter in name)


def _pairs(name: str) -> int:
    """How many pairs of letters look like one, which honest names have as well."""
    return sum(name.count(pair) for pair in _SINGLE)


def _sooner(one: float | None, other: float | None) -> int:
    if one is None or other is None or one == other:
        return 0
    return 1 if one < other else -1
