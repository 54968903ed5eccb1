"""Mails that no server wrote anything on, in mailboxes where all other received mail carries its way."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.hands import words
from assay.model.context import Irregular
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.model.entry import Entry

FEWEST = 50
"""Received mails with a way without which nothing is known of a mailbox."""
MANY = 0.1
"""Share of mails without a way above which the mailbox simply has such mails."""
OWNED = 0.2
"""Share of a mailbox's received mail that goes to an address before it counts as an owner's."""
_FEW = 0.02
"""Share of mails without a way up to which they are odd whoever they are addressed to."""
_HABIT, _HABIT_SHARE = 10, 0.1
"""Mails with a way that show how a sender's mails come here, and how many without one that leaves at most. Who owns a
mailbox under a second address keeps copies there of what he sends, which have none, and seldom writes to himself."""
_LISTED = 0.9
"""Share of list mail from which on a folder is a list's archive, and two mails of a sender show how his come."""
_NAME = 3
"""Letters of a word in an address that may be part of a name."""


class _Bare(NamedTuple):
    item: str
    sender: str
    recipients: tuple[str, ...]


class _Mailbox:
    __slots__ = ("bare", "delivered", "listed", "lists", "recipients", "senders", "with_way")

    def __init__(self) -> None:
        self.with_way = 0
        self.listed = 0
        self.recipients: Counter[str] = Counter()
        self.lists: Counter[str] = Counter()
        self.delivered: Counter[str] = Counter()
        self.senders: Counter[str] = Counter()
        self.bare: list[_Bare] = []

    def owners(self) -> set[str]:
        """The addresses to which much of what it received went; a list's own counts in a list's archive only."""
        went = self.recipients + self.lists if self.listed >= _LISTED * self.with_way else self.recipients
        return {address for address, count in went.items() if count >= OWNED * self.with_way}

    def comes(self, sender: str, bare: int) -> bool:
        """Whether mail of a sender comes here by servers, and hardly any, so many, otherwise."""
        usual = self.senders[sender]
        if self.listed >= _LISTED * self.with_way:
            return usual >= max(2, 2 * bare)
        return usual >= _HABIT and bare <= max(1, _HABIT_SHARE * usual)

    def delivers_to_others(self, sender: str) -> bool:
        """Whether much mail comes of a sender and servers say that they deliver here to another organisation."""
        if self.senders[sender] < FEWEST:
            return False
        own = {_home(address) for address, count in self.delivered.items() if count >= OWNED * self.with_way}
        return bool(own) and _home(sender) not in own


_INSIDE = "inside_of"
"""The note of a mail that stands in another one's text: it never was delivered by itself."""


