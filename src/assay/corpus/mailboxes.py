"""Mails that no server wrote anything on, in mailboxes where all other received mail carries its way."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

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


class _Bare(NamedTuple):
    item: str
    sender: str
    recipients: tuple[str, ...]


class _Mailbox:
    __slots__ = ("bare", "recipients", "with_way")

    def __init__(self) -> None:
        self.with_way = 0
        self.recipients: Counter[str] = Counter()
        self.bare: list[_Bare] = []


class Mailboxes:
    """Learns which mailboxes there are, whose they are, and what in them has no way."""

    def __init__(self, custodians: Collection[str] = ()) -> None:
        self._custodians = custodians
        self._with_way: Counter[str] = Counter()
        self._known: defaultdict[tuple[str, str], _Mailbox] = defaultdict(_Mailbox)

    def add(self, entry: Entry) -> None:
        """Learns from a message that has traits."""
        mailbox = self._known[_mailbox_of(entry)]
        hops = entry.traits.hops if entry.traits is not None else ()
        if hops:
            mailbox.with_way += 1
            mailbox.recipients.update({*(hop.recipient for hop in hops if hop.recipient), *_addressed(entry)})
            self._with_way[organisational(entry.from_address.rpartition("@")[2].lower())] += 1
        elif not any("chat" in str(label).lower() for label in entry.notes.get("gmail_labels", ())):
            mailbox.bare.append(_Bare(entry.sha256, entry.from_address.lower(), _addressed(entry)))

    def without_way(self) -> Iterator[tuple[str, Irregular]]:
        """Yields the mails to an owner, from somebody else, that have no line of any server."""
        owners = {
            address
            for mailbox in self._known.values()
            if mailbox.with_way >= FEWEST
            for address, count in mailbox.recipients.items()
            if count >= OWNED * mailbox.with_way
        }
        homes = {organisational(address.rpartition("@")[2]) for address in owners}
        for (_, name), mailbox in self._known.items():
            received = [
                bare
                for bare in mailbox.bare
                if bare.sender
                and owners.intersection(bare.recipients)
                and not self._is_home(bare.sender, owners, homes)
            ]
            if mailbox.with_way >= FEWEST and len(received) <= max(1, MANY * mailbox.with_way):
                for bare in received:
                    yield bare.item, Irregular("no way", name, "", "", len(received) - 1, mailbox.with_way)

    def _is_home(self, sender: str, owners: set[str], homes: set[str]) -> bool:
        """Whether a sender may be an owner, or a colleague whose mails mostly need no server."""
        home = organisational(sender.rpartition("@")[2])
        return sender in owners or home in self._custodians or (home in homes and self._with_way[home] < FEWEST)


def _addressed(entry: Entry) -> tuple[str, ...]:
    return tuple(address.lower() for address in entry.to_addresses[:20])


def _mailbox_of(entry: Entry) -> tuple[str, str]:
    """The source and the folder or mailbox file that a message lies in."""
    place = entry.place
    if place.steps:
        return place.source, "/".join((place.path, *(step.name for step in place.steps[:-1])))
    return place.source, place.path.rpartition("/")[0]
