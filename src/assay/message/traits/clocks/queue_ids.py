"""Queue ids that hold the time at which a server took a mail in, beside the time that its Received field states.

Exim: the manual's chapter "Message identification" and `src/exim.c`; Postfix: `enable_long_queue_ids` in postconf(5)
and `src/global/mail_queue.h`. sendmail's and Proofpoint's ids were found unreliable and aren't read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.traits.clocks.epochs import base52, base62, plausible
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

_EXIM = re.compile(rb"([01][0-9A-Za-z]{5})-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})\Z")
_POSTFIX = re.compile(
    rb"([0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{6})([^\W_]{4})z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{1,14}\Z"
)
_LONGEST = 40
_FIELD = 2048


def queue_ids(material: Material) -> Iterator[Clock]:
    """Yields `exim-queue-id` and `postfix-queue-id`, each beside the time of its own Received field."""
    for hop in material.hops:
        if not 13 <= len(hop.id) <= _LONGEST:  # noqa: PLR2004 - a long id of Postfix has 13 signs at least
            continue
        name, seconds = _read(hop.id.encode("utf-8", "replace"))
        field = material.raw[hop.span.start : min(hop.span.end, hop.span.start + _FIELD)]
        if seconds is not None and name.partition("-")[0].encode() in field.lower():
            yield Clock(name, seconds, hop.span, beside=hop.seconds, host=hop.by)


def _read(queue_id: bytes) -> tuple[str, float | None]:
    found = _EXIM.match(queue_id)
    if found:
        number = base62(found[1])
        return "exim-queue-id", None if number is None else plausible(number)
    found = _POSTFIX.match(queue_id)
    if found:
        number, micros = base52(found[1]), base52(found[2])
        if number is not None and micros is not None and micros < 1_000_000:  # noqa: PLR2004 - microseconds
            return "postfix-queue-id", plausible(number + micros / 1_000_000)
    return "", None
