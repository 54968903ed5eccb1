"""Persons and organisations that a mail names: in its address fields, and in the block that signs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.people import person, signature_block
from assay.message.address import parse_addresses
from assay.model.extracted import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PERSON, ORGANISATION = "person", "organisation"
_MOST = 200
"""Of one mail: a list of recipients may be longer, and nobody looks for people in it."""


def named_people(text: str, fields: Iterable[str]) -> tuple[Entity, ...]:
    """Who is named, each once, in the order in which they stand. Anybody may have typed it: it proves nothing.

    Args:
        text: the mail's own; untrusted.
        fields: the values of From, To and Cc, decoded; untrusted.
    """
    found: dict[tuple[str, str], Entity] = {}
    for kind, value, shown in _named(text, fields):
        if value and (kind, value) not in found and len(found) < _MOST:
            found[kind, value] = Entity(kind=kind, value=value, shown=shown)
    return tuple(found.values())


def _named(text: str, fields: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Kind, value, and what is shown."""
    for field in fields:
        for mailbox in parse_addresses(field.encode("utf-8", "replace")).mailboxes:
            one = person(mailbox)
            if one is not None:
                yield PERSON, one.name, f"{one.name} <{one.address}>"
                yield ORGANISATION, one.organisation, one.organisation
    block = signature_block(text)
    if block is not None:
        yield PERSON, block.name, ", ".join(filter(None, (block.name, block.title, block.organisation)))
        yield ORGANISATION, block.organisation, block.organisation
