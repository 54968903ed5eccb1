"""Clocks: times that software writes into a mail without showing them; one file a family.

Which there are, what each marks and how far it may lie from Date stands in `assay.message.traits.clocks.kinds`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from assay.message.traits.clocks.enclosed import enclosed
from assay.message.traits.clocks.exchange import exchange
from assay.message.traits.clocks.gmail import gmail
from assay.message.traits.clocks.material import gather
from assay.message.traits.clocks.message_ids import message_ids
from assay.message.traits.clocks.outlook import outlook
from assay.message.traits.clocks.queue_ids import queue_ids
from assay.message.traits.clocks.resent import resent
from assay.message.traits.clocks.thread_index import thread_index

if TYPE_CHECKING:
    from assay.message.structure import Message
    from assay.model.traits import Clock, Hop

__all__ = ["clocks"]

FAMILIES = (message_ids, outlook, gmail, thread_index, exchange, queue_ids, enclosed, resent)
_MOST = 8


def clocks(message: Message, hops: tuple[Hop, ...]) -> tuple[Clock, ...]:
    """Reads every clock of a message, at most `_MOST` a family. Never raises on any bytes.

    Args:
        message: the message.
        hops: its Received fields, for the ids in them.
    """
    material = gather(message, hops)
    return tuple(clock for family in FAMILIES for clock in islice(family(material), _MOST))
