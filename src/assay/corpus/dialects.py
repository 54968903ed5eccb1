"""Dialects: how the software of each sender, each program and each delivering server writes, learned from the corpus.

The majority of any group may be planted, so nothing is learned by counting mails:

- In the dialect of a program a value counts by the senders that show it; what a mail shows that a signature or a
  receiver's seal vouches for is always part of the dialect.
- Mails that are odd in several families of features are set apart before the dialect is learned.
- A mail never speaks for itself.
- People change programs: who writes like a program does at other senders departs from nothing, and a program whose mail
  went through a server that writes all mail anew has that server's dialect.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.dialect_group import Group, Member, largest
from assay.model.context import Departure, Feature, Standing
from assay.model.entry import Kind
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assay.model.entry import Entry

FAMILIES = frozenset({"order", "case", "fold", "date", "id", "boundary", "type", "mime", "encoding", "words"})
"""Families of features that software decides and not who writes or what is written."""
FEWEST = {"software": 20, "sender": 12, "receiver": 50}
"""Other mails that a group must have to be learned from."""
FEWEST_SENDERS = 3
_UNSTEADY = 0.2
"""Share of mails outside of it above which a sender has no dialect."""
_LEFT_OUT = frozenset({"id.host", "encoding.hex", "words.length"})
_SERVICE = "the service at "
_ABOVE = 3


class _Known(NamedTuple):
    item: str
    sender: str
    organisation: str
    program: str
    receiver: str
    above: str
    form: int
    standing: Standing


class Dialects:
    """Learns dialects and says which mails are outside of them."""

    columns = ("sha256", "from_address", "notes", "reconstructed", "traits.habits")

    def __init__(self) -> None:
        self._mails: list[_Known] = []
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns from a mail. What a container rebuilt, or what names no one author, has no form of its own."""
        if entry.kind is not Kind.MESSAGE or entry.traits is None or entry.reconstructed or not entry.from_address:
            return
        habits = entry.traits.habits
        form = tuple(
            sorted(
                (sys.intern(name), sys.intern(value))
                for name, value in habits.items()
                if name.partition(".")[0] in FAMILIES and name not in _LEFT_OUT
            )
        )
        above = " ".join(habits.get("top.fields", "").split()[:_ABOVE])
        sender = sys.intern(entry.from_address.lower())
        self._mails.append(
            _Known(
                entry.sha256,
                sender,
                organisational(sender.rpartition("@")[2]),
                sys.intern(_program(habits)),
                sys.intern(str(entry.notes.get("receiver", ""))),
                sys.intern(above),
                self._numbers.setdefault(form, len(self._numbers)),
                standing,
            )
        )

    def result(self) -> Mapping[str, tuple[Departure, ...]]:
        """The departures of those mails that depart from anything, by SHA-256."""
        forms = [dict(form) for form in self._numbers]
        found: dict[str, list[Departure]] = defaultdict(list)
        programs = self._programs(forms)
        for program in programs.values():
            for member, departure in program.departures():
                rewritten = any(other.conforms(member.form) for other in programs.values() if other is not program)
                if not rewritten:
                    found[member.item].append(departure)
        for item, departure in (*self._senders(forms, programs), *self._receivers()):
            found[item].append(departure)
        return {item: tuple(departures) for item, departures in found.items()}

    def _programs(self, forms: list[dict[str, str]]) -> dict[str, Group]:
        members: dict[str, list[Member]] = defaultdict(list)
        senders: dict[str, set[str]] = defaultdict(set)
        for one in self._mails:
            if one.program:
                members[one.program].append(Member(one.item, one.organisation, one.sender, one.form, one.standing))
                senders[one.program].add(one.sender)
        return {
            name: Group("software", name, mails, forms)
            for name, mails in largest(members, FEWEST["software"])
            if len(senders[name]) > FEWEST_SENDERS
        }

    def _senders(self, forms: list[dict[str, str]], programs: Mapping[str, Group]) -> Iterator[tuple[str, Departure]]:
        """Yields the mails that are outside of their sender's dialect, and in no other program's either."""
        members: dict[str, list[Member]] = defaultdict(list)
        for one in self._mails:
            members[one.sender].append(Member(one.item, one.organisation, one.item, one.form, one.standing))
        for name, mails in largest(members, FEWEST["sender"]):
            odd = list(Group("sender", name, mails, forms).departures())
            if len(odd) > _UNSTEADY * len(mails):
                continue
            for member, departure in odd:
                if not any(program.conforms(member.form) for program in programs.values()):
                    yield member.item, departure

    def _receivers(self) -> Iterator[tuple[str, Departure]]:
        """Yields the mails above which the delivering server's fields stand as they stand above no other."""
        groups: dict[str, list[_Known]] = defaultdict(list)
        for one in self._mails:
            if one.receiver:
                groups[one.receiver].append(one)
        for name, mails in groups.items():
            seen = Counter(one.above for one in mails)
            if len(mails) <= FEWEST["receiver"]:
                continue
            usual = seen.most_common(1)[0][0]
            for one in mails:
                if seen[one.above] == 1 and not one.standing:
                    feature = Feature("top.fields", one.above, usual, 0, len(mails) - 1)
                    yield one.item, Departure("receiver", name, len(mails) - 1, (feature,), 1.0)


def _program(habits: Mapping[str, str]) -> str:
    """The program that a mail names, else the service whose name stands in its Message-ID; untrusted."""
    named = habits.get("mailer.name", "")
    if not named and habits.get("id.right") == "another domain":
        return f"{_SERVICE}{habits.get('id.host', '')}"
    return named
