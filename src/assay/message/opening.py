"""What comes before the first field: byte order mark, mbox line, blank lines; and the question what ends a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.fields import read_block
from assay.message.header import KNOWN
from assay.model.place import Span

if TYPE_CHECKING:
    from assay.message.limits import MessageLimits

_BOM = b"\xef\xbb\xbf"
_BLANK_LINES = re.compile(rb"(?:\r?\n)++")
_FIELD = re.compile(rb"From[ \t]+:")
"""A From field with white space before its colon (RFC 5322 section 4.5), which looks like an mbox line."""
_LONE_CR = re.compile(rb"\r(?!\n)")


def envelope_of(raw: bytes) -> Span:
    """The `From ` line that mbox puts in front of a message (RFC 4155), with a byte order mark before it."""
    start = mark_of(raw)
    if not raw.startswith(b"From ", start) or _FIELD.match(raw, start):
        return Span(0, 0)
    end = raw.find(b"\n")
    return Span(0, len(raw) if end < 0 else end + 1)


def mark_of(raw: bytes) -> int:
    """How long the UTF-8 byte order mark is that editors put in front of a text (RFC 3629 section 6): 3 or 0."""
    return len(_BOM) if raw.startswith(_BOM) else 0


def skip_blank_lines(scan: bytes, start: int, limits: MessageLimits) -> int:
    """Where the header block starts that a byte order mark or blank lines stand in front of, else the same offset."""
    position = start or mark_of(scan)
    blank = _BLANK_LINES.match(scan, position)
    if blank is not None:
        position = blank.end()
    if position == start:
        return start
    block = read_block(scan, position, limits, None)
    return position if any(header.key in KNOWN for header in block.headers[:3]) else start


def scannable(raw: bytes) -> bytes:
    """The bytes with LF at every line end, of equal length."""
    line_feed = raw.find(b"\n")
    if line_feed < 0:
        return raw.replace(b"\r", b"\n") if b"\r" in raw else raw
    carriage = raw.find(b"\r", 0, line_feed)
    if carriage < 0 or carriage == line_feed - 1:
        return raw
    return _LONE_CR.sub(b"\n", raw)