class Mailboxes:
    """Learns which mailboxes there are, whose they are, and what in them has no way."""

    def __init__(self, custodians: Collection[str] = ()) -> None:
        self._custodians = custodians
        self._with_way: Counter[str] = Counter()
        self._with_way_by: Counter[str] = Counter()
        self._bare_by: Counter[str] = Counter()
        self._known: defaultdict[tuple[str, str], _Mailbox] = defaultdict(_Mailbox)

    def add(self, entry: Entry) -> None:
        """Learns from a message that has traits."""
        mailbox = self._known[mailbox_of(entry)]
        hops = entry.traits.hops if entry.traits is not None else ()
        if hops:
            mailbox.with_way += 1
            delivered = {hop.recipient for hop in hops if hop.recipient}
            mailbox.delivered.update(delivered)
            listed = bool(entry.notes.get("list"))
            mailbox.recipients.update(delivered)
            (mailbox.lists if listed else mailbox.recipients).update({*_addressed(entry)} - delivered)
            mailbox.senders[entry.from_address.lower()] += 1
            self._with_way_by[entry.from_address.lower()] += 1
            mailbox.listed += listed
            self._with_way[_home(entry.from_address.lower())] += 1
        elif _INSIDE not in entry.notes and not _is_chat(entry):
            mailbox.bare.append(_Bare(entry.sha256, entry.from_address.lower(), _addressed(entry)))
            self._bare_by[entry.from_address.lower()] += 1

    def without_way(self) -> Iterator[tuple[str, Irregular]]:
        """Yields the mails to a mailbox's owner, from somebody else, that have no line of any server.

        What goes to the owner of another mailbox only is a sent copy, perhaps from an account that isn't known.
        """
        owned = {place: mailbox.owners() for place, mailbox in self._known.items() if mailbox.with_way >= FEWEST}
        owners = set().union(*owned.values())
        homes = {_home(address) for address in owners}
        for place, own in owned.items():
            mailbox = self._known[place]
            received = [
                bare
                for bare in mailbox.bare
                if bare.sender and own.intersection(bare.recipients) and not self._is_home(bare.sender, owners, homes)
            ]
            if len(received) <= max(1, MANY * mailbox.with_way):
                for bare in received:
                    yield bare.item, Irregular("no way", place[1], "", "", len(received) - 1, mailbox.with_way)
            told = {bare.item for bare in received}
            strange = [
                bare
                for bare in mailbox.bare
                if bare.sender
                and (self._is_stranger(bare.sender, mailbox) or not self._is_home(bare.sender, owners, homes))
            ]
            if len(strange) <= max(1, _FEW * mailbox.with_way):
                rest = [bare for bare in strange if bare.item not in told]
                named = dict(_usually_with(place[1], mailbox, rest))
                yield from named.items()
                for bare in rest:
                    if bare.item not in named and self._comes_everywhere(bare, owners, homes):
                        usual = str(self._with_way_by[bare.sender])
                        yield (
                            bare.item,
                            Irregular("no way anywhere", place[1], "", usual, len(strange) - 1, mailbox.with_way),
                        )

    def _comes_everywhere(self, bare: _Bare, owners: Collection[str], homes: set[str]) -> bool:
        """Whether mail of a stranger comes by servers, into whatever mailbox, and he hasn't an owner's name."""
        usual, without = self._with_way_by[bare.sender], self._bare_by[bare.sender]
        if usual < _HABIT or without > max(1, _HABIT_SHARE * usual) or self._is_home(bare.sender, owners, homes):
            return False
        return not any(_names(bare.sender) & _names(owner) for owner in owners)

    def _is_stranger(self, sender: str, mailbox: _Mailbox) -> bool:
        """Whether somebody to whom much of a mailbox's mail is addressed is none of its owners nevertheless."""
        return _home(sender) not in self._custodians and mailbox.delivers_to_others(sender)

    def _is_home(self, sender: str, owners: Collection[str], homes: set[str]) -> bool:
        """Whether a sender may be an owner, or a colleague whose mails mostly need no server."""
        home = _home(sender)
        return sender in owners or home in self._custodians or (home in homes and self._with_way[home] < FEWEST)


def _usually_with(name: str, mailbox: _Mailbox, strange: list[_Bare]) -> Iterator[tuple[str, Irregular]]:
    """Yields those mails without a way whose senders' other mails have one."""
    without = Counter(bare.sender for bare in mailbox.bare)
    for bare in strange:
        if mailbox.comes(bare.sender, without[bare.sender]):
            usual = str(mailbox.senders[bare.sender])
            yield bare.item, Irregular("no way sender", name, "", usual, len(strange) - 1, mailbox.with_way)


def _names(address: str) -> frozenset[str]:
    """The words of a name in an address."""
    return frozenset(word for word in words(address.partition("@")[0]) if len(word) >= _NAME)


def _home(address: str) -> str:
    """The organisation's domain."""
    return organisational(address.rpartition("@")[2])


def _is_chat(entry: Entry) -> bool:
    return any("chat" in str(label).lower() for label in entry.notes.get("gmail_labels", ()))


def _addressed(entry: Entry) -> tuple[str, ...]:
    return tuple(address.lower() for address in entry.to_addresses[:20])


def mailbox_of(entry: Entry) -> tuple[str, str]:
    """The source and the folder or mailbox file that a message lies in."""
    place = entry.place
    if place.steps:
        return place.source, "/".join((place.path, *(step.name for step in place.steps[:-1])))
    return place.source, place.path.rpartition("/")[0]
