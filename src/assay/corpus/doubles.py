"""Which of two domains that look alike is the false one, where neither is well known here.

Two strangers' domains may look alike by chance, the more pairs there are the oftener. The same person under both is no
chance: who imitates a domain imitates somebody who writes from it. Which one is false isn't told by a signature, since
who registers a domain publishes its keys as well, but by what nobody chooses for himself (a digit amid letters, `rn`
for `m`, a word before the name), by the name of the other that was left in the header, by who is answered, by how many
mails there are, and by which was there first. A date alone is a word of the sender's, so it needs a second sign.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import NamedTuple

import msgspec

from assay.corpus.lookalike import label, likeness
from assay.signatures.domains import organisational

_DATA = tomllib.loads(resources.files(__package__).joinpath("lookalike.toml").read_text("utf-8"))
_OFFICES: frozenset[str] = frozenset(_DATA["offices"]["names"])
_SINGLE = frozenset(_DATA["pairs"])
_MOST = 5_000
"""People of a domain that are remembered: what many write from is well known, or no one's own."""
_SHORTEST_LOCAL = 3
_SHORTEST_NAME = 8
_SHAPES = frozenset({"homograph", "swapped letters", "one letter", "put in front"})
"""How a domain looks like another that hardly one owner in a thousand has besides: not another ending, or a hyphen."""
_LETTERS = frozenset({"short homograph", "short letter"})
"""Those of short names, which say something where one person writes from both, under the same ending."""
_WORDS = frozenset({"put in front", "dots left out", "added word", "common word"})
"""Those that show which name is made of which."""
_NEIGHBOURS = frozenset({"series", "edge letter"})
"""Those of names that one owner has side by side."""
_SURE = 2
"""What counts more than a date or a number does: the sender has no choice of it."""
TIMES = 2
"""How many times as many mails one has before their number tells which is the false one."""


class Double(NamedTuple):
    """What tells that a domain imitates another.

    Attributes:
        how: one of `assay.corpus.lookalike.HOWS`.
        chance: whether it may be by chance; in what `double` returns, whether it isn't clear which imitates which.
        person: whether the same person writes from both.
        why: what tells which is the false one, as words from `letters`, `word`, `left`, `answers`, `number`, `date`,
            `vouched`.
    """

    how: str
    chance: bool
    person: bool
    why: tuple[str, ...]


class People(msgspec.Struct):
    """Who writes from a domain: local parts of addresses, and display names as sets of words.

    A name that is nobody's in particular counts together with the local part alone.
    """

    locals: set[str] = msgspec.field(default_factory=set)
    names: set[frozenset[str]] = msgspec.field(default_factory=set)

    def add(self, local: str, name: frozenset[str]) -> None:
        """Learns the sender of one mail."""
        if len(self.locals) < _MOST and len(local) >= _SHORTEST_LOCAL and local not in _OFFICES:
            self.locals.add(local)
        if len(self.names) < _MOST and len(name) > 1 and sum(map(len, name)) >= _SHORTEST_NAME:
            self.names.add(name)
        elif name - {local} and len(self.names) < _MOST:
            self.names.add(name | {f"{local}@"})

    def within(self, other: People) -> bool:
        """Whether all write from the other as well."""
        return bool(self.locals) and self.locals <= other.locals

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
        vouched: whether a signature or a receiver's seal vouches for one of its mails, or for one that was sent to it.
        people: who writes from it.
        named: other organisations that Message-ID and Return-Path of its mails name.
    """

    domain: str
    mails: int
    first: float | None
    answered: bool
    vouched: bool
    people: People
    named: frozenset[str] = frozenset()


def double(here: Seen, there: Seen) -> Double | None:
    """What tells that the first domain imitates the second; None where nothing does or the other is the false one."""
    person, left = here.people.shared(there.people), _left(here, there)
    tied = person or left
    how = likeness(here.domain, there.domain, person=tied)
    if not how or how in _NEIGHBOURS or not (tied or how in _SHAPES):
        return None
    names = label(here.domain), label(there.domain)
    foreign = _odd(names[0]) - _odd(names[1])
    pairs = _pairs(names[0]) - _pairs(names[1]) if tied and not foreign else 0
    word = (how in _WORDS) - (how == "dropped word")
    signs = {
        "letters": _SURE * ((foreign > 0) - (foreign < 0)) or (pairs > 0) - (pairs < 0),
        "word": _SURE * word,
        "left": left - _left(there, here),
        "answers": there.answered - here.answered,
        "number": (there.mails >= TIMES * here.mails) - (here.mails >= TIMES * there.mails),
        "date": _sooner(there.first, here.first),
        "vouched": there.vouched > here.vouched,
    }
    total = sum(signs.values())
    if total <= 0:
        return None
    if tied:
        sure = foreign > 0 or word > 0 or (total > 1 and (pairs > 0 or left or there.vouched))
        same_ending = _ending(here.domain) == _ending(there.domain)
        sure = sure and (how in _SHAPES | _WORDS | {"hyphen"} or (how in _LETTERS and same_ending))
    else:
        sure = foreign > 0 and not names[0][-1:].isdigit() and (there.vouched or total > _SURE)
    if not (tied or sure):
        return None
    return Double(how, not sure, person, tuple(name for name, sign in signs.items() if sign > 0))


def _left(here: Seen, there: Seen) -> bool:
    """Whether mails of one name the other in what the sender's programs write."""
    return organisational(there.domain) in here.named


def _ending(domain: str) -> str:
    return organisational(domain).partition(".")[2]


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
