"""What a mail shows of how, when and on which way it was made; one file a kind of trait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.date import parse_date
from assay.message.traits.claims import claims
from assay.message.traits.clocks import clocks
from assay.message.traits.habits import habits
from assay.message.traits.hops import hops
from assay.message.traits.passages import spoken
from assay.message.traits.people import names
from assay.message.traits.seams import seams
from assay.message.traits.style import style
from assay.message.traits.thread import thread_index, topic
from assay.message.traits.tokens import tokens
from assay.message.traits.trace import trace
from assay.model.traits import Traits

if TYPE_CHECKING:
    from assay.message.structure import Message

__all__ = ["traits"]


def traits(message: Message) -> Traits:
    """Reads all traits of a message but its files (see `assay.document`). Never raises on any bytes."""
    found = hops(message)
    told = spoken(message)
    return Traits(
        clocks=clocks(message, found),
        zone=_zone(message),
        hops=found,
        tokens=tokens(message, found),
        habits=habits(message),
        seams=seams(message),
        style=style(next((one.text for one in told if one.passage.form == "own"), "")),
        passages=tuple(one.passage for one in told),
        thread_index=thread_index(message),
        topic=topic(message),
        claims=claims(message),
        trace=trace(message, found),
        names=names(message),
    )


def _zone(message: Message) -> int | None:
    date = parse_date(message.root.value("date") or b"")
    offset = None if date is None else date.utcoffset()
    return None if offset is None else round(offset.total_seconds() / 60)
