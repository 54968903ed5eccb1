"""Gmail: its boundaries hold microseconds, the ids in its Received and X-Received fields milliseconds.

Metaspike's "Leveraging Timestamps in Gmail MIME Boundary Delimiters"; checked on 2,503 boundaries and 21,373 fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.traits.clocks.epochs import plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

_BOUNDARY = re.compile(rb"[0-9a-f]{12}([0-9a-f]{6})([0-9a-f]{8})[0-9a-f]{2}\Z")
_ID = re.compile(r"[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,3}\.(1[0-9]{12})\Z")
_LENGTH = 28


def gmail(material: Material) -> Iterator[Clock]:
    """Yields `gmail-boundary` and, beside the time that their field states, `gmail-id`.

    Other programs make boundaries of 28 random digits too: they count only where the Message-ID is Gmail's own.
    """
    for part in material.parts if _is_gmails(material) else ():
        boundary = part.content_type.boundary
        found = _BOUNDARY.match(boundary) if len(boundary) == _LENGTH else None
        seconds = plausible(int(found[2] + found[1], 16) / 1_000_000) if found else None
        if seconds is not None:
            yield Clock("gmail-boundary", seconds, part.header_span)
    for hop in material.hops:
        stamp = _ID.match(hop.id)
        seconds = plausible(int(stamp[1]) / 1000) if stamp else None
        if seconds is not None:
            yield Clock("gmail-id", seconds, hop.span, beside=hop.seconds, host="google.com")


def _is_gmails(material: Material) -> bool:
    return any(value.text.strip().endswith(b"@mail.gmail.com>") for value in material.fields.get("message-id", ()))
