"""Order, letter case and folding of the fields that the sender's software writes, and the fields above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.message.header import Header
    from assay.message.structure import Message

CORE = {
    "from": "From",
    "to": "To",
    "subject": "Subject",
    "date": "Date",
    "message-id": "Message-ID",
    "mime-version": "MIME-Version",
    "content-type": "Content-Type",
}
"""Fields that nearly every mail has: their order is compared as one."""
BESIDE = ("in-reply-to", "references", "cc", "reply-to", "content-transfer-encoding", "content-language")
"""Fields that some mails have: each has a place among the core."""
MAILERS = ("x-mailer", "user-agent")
_CASED = {
    "message-id": "id",
    "mime-version": "mime",
    "cc": "cc",
    "content-transfer-encoding": "encoding",
    "in-reply-to": "reply",
    "content-type": "type",
}
_FOLDED = {"references": "references", "to": "to", "subject": "subject", "content-type": "type"}
_EXTRA = re.compile(
    r"x-(?:priority|msmail-priority|mimeole|enigmail.*|uniform-type-identifier|universally-unique-identifier|ms-has-attach"
    r"|ms-tnef-correlator|originating-ip|accept-language|operating-system|editor|url|face|android-message-id|has-attach"
    r"|cm-senderinfo|coremail-.*|senderip|newman-id|ymail-osg|php-.*|mailer-lid|yandex-.*|clientproxiedby|openpgp"
    r"|provags-id|ui-.*|qq-.*|zoho-.*|organization|pgp-.*)|thread-topic|thread-index|accept-?language|importance|priority"
    r"|sensitivity|organization|openpgp|autocrypt|mail-followup-to|mail-reply-to|disposition-notification-to"
)
"""Fields that some programs write, and that servers and lists don't."""
_TOP = 6
_FOLD = re.compile(rb"\n([ \t]+)")
_WIDEST_EXAMINED = 4096
_WIDE = 78
"""RFC 5322 section 2.1.1: lines should not be longer."""


def header_habits(message: Message) -> dict[str, str]:
    """Features of the header block. A field that occurs several times counts where it stands topmost."""
    first: dict[str, Header] = {}
    for header in message.headers:
        if header.key not in first:
            first[header.key] = header
    found: dict[str, str] = {}
    core = [CORE[key] for key in first if key in CORE]
    if len(core) > 2:  # noqa: PLR2004 - two fields have hardly an order
        found["order.core"] = " ".join(core)
    found.update(_places(first))
    for key, name in _CASED.items():
        if key in first:
            found[f"case.{name}"] = first[key].name[:60]
    for key, name in _FOLDED.items():
        if key in first and (folding := _folding(message.raw, first[key])):
            found[f"fold.{name}"] = folding
    found["x.fields"] = " ".join(sorted(key for key in first if _EXTRA.fullmatch(key)))
    found.update(_top(message))
    for key in MAILERS:
        if key in first:
            found["mailer.field"] = first[key].name[:60]
            break
    return found


def _places(first: dict[str, Header]) -> dict[str, str]:
    """Where each field of `BESIDE` stands: behind which field of the core."""
    places: dict[str, str] = {}
    last = ""
    for key in first:
        if key in CORE:
            last = CORE[key]
        elif key in BESIDE:
            places[f"order.{key}"] = f"behind {last}" if last else "first"
    return places


def _folding(raw: bytes, header: Header) -> str:
    """How a value is folded: with a tab, with spaces; whether a line is longer than it should be; empty if short."""
    value = raw[header.start : min(header.stop, header.start + _WIDEST_EXAMINED)]
    folds = _FOLD.findall(value)
    if not folds:
        return "long line" if len(value) > _WIDE else ""
    white = {"tab" if fold == b"\t" else "space" if fold == b" " else f"{len(fold[:20])} white" for fold in folds}
    wide = any(len(line.rstrip(b"\r")) > _WIDE and b" " in line.strip() for line in value.split(b"\n"))
    return f"{'+'.join(sorted(white))}{' wide' if wide else ''}"


def _top(message: Message) -> dict[str, str]:
    """The names above the first field that the sender wrote, each once, at most six."""
    names: dict[str, None] = {}
    for header in message.headers[:60]:
        if header.key in CORE or len(names) == _TOP:
            break
        names[header.name[:40]] = None
    return {"top.fields": " ".join(names)} if names else {}
