"""XMP packets (ISO 16684-1), as PDF and images carry them: read as text, since damage and nesting say nothing here."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from assay.document.gathered import iso

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

MOST_BYTES = 256 * 1024
_VALUE = rb'(?:="|[^>]{0,80}>\s{0,80})([^"<>]{1,400})'
_TIMES = {
    "xmp_created": re.compile(rb"\bxmp:CreateDate" + _VALUE),
    "xmp_modified": re.compile(rb"\bxmp:ModifyDate" + _VALUE),
}
_TOOL = re.compile(rb"\bxmp:CreatorTool" + _VALUE)
_HISTORY = re.compile(rb"\bstEvt:when" + _VALUE)
_MOST_EVENTS = 500


def packet(data: bytes) -> bytes:
    """The last packet in the bytes of a file; empty where there is none in the clear."""
    at = data.rfind(b"<x:xmpmeta")
    if at < 0:
        return b""
    end = data.find(b"</x:xmpmeta>", at, at + MOST_BYTES)
    return data[at : end if end >= 0 else at + MOST_BYTES]


def read(data: bytes, found: Gathered) -> None:
    """Says what a packet says."""
    for name, pattern in _TIMES.items():
        match = pattern.search(data)
        if match:
            found.time(name, iso(match[1].decode("latin-1")))
    tool = _TOOL.search(data)
    if tool:
        found.say("xmp_tool", tool[1].decode("utf-8", "replace"))
    matches = itertools.islice(_HISTORY.finditer(data), _MOST_EVENTS)
    events = [iso(match[1].decode("latin-1")) for match in matches]
    found.time("xmp_history", max((when for when in events if when is not None), default=None))
