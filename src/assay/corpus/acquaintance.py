"""Senders: who is well known here, whose domain only looks so, and where answers to a mail would go."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.doubles import Double
from assay.corpus.hands import words
from assay.corpus.imitations import FEW, Domain, Imitations
from assay.model.context import Acquaintance, Standing
from assay.model.entry import Kind
from assay.signatures.domains import organisational, to_ascii

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from assay.model.entry import Entry

_PROVEN = 3
_ANSWERED, _MAILS = 3, 20
"""What makes a domain established where no signature can be checked: mails, and answers to it."""
_NAME_MAILS, _NAME_SHARE, _NAME_STRAY = 5, 0.8, 2
_REPLY_MAILS = 5
_SHORTEST_NAME = 8
"""Letters below which a display name names nobody in particular."""


_NOT_ALIKE = Double("", chance=True, person=False, why=())


class _Mail(msgspec.Struct, frozen=True):
    item: str
    address: str
    full: str
    domain: str
    date: float | None
    name: frozenset[str]
    reply: str


class Senders:
    """The relation `sender`."""

    columns = ("sha256", "message_id", "from_address", "to_addresses", "date", "notes", "traits.names")

    def __init__(self, custodians: Collection[str]) -> None:
        """Learns about the correspondents of these domains, lower case."""
        self._custodians = {organisational(to_ascii(one)) for one in custodians}
        self._mails: list[_Mail] = []
        self._domains: dict[str, Domain] = defaultdict(Domain)
        self._full: dict[str, str] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns the sender and the recipients of one mail."""
        if entry.kind is not Kind.MESSAGE or "@" not in entry.from_address:
            return
        address = sys.intern(entry.from_address.lower())
        full = to_ascii(address.rpartition("@")[2])
        domain = organisational(full)
        names = entry.traits.names if entry.traits is not None else ()
        name = next((shown for field, shown, _ in names if field == "from"), "")
        reply = next((where for field, _, where in names if field == "reply-to" and "@" in where), "")
        if entry.notes.get("list") or organisational(to_ascii(reply.rpartition("@")[2])) in {domain, *_homes(entry)}:
            reply = ""
        self._mails.append(_Mail(entry.sha256, address, full, domain, entry.date, words(name), reply))
        known = self._domains[domain]
        known.mails += 1
        known.proven += standing is Standing.PROVEN
        known.vouched = known.vouched or standing is not Standing.NONE
        known.people.add(address.rpartition("@")[0], words(name))
        known.named |= _named(entry, names) - {domain}
        if entry.date is not None:
            known.first = min(entry.date, known.first if known.first is not None else entry.date)
            known.last = max(entry.date, known.last if known.last is not None else entry.date)
        self._full.setdefault(full, domain)
        for other in _homes(entry) - {domain}:
            there = self._domains[other]
            there.written_to += 1
            if len(there.written_to_by) < FEW * FEW:
                there.written_to_by.add(domain)
            if standing is not Standing.NONE and len(there.answered_by) < FEW:
                there.answered_by.add(domain)

    def result(self) -> Mapping[str, Acquaintance]:
        """What is known of the sender of each mail."""
        established = {name for name, known in self._domains.items() if self._established(name, known)}
        trusted = established | self._custodians
        alike = Imitations(self._domains, self._full, trusted, self._custodians).result()
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
            resembled, how = alike.get(mail.full, ("", _NOT_ALIKE))
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
                written_to=bool(resembled and trusted & self._domains[mail.domain].written_to_by),
                known_name=address if stray and counts[mail.address] <= _NAME_STRAY else "",
                known_mails=times if stray else 0,
                reply_elsewhere=mail.reply if unusual else "",
            )
        return result

    def _established(self, name: str, known: Domain) -> bool:
        answered = known.mails >= _MAILS and known.written_to >= _ANSWERED
        return name in self._custodians or known.proven >= _PROVEN or answered


def _homes(entry: Entry) -> set[str]:
    return {organisational(to_ascii(one.rpartition("@")[2])) for one in entry.to_addresses[: FEW * FEW]}


def _named(entry: Entry, names: Sequence[tuple[str, str, str]]) -> set[str]:
    """Organisations that the sender's own program and server wrote into a mail; a list's server writes its own."""
    if entry.notes.get("list"):
        return set()
    written = (entry.message_id, *(where for field, _, where in names if field == "return-path"))
    return {organisational(to_ascii(one.rpartition("@")[2].strip("<> "))) for one in written if "@" in one}


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
