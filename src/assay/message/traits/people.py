"""Who a mail names as its author and where answers go: display names with addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.address import parse_addresses

if TYPE_CHECKING:
    from assay.message.structure import Message

FIELDS = ("from", "sender", "reply-to", "return-path")
LONGEST_NAME = 200
LONGEST_ADDRESS = 320
"""Octets of a mailbox (RFC 3696 with its errata: 64, the @ and 255)."""
_MOST = 5


def names(message: Message) -> tuple[tuple[str, str, str], ...]:
    """Field, display name and address (lower case) of From, Sender, Reply-To and Return-Path; untrusted.

    An address that claims no identity is empty, one that is longer than any can be is left out; names are cut.
    """
    return tuple(
        (field, mailbox.display[:LONGEST_NAME], mailbox.address.lower())
        for field in FIELDS
        for header in message.get_all(field)[:_MOST]
        for mailbox in parse_addresses(message.bytes(header.value)).mailboxes[:_MOST]
        if len(mailbox.address) <= LONGEST_ADDRESS
    )
