"""Exchange: the time at which a mail first came to it, in plain text or as FILETIME."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.date import parse_date, timestamp
from assay.message.traits.clocks.epochs import filetime, plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

_FILETIME = re.compile(rb"FILETIME=\[([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8})\]")
_HIGH = re.compile(rb"01[C-E]", re.IGNORECASE)


def exchange(material: Material) -> Iterator[Clock]:
    """Yields `exchange-tenant-arrival` and `exchange-arrival`."""
    for value in material.fields.get("x-ms-exchange-crosstenant-originalarrivaltime", ())[:1]:
        seconds = timestamp(parse_date(value.text))
        if seconds is not None and plausible(seconds) is not None:
            yield Clock("exchange-tenant-arrival", seconds, value.span)
    for value in material.fields.get("x-originalarrivaltime", ())[:1]:
        found = _FILETIME.search(value.text)
        if found:
            first, second = found[1], found[2]
            high, low = (second, first) if _HIGH.match(second) else (first, second)
            seconds = filetime(int(high + low, 16))
            if seconds is not None:
                beside = timestamp(parse_date(value.text[: found.start()]))
                yield Clock("exchange-arrival", seconds, value.span, beside=beside)
