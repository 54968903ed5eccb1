"""Senders: who is well known here, whose domain only looks so, and where answers to a mail would go."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.doubles import Double, People, Seen, double
from assay.corpus.hands import words
from assay.corpus.lookalike import Likeness, deletions, label, likeness, skeleton, stripped
from assay.model.context import Acquaintance, Standing
from assay.model.entry import Kind
from assay.signatures.domains import organisational, to_ascii

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from assay.model.entry import Entry

FEW = 5
"""Mails up to which a domain can be a lookalike: a neighbour of the same name writes more often."""
TIMES = 4
"""How many times as many mails the resembled domain has."""
_PROVEN = 3
_ANSWERED, _MAILS = 3, 20
"""What makes a domain established where no signature can be checked: mails, and answers to it."""
_LONG_KNOWN = 365 * 86_400.0
_NAME_MAILS, _NAME_SHARE, _NAME_STRAY = 5, 0.8, 2
_REPLY_MAILS = 5
_SERIES = 8
"""Domains that are alike in one way, above which they are a series that nobody imitates."""
_SHORTEST_NAME = 8
"""Letters below which a display name names nobody in particular."""


_NOT_ALIKE = Double("", chance=True, person=False, why=())


class _Mail(msgspec.Struct, frozen=True):
    item: str
    address: str
    domain: str
    date: float | None
    name: frozenset[str]
    reply: str


class _Domain(msgspec.Struct):
    """What is known of an organisation's domain."""

    mails: int = 0
    proven: int = 0
    vouched: bool = False
    first: float | None = None
    last: float | None = None
    written_to_by: set[str] = msgspec.field(default_factory=set)
    written_to: int = 0
    people: People = msgspec.field(default_factory=People)


