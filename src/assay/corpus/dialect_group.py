"""One group of mails that should write alike, and those in it that don't."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.model.context import Departure, Feature, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FEWEST_FAMILIES = 3
"""Families of features in which a mail has to differ: one or two differ for a setting, an update or a gateway."""
RARE = 0.05
"""Share of the group's members up to which a value is odd, before those that are odd together are set apart."""
_KIN = 2
"""Families in which two mails that depart are odd alike, to be of one hand."""
_FEWEST_COMMON = 4
"""Fields that two orders must have in common to be compared."""
_FEWEST_SHOWING = 5
"""Other units that must show a feature at all before a value can be unheard of."""
_MOST_SHOWN = 6
_HABIT = 5
"""From so many mails on that a sender wrote alike, and others didn't, they are his settings."""
_ORGANISATIONS = 3
_CAUSE = {"boundary": "mime", "type": "mime", "encoding": "mime", "fold.type": "mime"}
"""Families and features that one cause changes together: signing a mail, or attaching to it."""

Form = dict[str, str]


class Member(NamedTuple):
    """One mail as a member of a group.

    Attributes:
        item: its SHA-256.
        organisation: of its sender.
        unit: who speaks with it: mails of one unit count once.
        form: the number of its form.
        standing: what vouches for it.
    """

    item: str
    organisation: str
    unit: str
    form: int
    standing: Standing


class _Values(NamedTuple):
    """Who shows a value of a feature, who shows the feature at all, and what mails show that are vouched for."""

    units: dict[tuple[str, str], set[str]]
    showing: dict[str, set[str]]
    vouched: set[tuple[str, str]]


