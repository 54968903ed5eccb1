"""All that a message holds as one text, to compare copies of it: every alternative, and attachments by their digest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assay.message.decode import part_bytes, part_text
from assay.message.html import html_text

if TYPE_CHECKING:
    from assay.message.structure import Message

LONGEST = 1_000_000
"""Characters of the result."""


def full_text(message: Message) -> str:
    """The text of each leaf part in order, HTML reduced to what it shows, files as their name and digest; untrusted."""
    pieces: list[str] = []
    room = LONGEST
    for part in message.parts():
        if part.children or room <= 0:
            continue
        kind = (part.content_type.type, part.content_type.subtype)
        if kind == ("text", "html"):
            piece = html_text(part_text(message, part).text[:room])
        elif part.content_type.type in {"text", ""}:
            piece = part_text(message, part).text
        else:
            digest = hashlib.sha256(part_bytes(message, part).data).hexdigest()[:16]
            piece = f"[{part.filename or '/'.join(kind)} {digest}]"
        pieces.append(piece[:room])
        room -= len(piece) + 1
    return "\n".join(pieces)
