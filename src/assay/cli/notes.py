"""What a container knew of an item besides its bytes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assay.case.rows import iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OURS = frozenset({"list", "delivery", "receiver", "arc"})
"""Made of the message itself, for comparison; what they rest on is in the header."""
_NAMES = {
    "envelope": "From_ line",
    "from_quoting": "lines that begin with >From (quoted by the mailbox, or written so)",
    "from_quoting_deep": "lines that begin with >>From or more (as only mboxrd quotes)",
    "from_lines_inside": "From_ lines in it, which its Content-Length says are its own",
    "inside_of": "stands in the body of",
    "gmail_thread": "thread (Google)",
    "gmail_labels": "labels (Google)",
    "maildir": "flags (Maildir)",
    "flags": "flags (Apple Mail)",
    "flags_unreadable": "flags (Apple Mail)",
    "original_mailbox": "mailbox (Apple Mail)",
    "remote_id": "number on the server (Apple Mail)",
    "conversation_id": "conversation (Apple Mail)",
    "class": "kind of item (Outlook)",
    "headers_added": "headers made of properties (Outlook)",
    "headers_dropped": "lines of the stored headers that are no field (Outlook)",
    "mime_headers_replaced": "MIME headers as they were stored (Outlook)",
    "attachments_failed": "attachments that can't be read",
    "charset": "charset of its texts",
    "in_front": "stands in front of",
}
_DATE = "date_"
_LONGEST, _MOST = 300, 20


def told(notes: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each thing that was known; untrusted, to be escaped when printed."""
    for name, value in notes.items():
        text = _text(iso(value) if name.startswith(_DATE) and isinstance(value, int | float) else value)
        if name not in _OURS and text:
            yield f"{_NAMES.get(name, name.replace('_', ' '))}: {text}"


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        more = f" and {len(value) - _MOST:,} more" if len(value) > _MOST else ""
        return ", ".join(map(_text, value[:_MOST])) + more
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    text = f"{value:,}" if isinstance(value, int) else str(value).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + " …"