class Group:
    """What is usual in one group of mails.

    Args:
        kind: as in `Departure`.
        name: of the group; untrusted.
        members: its mails.
        forms: the features of all forms, by number.
    """

    def __init__(self, kind: str, name: str, members: Sequence[Member], forms: Sequence[Form]) -> None:
        self.kind, self.name, self.size = kind, name, len(members)
        self._forms = forms
        self._members: dict[tuple[int, str], list[Member]] = defaultdict(list)
        self._by_unit: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            self._members[member.form, member.unit].append(member)
            self._by_unit[member.unit].append(member)
        self.units = len(self._by_unit)
        everything = self._values(set())
        self._outside = {
            pair: odd
            for pair in self._members
            if len(families(odd := self._odd(pair, everything, math.floor(RARE * self.units)))) >= FEWEST_FAMILIES
        }
        self._core = self._values(set(self._outside))
        self._mails = Counter[tuple[str, str]]()
        self._features = Counter[str]()
        for (number, _), mails in self._members.items():
            for feature in forms[number].items():
                self._mails[feature] += len(mails)
                self._features[feature[0]] += len(mails)

    def conforms(self, number: int) -> bool:
        """Whether a form is like the forms that are usual here."""
        form = self._forms[number]
        return len(families([one for one in form.items() if not self._knows(self._core, one)])) < FEWEST_FAMILIES

    def departures(self) -> Iterator[tuple[Member, Departure]]:
        """Yields the mails that depart, none of them vouched for, with how they do."""
        unseen = {
            pair: odd
            for pair in self._outside
            if len(families(odd := self._odd(pair, self._core, 0))) >= FEWEST_FAMILIES
            and not any(member.standing for member in self._members[pair])
        }
        for pair, odd in unseen.items():
            alike = [
                other
                for other, theirs in self._outside.items()
                if other != pair and len(families(list(set(odd) & set(theirs)))) >= _KIN
            ]
            kin = [member for other in (*alike, pair) for member in self._members[other]]
            expected = self._expected(kin)
            if not expected and sum(member.unit == pair[1] for member in kin) > _HABIT:
                continue
            others = {unit for _, unit in self._outside} - {member.unit for member in kin}
            departure = self._departure(odd, alike=len(kin) - 1, outside=len(others), expected=expected)
            for member in self._members[pair]:
                yield member, departure

    def _expected(self, kin: Sequence[Member]) -> float:
        """How many mails that are odd alike would be vouched for, were they as the others of their senders here.

        Returns:
            0 where one of them is, or where they are of fewer organisations than a gateway or a service could explain.
        """
        if len({member.organisation for member in kin}) < _ORGANISATIONS or any(member.standing for member in kin):
            return 0.0
        items = {member.item for member in kin}
        shares: dict[str, float] = {}
        for unit in {member.unit for member in kin}:
            others = [member for member in self._by_unit[unit] if member.item not in items]
            vouched = sum(bool(member.standing) for member in others)
            shares[unit] = vouched / len(others) if len(others) >= _FEWEST_SHOWING else 0.0
        return round(sum(shares[member.unit] for member in kin), 1)

    def _values(self, without: set[tuple[int, str]]) -> _Values:
        units: dict[tuple[str, str], set[str]] = defaultdict(set)
        showing: dict[str, set[str]] = defaultdict(set)
        vouched: set[tuple[str, str]] = set()
        by_form: dict[int, list[str]] = defaultdict(list)
        sure: set[int] = set()
        for pair, mails in self._members.items():
            if any(member.standing for member in mails):
                sure.add(pair[0])
            elif pair in without:
                continue
            by_form[pair[0]].append(pair[1])
        for number, names in by_form.items():
            for feature in self._forms[number].items():
                units[feature].update(names)
                showing[feature[0]].update(names)
            if number in sure:
                vouched.update(self._forms[number].items())
        return _Values(units, showing, vouched)

    def _odd(self, pair: tuple[int, str], values: _Values, most: int) -> list[tuple[str, str]]:
        """The features of a form that at most so many other units show, and nothing that is vouched for."""
        number, unit = pair
        return [
            feature for feature in self._forms[number].items() if not self._knows(values, feature, unit=unit, most=most)
        ]

    @staticmethod
    def _knows(values: _Values, feature: tuple[str, str], *, unit: str = "", most: int = 0) -> bool:
        if feature in values.vouched or _others(values.units.get(feature), unit) > most:
            return True
        if _others(values.showing.get(feature[0]), unit) < _FEWEST_SHOWING:
            return True
        if feature[0] != "order.core":
            return False
        return any(
            name == "order.core" and fits(feature[1], value) and _others(units, unit) > most
            for (name, value), units in values.units.items()
        )

    def _departure(self, odd: list[tuple[str, str]], *, alike: int, outside: int, expected: float) -> Departure:
        shown = [
            Feature(name, value, self._usual(name), self._mails[name, value] - 1, self._features[name] - 1)
            for name, value in odd
        ]
        shown.sort(key=lambda one: (_rarity(one), one.name))
        best: dict[str, float] = {}
        for one in shown:
            family = family_of(one.name)
            best[family] = max(best.get(family, 0.0), -math.log10(_rarity(one)))
        return Departure(
            self.kind,
            self.name,
            self.size - 1,
            tuple(shown[:_MOST_SHOWN]),
            round(sum(best.values()), 1),
            self.units - 1,
            len(best),
            alike,
            outside,
            expected,
        )

    def _usual(self, name: str) -> str:
        found = [(len(units), value) for (feature, value), units in self._core.units.items() if feature == name]
        return max(found)[1] if found else ""


def _rarity(feature: Feature) -> float:
    return (feature.seen + 1) / (feature.of + 2)


def _others(units: set[str] | None, unit: str) -> int:
    return 0 if not units else len(units) - (unit in units)


def family_of(feature: str) -> str:
    """The family of a feature, by what changes it."""
    family = feature.partition(".")[0]
    return _CAUSE.get(feature) or _CAUSE.get(family, family)


def families(features: Sequence[tuple[str, str]]) -> set[str]:
    """The families of features."""
    return {family_of(name) for name, _ in features}


def fits(order: str, known: str) -> bool:
    """Whether two orders of fields agree in what they have in common, if that is enough to tell."""
    ours, theirs = order.split(), known.split()
    common = set(ours) & set(theirs)
    if len(common) < min(_FEWEST_COMMON, len(ours)):
        return False
    return [name for name in ours if name in common] == [name for name in theirs if name in common]


def largest(groups: Mapping[str, Sequence[Member]], least: int) -> Iterator[tuple[str, Sequence[Member]]]:
    """Yields the groups that are large enough to learn from, with their names."""
    return ((name, members) for name, members in groups.items() if len(members) > least)
