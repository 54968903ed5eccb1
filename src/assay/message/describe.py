"""One message to the fields of its row in the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from assay.message.address import Addresses, parse_addresses
from assay.message.date import parse_date, timestamp
from assay.message.decode import part_bytes
from assay.message.digest import ContentDigest
from assay.message.display import deceives
from assay.message.parse import parse
from assay.message.text import read_text
from assay.message.words import LONGEST, decode_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.message.structure import Message, Part
    from assay.message.transfer import Decoded

_MOST_REFERENCES = 500
_MESSAGE_ID = re.compile(r"<([^<>\s]++)>")


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of `assay.model.entry.Entry` that a message itself gives; strings are untrusted.

    Attributes:
        message_id: without angles; "" where it's absent.
        date: seconds since 1970 (UTC); None where it's absent or impossible.
        date_text: the Date field as written.
        from_text: all From fields, decoded, joined by " | " where there are several.
        from_address: the one author; "" where From doesn't name exactly one.
        to_text: decoded.
        cc_text: decoded.
        subject: decoded.
        in_reply_to: without angles.
        references: without angles, in order.
        to_addresses: of To, Cc and Bcc.
        attachments: file names; "" for files without one.
        text: readable text.
        body_sha256: digest of the content, see `assay.message.digest`.
        defects: codes, each once, sorted.
    """

    message_id: str
    date: float | None
    date_text: str
    from_text: str
    from_address: str
    to_text: str
    cc_text: str
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    to_addresses: tuple[str, ...]
    attachments: tuple[str, ...]
    text: str
    body_sha256: str
    defects: tuple[str, ...]


def describe(source: bytes | Message, see: Callable[[Part, bytes], None] | None = None) -> Description:
    """Describe a message. Never raises on any bytes.

    Args:
        source: the raw bytes, or the message parsed from them.
        see: shown each part that has no parts of its own, with its decoded bytes, so that nobody decodes it again.
    """
    msg = parse(source) if isinstance(source, bytes) else source
    defects = {defect.code for defect in msg.defects}
    from_text, from_address = _author(msg, defects)
    date_text = _text(msg, "date", defects)
    date = timestamp(parse_date(_raw(msg, "date")))
    if date is None and date_text:
        defects.add("impossible-date")
    bodies = _bodies(msg, defects, see)
    for key in ("from", "subject", "date", "message-id", "sender", "to", "reply-to"):
        if len(msg.get_all(key)) > 1:
            defects.add(f"duplicate-{key}")
    if not msg.is_message:
        defects.add("not-a-message")
    text = read_text(msg, bodies.texts)
    defects.update(text.defects)
    ids = _ids(msg, "message-id")
    replies = _ids(msg, "in-reply-to")
    return Description(
        message_id=ids[0] if ids else "",
        date=date,
        date_text=date_text,
        from_text=from_text,
        from_address=from_address,
        to_text=_text(msg, "to", defects),
        cc_text=_text(msg, "cc", defects),
        subject=_text(msg, "subject", defects),
        in_reply_to=replies[0] if replies else "",
        references=_ids(msg, "references"),
        to_addresses=_recipients(msg, defects),
        attachments=bodies.names,
        text=text.text,
        body_sha256=bodies.digest,
        defects=tuple(sorted(defects)),
    )


def _raw(msg: Message, name: str) -> bytes:
    return msg.root.value(name) or b""


def _text(msg: Message, name: str, defects: set[str]) -> str:
    value = msg.root.value(name)
    if value is None:
        return ""
    decoded = decode_words(value)
    defects.update(decoded.defects)
    return decoded.text


def _ids(msg: Message, name: str) -> tuple[str, ...]:
    """Message-IDs without angles (RFC 5322 section 3.6.4); a value without angles counts as one."""
    value = decode_words(_raw(msg, name)[:LONGEST]).text
    found = tuple(_MESSAGE_ID.findall(value)[:_MOST_REFERENCES])
    return found or tuple(value.split()[:1])


def _author(msg: Message, defects: set[str]) -> tuple[str, str]:
    """The text of From, and the address where all its instances name one and the same."""
    fields = msg.get_all("from")
    texts: list[str] = []
    found: list[Addresses] = []
    for header in fields[:20]:
        value = msg.bytes(header.value)
        texts.append(decode_words(value).text)
        found.append(parse_addresses(value))
    for addresses in found:
        defects.update(addresses.defects)
    mailboxes = [mailbox for addresses in found for mailbox in addresses.mailboxes]
    if len(fields) > 1 or len(mailboxes) > 1:
        defects.add("ambiguous-sender")
    if not fields:
        defects.add("no-sender")
    one = len(fields) == 1 and len(mailboxes) == 1
    return " | ".join(texts), mailboxes[0].address if one else ""


def _recipients(msg: Message, defects: set[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in ("to", "cc", "bcc"):
        for header in msg.get_all(name)[:20]:
            addresses = parse_addresses(msg.bytes(header.value))
            defects.update(addresses.defects)
            found.update((mailbox.address, None) for mailbox in addresses.mailboxes if mailbox.address)
    return tuple(found)


class _Bodies(NamedTuple):
    """What one walk over the leaves gives: texts by part number, names of attachments, digest of the content."""

    texts: dict[str, Decoded]
    names: tuple[str, ...]
    digest: str


def _bodies(msg: Message, defects: set[str], see: Callable[[Part, bytes], None] | None) -> _Bodies:
    """Decode each leaf once; only what may be shown as text is kept."""
    texts: dict[str, Decoded] = {}
    names: list[str] = []
    digest = ContentDigest()
    for part in msg.parts():
        if part.is_attachment:
            names.append(part.filename or "")
            _check_name(part, defects)
        if part.children:
            continue
        body = part_bytes(msg, part)
        defects.update(body.defects)
        digest.add(part, body.data)
        if see is not None:
            see(part, body.data)
        if part.is_text or part.is_multipart:
            texts[part.number] = body
    return _Bodies(texts, tuple(names), digest.hex())


def _check_name(part: Part, defects: set[str]) -> None:
    for params in (part.disposition_field.params, part.content_type.params):
        if any(key in {"filename", "name"} and deceives(value) for key, value in params):
            defects.add("deceiving-file-name")
