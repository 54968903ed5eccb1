"""The text of a whole header block for searching: every instance of every field, but for what is only numbers."""

from __future__ import annotations

import re

from assay.message.decode import header_text
from assay.message.limits import DEFAULT

MOST = DEFAULT.header_block
"""How many bytes of a message are looked at."""
_END = re.compile(rb"\r?\n\r?\n|\r\r")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_LINES = re.compile(rb"\r\n|\n|\r")
_NUMBERS = re.compile(
    rb"(?:dkim-signature|domainkey-signature|arc-[a-z-]+|x-google-dkim-signature|x-gm-message-state|x-google-smtp-source"
    rb"|x-microsoft-[a-z-]+|x-ms-exchange-[a-z-]+|x-forefront-[a-z-]+|autocrypt|openpgp|face|x-face)[ \t]*:",
    re.IGNORECASE,
)


def header_words(head: bytes) -> str:
    """The header fields of a message as text, encoded words decoded, signatures and other long numbers left out.

    Args:
        head: the beginning of the message.
    """
    head = head[:MOST]
    end = _END.search(head)
    block = _FOLD.sub(b" ", head[: end.start()] if end else head)
    kept = [line for line in _LINES.split(block) if line and not _NUMBERS.match(line)]
    return "\n".join(_text(line) for line in kept)


def subjects(headers: str) -> tuple[str, ...]:
    """Every Subject in the text of a header block: a second one is found too."""
    return tuple(line[8:].strip() for line in headers.split("\n") if line[:8].lower() == "subject:")


def _text(line: bytes) -> str:
    if line.isascii() and b"=?" not in line:
        return line.decode("ascii")
    return header_text(line)
