"""Times in Content-Disposition (RFC 2183 sections 2.4 and 2.5): when a carried file was made and last changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.date import parse_date, timestamp
from assay.message.traits.clocks.epochs import plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

_DATE = re.compile(rb"\b(creation|modification)-date[ \t]*+=[ \t\r\n]*+\"([^\"]{1,60}+)\"", re.IGNORECASE)
_HEADER = 8192
_MOST = 4


def enclosed(material: Material) -> Iterator[Clock]:
    """Yields `file-creation` and `file-modification` of attachments."""
    for part in material.parts[1:]:
        start, stop = part.header_span.start, part.header_span.end
        block = material.raw[start : min(stop, start + _HEADER)]
        if b"-date" not in block:
            continue
        for _, found in zip(range(_MOST), _DATE.finditer(block), strict=False):
            seconds = timestamp(parse_date(found[2]))
            if seconds is not None and plausible(seconds) is not None:
                yield Clock(f"file-{found[1].lower().decode()}", seconds, part.header_span)