class Senders:
    """The relation `sender`."""

    def __init__(self, custodians: Collection[str]) -> None:
        """Learns about the correspondents of these domains, lower case."""
        self._custodians = {organisational(to_ascii(one)) for one in custodians}
        self._mails: list[_Mail] = []
        self._domains: dict[str, _Domain] = defaultdict(_Domain)
        self._full: dict[str, str] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns the sender and the recipients of one mail."""
        if entry.kind is not Kind.MESSAGE or "@" not in entry.from_address:
            return
        address = entry.from_address.lower()
        full = to_ascii(address.rpartition("@")[2])
        domain = organisational(full)
        names = entry.traits.names if entry.traits is not None else ()
        name = next((shown for field, shown, _ in names if field == "from"), "")
        reply = next((where for field, _, where in names if field == "reply-to" and "@" in where), "")
        if entry.notes.get("list") or organisational(to_ascii(reply.rpartition("@")[2])) in {domain, *_homes(entry)}:
            reply = ""
        self._mails.append(_Mail(entry.sha256, address, domain, entry.date, words(name), reply))
        known = self._domains[domain]
        known.mails += 1
        known.proven += standing is Standing.PROVEN
        known.vouched = known.vouched or standing is not Standing.NONE
        known.people.add(address.rpartition("@")[0], words(name))
        if entry.date is not None:
            known.first = min(entry.date, known.first if known.first is not None else entry.date)
            known.last = max(entry.date, known.last if known.last is not None else entry.date)
        self._full.setdefault(full, domain)
        for other in _homes(entry) - {domain}:
            self._domains[other].written_to += 1
            if len(self._domains[other].written_to_by) < FEW * FEW:
                self._domains[other].written_to_by.add(domain)

    def result(self) -> Mapping[str, Acquaintance]:
        """What is known of the sender of each mail."""
        established = {name for name, known in self._domains.items() if self._established(name, known)}
        alike = self._alike(established)
        dates: dict[str, list[float]] = defaultdict(list)
        counts = Counter(mail.address for mail in self._mails)
        for mail in self._mails:
            if mail.date is not None:
                dates[mail.address].append(mail.date)
        for found in dates.values():
            found.sort()
        usual = _usual_addresses(self._mails)
        replies = Counter((mail.address, mail.reply) for mail in self._mails if mail.reply)
        result: dict[str, Acquaintance] = {}
        for mail in self._mails:
            resembled, how = alike.get(mail.domain, ("", _NOT_ALIKE))
            address, times = usual.get(mail.name, ("", 0))
            stray = address not in {"", mail.address} and _stray(mail, address)
            unusual = mail.reply and counts[mail.address] > _REPLY_MAILS and replies[mail.address, mail.reply] == 1
            result[mail.item] = Acquaintance(
                mails=counts[mail.address],
                earlier=0 if mail.date is None else bisect_left(dates[mail.address], mail.date),
                domain_mails=self._domains[mail.domain].mails,
                resembles=resembled,
                resembled_mails=self._domains[resembled].mails if resembled else 0,
                custodian=resembled in self._custodians,
                how=how.how,
                chance=how.chance,
                person=how.person,
                why=how.why,
                known_name=address if stray and counts[mail.address] <= _NAME_STRAY else "",
                known_mails=times if stray else 0,
                reply_elsewhere=mail.reply if unusual else "",
            )
        return result

    def _established(self, name: str, known: _Domain) -> bool:
        answered = known.mails >= _MAILS and known.written_to >= _ANSWERED
        return name in self._custodians or known.proven >= _PROVEN or answered

    def _alike(self, established: set[str]) -> dict[str, tuple[str, Double]]:
        """The rare domains that look like another one, with that one."""
        trusted = established | self._custodians
        index = _index(trusted)
        rare = _index(name for name, known in self._domains.items() if known.mails and name not in trusted)
        found: dict[str, tuple[str, Double]] = {}
        for full, name in self._full.items():
            known = self._domains[name]
            if name in self._custodians or known.mails > FEW or trusted & known.written_to_by:
                continue
            candidates: set[str] = set()
            for key in _keys(full):
                candidates |= index.get(key, set())
                if len(others := rare.get(key, ())) <= _SERIES:
                    candidates.update(others)
            candidates.discard(name)
            likely = [
                (how.chance, -self._domains[other].mails, other, how)
                for other in candidates
                if (how := self._likeness(full, name, other, well_known=other in trusted)) is not None
            ]
            if likely:
                _, _, other, how = min(likely, key=lambda one: one[:3])
                found[name] = (other, how)
        return found

    def _likeness(self, full: str, name: str, other: str, *, well_known: bool) -> Double | None:
        """How a rare domain imitates another: one that's well known, else one that is the true one by other signs."""
        here, there = self._domains[name], self._domains[other]
        custodian = other in self._custodians
        found = double(self._seen(full, name, {other}), self._seen(other, other, {name})) if there.mails else None
        if well_known and (custodian or there.mails >= TIMES * here.mails) and (found is None or found.chance):
            how = likeness(full, other)
            if how is not None:
                how = self._weighed(how, here, custodian=custodian)
                return Double(how.how, how.chance, person=here.people.shared(there.people), why=())
        if found is not None:
            long_known = self._weighed(Likeness(found.how, found.chance), here, custodian=False)
            return found._replace(chance=long_known.chance)
        return None

    def _seen(self, full: str, name: str, besides: set[str]) -> Seen:
        known = self._domains[name]
        answered = bool(known.written_to_by - besides)
        return Seen(full, known.mails, known.first, answered, known.vouched, known.people)

    @staticmethod
    def _weighed(how: Likeness, known: _Domain, *, custodian: bool) -> Likeness:
        """Who robs somebody registers names like his; a domain that was used for a year wasn't made for it."""
        if known.first is not None and known.last is not None and known.last - known.first > _LONG_KNOWN:
            return Likeness(how.how, chance=True)
        return Likeness(how.how, chance=False) if custodian and how.how in {"added word", "hyphen"} else how


def _index(names: Iterable[str]) -> dict[str, set[str]]:
    """Domains by what their relatives are looked up by."""
    index: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for key in {name, skeleton(label(name)), *deletions(label(name)), label(name).replace("-", "")}:
            index[key].add(name)
    return index


def _homes(entry: Entry) -> set[str]:
    return {organisational(to_ascii(one.rpartition("@")[2])) for one in entry.to_addresses[: FEW * FEW]}


def _keys(full: str) -> Iterator[str]:
    """What to look a domain's relatives up by."""
    name = label(full)
    yield from (name, skeleton(name), name.replace("-", ""))
    yield from deletions(name)
    yield from stripped(name)
    labels = full.split(".")
    yield from (".".join(labels[start:end]) for start in range(len(labels)) for end in range(start + 2, start + 5))


def _usual_addresses(mails: list[_Mail]) -> dict[frozenset[str], tuple[str, int]]:
    """The address that nearly all mails of a name have, with how many."""
    by_name: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for mail in mails:
        if len(mail.name) > 1 and sum(map(len, mail.name)) >= _SHORTEST_NAME:
            by_name[mail.name][mail.address] += 1
    found = {}
    for name, addresses in by_name.items():
        address, times = max(addresses.items(), key=lambda item: (item[1], item[0]))
        if times >= _NAME_MAILS and times >= _NAME_SHARE * addresses.total():
            found[name] = (address, times)
    return found


def _stray(mail: _Mail, usual: str) -> bool:
    """Whether an address is of another organisation than the usual one of the name."""
    return organisational(to_ascii(usual.rpartition("@")[2])) != mail.domain
