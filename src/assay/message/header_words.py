"""The text of a whole header block for searching: every instance of every field, but for what is only numbers."""

from __future__ import annotations

import re

from assay.message.decode import header_text
from assay.message.limits import DEFAULT

MOST = DEFAULT.header_block
"""How many bytes of a message are looked at."""
_END = re.compile(rb"\n\r?\n")
_LINES = re.compile(rb"\n|\r")
_NUMBERS = re.compile(
    rb"(?:dkim-signature|domainkey-signature|arc-[a-z-]+|x-google-dkim-signature|x-gm-message-state|x-google-smtp-source"
    rb"|x-microsoft-[a-z-]+|x-ms-exchange-[a-z-]+|x-forefront-[a-z-]+|autocrypt|openpgp|face|x-face)[ \t]*:"
)

_INITIALS = frozenset(b"daxofDAXOF")
"""The letters with which these names begin."""


def header_words(head: bytes) -> str:
    """The header fields of a message as text, encoded words decoded, signatures and other long numbers left out.

    Args:
        head: the beginning of the message.
    """
    block = _block(head[:MOST]).replace(b"\r\n", b"\n").replace(b"\n ", b"  ").replace(b"\n\t", b" \t")
    lines = _LINES.split(block)
    kept = [line for line in lines if line and not (line[0] in _INITIALS and _NUMBERS.match(line.lower()))]
    joined = b"\n".join(kept)
    if _is_plain(joined):
        return joined.decode("ascii")
    return "\n".join(line.decode("ascii") if _is_plain(line) else header_text(line) for line in kept)


def subjects(headers: str) -> tuple[str, ...]:
    """Every Subject in the text of a header block: a second one is found too."""
    return tuple(line[8:].strip() for line in headers.split("\n") if line[:8].lower() == "subject:")


def _block(head: bytes) -> bytes:
    """What stands before the first blank line, or before two carriage returns."""
    end = _END.search(head)
    block = head if end is None else head[: end.start()]
    both = block.find(b"\r\r")
    if both >= 0:
        return block[:both]
    return block if end is None else block.removesuffix(b"\r")


def _is_plain(line: bytes) -> bool:
    return line.isascii() and b"=?" not in line
