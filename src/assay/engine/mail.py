"""One message to its row: parsed, described, its signatures measured."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict, replace

from assay.document import Carrier
from assay.intake.interface import DEFECTS
from assay.message import parse
from assay.message.describe import describe
from assay.message.header_words import header_words
from assay.message.traits import traits
from assay.model.entry import Entry, Kind
from assay.signatures.chain import structure_error
from assay.signatures.measure import measure

if TYPE_CHECKING:
    from assay.message import Message
    from assay.model.place import Place, Stored

MESSAGE = "message/rfc822"
_BY = re.compile(rb"\bby[ \t\r\n]+([A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z][A-Za-z0-9-]*)", re.IGNORECASE)
_LIST_ID = re.compile(rb"<([^<>\s]{1,255})>")
MOST_RECEIVED = 4
"""Received fields from the top among which the delivering server is looked for: some first name an internal address."""


def message_entry(
    place: Place,
    stored: Stored,
    raw: bytes,
    notes: dict[str, Any],
    *,
    reconstructed: bool,
    message: Message | None = None,
) -> Entry:
    """Makes the row of a message; `message` is it where it's parsed already."""
    message = message or parse(raw)
    carrier = Carrier()
    described = describe(message, carrier.see)
    found = tuple(map(str, notes.get(DEFECTS, ())))
    described = replace(described, defects=tuple(dict.fromkeys((*described.defects, *found))))
    notes = {name: value for name, value in notes.items() if name != DEFECTS}
    return Entry(
        kind=Kind.MESSAGE,
        place=place,
        stored=stored,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        format=MESSAGE,
        reconstructed=reconstructed,
        notes={**notes, **transport_notes(message)},
        signatures=() if reconstructed else measure(message),
        headers=header_words(raw),
        traits=replace(traits(message), files=tuple(carrier.files)),
        **asdict(described),
    )


def transport_notes(message: Message) -> dict[str, str]:
    """What the way of a message left in its header.

    Returns:
        `list`: the List-Id (RFC 2919), or the word `list` where other list fields stand (RFC 2369).
        `delivery`: a digest of what the delivering server wrote: its Received field and Delivered-To.
        `receiver`: the name of the delivering server, as Received says it.
        `arc`: what is wrong with the ARC sets as fields, empty where nothing is.
        Only those that there are.
    """
    notes: dict[str, str] = {}
    listed = _list(message)
    if listed:
        notes["list"] = listed
    received = message.get_all("received")[:MOST_RECEIVED]
    delivered = message.get_all("delivered-to")[:1]
    if received:
        text = b"".join(message.bytes(header.value) for header in (*delivered, *received[:1]))
        notes["delivery"] = hashlib.sha256(b" ".join(text.split())).hexdigest()[:16]
    for header in received:
        host = _BY.search(message.bytes(header.value)[:4096])
        if host:
            notes["receiver"] = host[1].decode("ascii").lower()
            break
    if message.first("arc-seal") or message.first("arc-message-signature"):
        notes["arc"] = structure_error(message)
    return notes


def _list(message: Message) -> str:
    header = message.first("list-id")
    if header is not None:
        match = _LIST_ID.search(message.bytes(header.value)[:2048])
        return match[1].decode("latin-1").lower() if match else "list"
    return "list" if message.first("list-post") or message.first("x-mailman-version") else ""
