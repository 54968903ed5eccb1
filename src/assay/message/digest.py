"""A digest of what a message holds, equal for one mail that was fetched two ways."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from assay.message.decode import part_bytes

if TYPE_CHECKING:
    from assay.message.structure import Message, Part

_FROM = re.compile(rb"^>+From ", re.MULTILINE)


class ContentDigest:
    """SHA-256 over the media type and the content of each leaf part, in order.

    Text is taken with LF line ends, without white space at the ends of lines, without blank lines at its end and with
    mbox's `>From ` undone; what isn't text and isn't base64 with LF line ends.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, part: Part, data: bytes) -> None:
        """Take in the decoded bytes of the next leaf."""
        kind = part.content_type
        if kind.type in {"text", "multipart", "message"}:
            data = canonical_text(data)
        elif part.encoding != "base64":
            data = data.replace(b"\r\n", b"\n")
        self._digest.update(f"{kind.media}\n{len(data)}\n".encode("utf-8", "surrogatepass"))
        self._digest.update(data)

    def hex(self) -> str:
        """The digest of what was taken in."""
        return self._digest.hexdigest()


def body_digest(msg: Message) -> str:
    """The digest of all leaves of a message, in hex: see `ContentDigest`."""
    digest = ContentDigest()
    for part in msg.parts():
        if not part.children:
            digest.add(part, part_bytes(msg, part).data)
    return digest.hex()


def canonical_text(data: bytes) -> bytes:
    """Text bytes as the digest takes them."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b" \n" in data or b"\t\n" in data:
        data = b"\n".join([line.rstrip(b" \t") for line in data.split(b"\n")])
    if b">From " in data:
        data = _FROM.sub(lambda match: match[0][1:], data)
    return data.rstrip(b" \t\n")
