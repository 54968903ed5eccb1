"""Which domains of a corpus look like another that their owners aren't at home in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.doubles import Double, People, Seen, double
from assay.corpus.lookalike import deletions, label, likeness, skeleton, stripped, weighs
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

FEW = 5
"""Mails up to which a domain can be a lookalike: a neighbour of the same name writes more often. One with more can be
one if all who write from it write from the other as well: that is what a forger makes who has the mailboxes."""
TIMES = 4
"""How many times as many mails the resembled domain has."""
_LONG_KNOWN = 365 * 86_400.0
_SERIES = 8
"""Domains that are alike in one way, above which they are a series that nobody imitates."""
_IN_FRONT = "put in front"
"""What no number of mails makes honest: who owns the domain behind puts any name before it."""
_NAMESAKES = 100
"""Domains with a local part, above which it's a first name that is nobody's in particular."""
_NEVER_BOTH = frozenset(
    {"homograph", "short homograph", "swapped letters", "one letter", "put in front", "added word", "common word"}
)
"""Likenesses under which no one person honestly writes from both, however long and whoever answers."""


class Domain(msgspec.Struct):
    """What is known of an organisation's domain.

    Attributes:
        mails: from it.
        proven: those whose signature holds; `vouched`: whether somebody's signature or seal does for one of them.
        first, last: the earliest and latest Date.
        written_to_by: organisations that write to it, not all of many; `written_to`: how many mails.
        answered_by: those of them for whose mail to it a signature or seal vouches.
        people: who writes from it.
        named: other organisations that Message-ID and Return-Path of its mails name.
    """

    mails: int = 0
    proven: int = 0
    vouched: bool = False
    first: float | None = None
    last: float | None = None
    written_to_by: set[str] = msgspec.field(default_factory=set)
    answered_by: set[str] = msgspec.field(default_factory=set)
    written_to: int = 0
    people: People = msgspec.field(default_factory=People)
    named: set[str] = msgspec.field(default_factory=set)

    def seen(self, full: str, besides: str) -> Seen:
        """It, beside the other domain of a pair."""
        answered = bool(self.written_to_by - {besides})
        vouched = self.vouched or bool(self.answered_by - {besides})
        return Seen(full, self.mails, self.first, answered, vouched, self.people, frozenset(self.named))

    @property
    def long_known(self) -> bool:
        """Whether it was used for a year: a domain that is registered for one robbery isn't."""
        return self.first is not None and self.last is not None and self.last - self.first > _LONG_KNOWN


class Imitations:
    """Finds, for each rare domain, the one that it looks like most."""

    def __init__(
        self, domains: Mapping[str, Domain], full: Mapping[str, str], trusted: Collection[str], custodians: set[str]
    ) -> None:
        """Looks at what a corpus knows.

        Args:
            domains: by name of the organisation.
            full: organisations by domain as it stands in From.
            trusted: the established ones, and the custodians.
            custodians: organisations whose mailboxes were robbed.
        """
        self._domains = domains
        self._full = full
        self._trusted = frozenset(trusted)
        self._custodians = custodians
        self._index = _index(self._trusted)
        self._rare = _index(name for name, known in domains.items() if known.mails and name not in self._trusted)
        self._people = self._writers()

    def result(self) -> dict[str, tuple[str, Double]]:
        """The domains that look like another one, as they stand in From, with that one."""
        found: dict[str, tuple[str, Double]] = {}
        for full, name in self._full.items():
            likely = [
                (how.chance, -self._domains[other].mails if other in self._domains else 0, other, how)
                for other in self._candidates(full, name)
                if (how := self._imitates(full, name, other)) is not None
            ]
            if likely:
                _, _, other, how = min(likely, key=lambda one: one[:3])
                found[full] = (other, how)
        return found

    def _writers(self) -> dict[object, set[str]]:
        """The domains that a person writes from, by local part or display name."""
        found: dict[object, set[str]] = defaultdict(set)
        for name, known in self._domains.items():
            for key in (*known.people.locals, *known.people.names):
                found[key].add(name)
        return found

    def _candidates(self, full: str, name: str) -> set[str]:
        known = self._domains[name]
        found: set[str] = set()
        if name in self._custodians:
            return found
        for key in _keys(full):
            found |= self._index.get(key, set())
            if len(others := self._rare.get(key, ())) <= _SERIES:
                found.update(others)
        people = (*known.people.locals, *known.people.names) if known.mails <= FEW else (*known.people.locals,)[:1]
        for person in people:
            if len(homes := self._people[person]) <= _NAMESAKES:
                found |= homes
        return (found | (known.named & self._domains.keys())) - {name}

    def _imitates(self, full: str, name: str, other: str) -> Double | None:
        """How a domain imitates another: one that's well known, else one that is the true one by other signs."""
        here, there = self._domains[name], self._domains.get(other, Domain())
        person = here.people.shared(there.people)
        tied = person or other in here.named
        how = likeness(full, other, person=tied)
        much = there.mails >= TIMES * here.mails
        rare = here.mails <= FEW or (much and here.people.within(there.people)) or how == _IN_FRONT
        if not how or not rare:
            return None
        never = tied and how in _NEVER_BOTH
        if self._trusted & here.written_to_by and not never:
            return None
        found = double(here.seen(full, other), there.seen(other, name)) if there.mails else None
        custodian = other in self._custodians
        if other in self._trusted and (custodian or much or how == _IN_FRONT):
            chance = not weighs(how, person=tied, custodian=custodian)
            found = found if found and not found.chance else Double(how, chance=chance, person=person, why=())
        return found and found._replace(chance=found.chance or (here.long_known and not never))


def _index(names: Iterable[str]) -> dict[str, set[str]]:
    """Domains by what their relatives are looked up by."""
    index: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first = label(name)
        for key in {name, skeleton(first), *deletions(first), first.replace("-", ""), _undotted(name)}:
            index[key].add(name)
    return index


def _keys(full: str) -> Iterator[str]:
    """What to look a domain's relatives up by."""
    name = label(full)
    yield from (name, skeleton(name), name.replace("-", ""))
    yield from deletions(name)
    yield from stripped(name)
    labels = full.split(".")
    yield from (".".join(labels[start:end]) for start in range(len(labels)) for end in range(start + 2, start + 5))


def _undotted(name: str) -> str:
    return organisational(name).replace(".", "").replace("-", "")
