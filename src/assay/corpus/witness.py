"""The little of each message that comparing needs: small enough to keep those of all messages in memory."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from assay.model.entry import Entry

_ADDRESS = re.compile(r"(?<![^\s<>,;:\"])[^\s<>,;:\"]+@[^\s<>,;:\"]+")
_TAG = re.compile(r"^(?:\s*(?:re\s*:|\[[^\]]{1,80}\]))+\s*", re.IGNORECASE)
COLUMNS = (
    *("sha256", "message_id", "body_sha256", "reconstructed"),
    *("notes", "date", "from_address", "to_text", "cc_text", "subject", "date_text", "in_reply_to"),
    *("traits.names", "traits.habits"),
)
"""The fields of `Entry` that `witness` reads."""


_TREE = "text.tree"
_ANSWERED = frozenset({"reply-to", "sender"})


class Witness(msgspec.Struct, frozen=True):
    """One message as its copies see it.

    Attributes:
        item: SHA-256 of the raw bytes, hex.
        message_id: its Message-ID without brackets; untrusted.
        content: digest of the decoded content, equal for copies that travelled differently.
        head: what a reader sees above it: author, date, recipients and subject (see `head_of`).
        aside: what a reader sees of it besides: where answers go, what it answers, how its parts hang together.
        delivery: digest of what the last server wrote on top: differs between deliveries, empty for a copy that was
            never delivered (a sender's own).
        listed: whether it came through a mailing list.
        reconstructed: whether its container lost the original bytes.
    """

    item: str
    message_id: str
    content: str
    head: str
    delivery: str
    listed: bool
    reconstructed: bool
    aside: str = ""


def head_of(entry: Entry) -> str:
    """Author, date, recipients and subject as lines, without a list's tag in the subject and the list as the author.

    Where a header stands more than once, it's the topmost, which is what mail programs show.
    """
    author = entry.from_address.lower()
    if _is_lists(author, str(entry.notes.get("list", ""))):
        author = ""
    date = entry.date_text if entry.date is None else day_and_time(entry.date)
    to = " ".join(sorted(set(_ADDRESS.findall(f"{entry.to_text} {entry.cc_text}".lower()))))
    subject = _TAG.sub("", entry.subject).strip()
    return f"From: {author}\nDate: {date}\nTo: {to}\nSubject: {subject}\n"


def _is_lists(author: str, listed: str) -> bool:
    """Whether the list put its own address in the author's place, as lists do for DMARC's sake (RFC 7960 4.1.3.1).

    Args:
        author: the address of From.
        listed: the identifier in List-Id, which is the list's address with a dot for the @ (RFC 2919 section 3), or
            `list` where it has none.
    """
    local, _, domain = author.partition("@")
    return bool(listed) and (listed in {"list", f"{local}.{domain}"} or f"{local.partition('-')[0]}.{domain}" == listed)


def day_and_time(seconds: float) -> str:
    """A time as ISO 8601 has it, UTC, to the second; beyond the calendar, the number of seconds since 1970."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return f"{seconds:.0f}"


def witness(entry: Entry) -> Witness:
    """The witness that an entry of kind message is."""
    return Witness(
        entry.sha256,
        entry.message_id,
        entry.body_sha256,
        head_of(entry),
        str(entry.notes.get("delivery", "")),
        bool(entry.notes.get("list")),
        entry.reconstructed,
        _aside(entry),
    )


def _aside(entry: Entry) -> str:
    names = entry.traits.names if entry.traits is not None else ()
    tree = entry.traits.habits.get(_TREE, "") if entry.traits is not None else ""
    replies = sorted(address.lower() for field, _, address in names if field in _ANSWERED)
    return "\n".join((tree, entry.in_reply_to, *replies))
