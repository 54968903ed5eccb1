"""What one entry of a dump became: one row of the evidence of the take-in pass."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

from assay.model.finding import Finding
from assay.model.place import Place, Stored
from assay.model.signature import Measured
from assay.model.traits import Traits

INSIDE_OF = "inside"
"""Among the notes of an item that lay in a file: the SHA-256 of that file, which a mail carries or which is loose."""


class Kind(enum.StrEnum):
    """What an entry ended as. Every entry of every container ends as exactly one of these."""

    MESSAGE = "message"
    """An e-mail: an item."""
    DOCUMENT = "document"
    """A loose file that is neither mail nor container: an item."""
    CONTAINER = "container"
    """Something with entries of its own, which have rows of their own."""
    FAILURE = "failure"
    """Couldn't be taken in; `state` and `reason` say why."""
    PENDING = "pending"
    """Unpacked out of a large container or a part of a large mbox; becomes rows of its own in a later shard."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a dump, after the take-in pass.

    Attributes:
        kind: what it ended as.
        place: where it was found.
        stored: where its bytes can be read; None for failures without bytes.
        sha256: of the raw bytes, hex; empty where there are none.
        size: length of the raw bytes.
        format: the format as sniffed from the content (`message/rfc822`, `application/zip`, …).
        state: for failures the word of the error: `unreadable`, `encrypted`, `limit`, `disk full`, `tool missing`,
            `crashed`, `timeout`, `memory`.
        reason: for failures what happened, in words.
        entries: for containers how many entries they have.
        reconstructed: the container lost the original bytes (.msg, .pst): signatures can't be judged from them.
        notes: what the container knew besides: `From_` line, `>From ` variant, flags, labels, folder. Untrusted.
        message_id, date, date_text, from_text, from_address, to_text, cc_text, subject, in_reply_to, references:
            header values, decoded; untrusted. `date` is seconds since 1970 (UTC) or None where impossible.
        to_addresses: addr-specs of To, Cc, Bcc; untrusted.
        attachments: file names of the attachments; untrusted.
        headers: all header fields as text, encoded words decoded, long numbers left out, for search; untrusted.
        text: readable text of the body for search; untrusted.
        body_sha256: of the decoded readable content, to compare copies of one mail that travelled differently.
        defects: codes of what is malformed.
        signatures: what could be measured of each signature without a key.
        findings: of the examiners that need this item alone.
        traits: how, when and on which way it was made; None for what isn't mail and carries nothing.
    """

    kind: Kind
    place: Place
    stored: Stored | None = None
    sha256: str = ""
    size: int = 0
    format: str = ""
    state: str = ""
    reason: str = ""
    entries: int = 0
    reconstructed: bool = False
    notes: dict[str, Any] = msgspec.field(default_factory=dict)
    message_id: str = ""
    date: float | None = None
    date_text: str = ""
    from_text: str = ""
    from_address: str = ""
    to_text: str = ""
    cc_text: str = ""
    subject: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    to_addresses: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    headers: str = ""
    text: str = ""
    body_sha256: str = ""
    defects: tuple[str, ...] = ()
    signatures: tuple[Measured, ...] = ()
    findings: tuple[Finding, ...] = ()
    traits: Traits | None = None
