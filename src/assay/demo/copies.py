"""Copies of mails in mailboxes: who keeps one, with which bytes, and which verdict would be right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec

from assay.demo.compose import Composed

if TYPE_CHECKING:
    from assay.demo.people import Person
    from assay.demo.transport import Post

OWNERS = ("vasnier", "corbelin", "tarhouni", "ashwell", "lherbier")
"""Whose mailboxes are in the dump."""
_WINTER = (datetime(2016, 10, 30, 1, tzinfo=UTC), datetime(2017, 3, 26, 1, tzinfo=UTC))


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One copy of a mail in one mailbox.

    Attributes:
        owner: whose mailbox.
        id: the mail's name in the data file, or empty.
        mail: the mail as it was composed.
        raw: the bytes of this copy, CRLF line ends.
        method: `genuine`, or how it was forged.
        expected: the verdicts that would be right.
        note: for readers of the truth file.
    """

    owner: str
    id: str
    mail: Composed
    raw: bytes
    method: str
    expected: tuple[str, ...]
    note: str = ""


def paris(when: datetime) -> datetime:
    """Return the time in the zone that France had: summer time until 30 October 2016 and from 26 March 2017."""
    hours = 1 if _WINTER[0] <= when < _WINTER[1] else 2
    return when.astimezone(timezone(timedelta(hours=hours)))


def copies_of(post: Post, mail: Composed, identity: str = "", note: str = "") -> list[Copy]:
    """Send a mail; return the sender's own copy and the delivered ones, of those whose mailbox is in the dump."""
    owners = {post.cast.person[owner].address: owner for owner in OWNERS}
    sent = post.submit(mail)
    found = []
    if owner := owners.get(mail.draft.sender.address):
        expected = ("unproven", "corroborated")
        found.append(genuine(owner, identity, mail, mail.raw, expected, "the sender's own copy, from before signing"))
    for receiver in dict.fromkeys((*mail.draft.to, *mail.draft.cc)):
        if owner := owners.get(receiver.address):
            raw = post.deliver(sent, mail, receiver)
            found.append(genuine(owner, identity, mail, raw, expected_of(post, mail.draft.sender), note))
    return found


def expected_of(post: Post, sender: Person) -> tuple[str, ...]:
    """Return the verdicts that are right for a genuine delivered mail of the sender."""
    host = post.cast.host[sender.host]
    if host.published and host.bits != 512:  # noqa: PLR2004 - a key that proves nothing
        return ("authenticated",)
    return ("corroborated", "unproven")


def genuine(owner: str, identity: str, mail: Composed, raw: bytes, expected: tuple[str, ...], note: str) -> Copy:
    """Return a copy that nobody touched."""
    return Copy(owner=owner, id=identity, mail=mail, raw=raw, method="genuine", expected=expected, note=note)
