"""Thread-Index: when a conversation began, and when each answer in it was begun (MS-OXOMSG section 2.2.1.3)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from assay.message.traits.clocks.epochs import EARLIEST, FROM_1601, filetime
from assay.model.traits import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.traits.clocks.material import Material

HEADER, CHILD = 22, 5
_MOST_CHILDREN = 400
_WRAP = 1 << 54
"""Ticks after which a child with its high bit set starts over: ten bits of 64 are left out above."""
_FIRST_TICK = int((EARLIEST + FROM_1601) * 10_000_000)


def decode_index(index: bytes) -> tuple[float | None, tuple[float | None, ...]]:
    """The time of the header and those of its children, oldest first; None where there is none or it can't be.

    Headers have two forms: the six high octets of a FILETIME, or 01 and its five high octets. Programs that answer take
    both for the first form, so that the difference in the first child of the second form spans two centuries and is
    cut to 54 bits; of the times that it may mean, the one nearest to the header is taken.
    """
    if len(index) < HEADER or (len(index) - HEADER) % CHILD or (len(index) - HEADER) // CHILD > _MOST_CHILDREN:
        return None, ()
    naive = int.from_bytes(index[:6], "big") << 16
    proper = int.from_bytes(index[1:6], "big") << 24
    root = filetime(proper if index.startswith(b"\x01\x01") else naive)
    children: list[float | None] = []
    ticks = naive
    for at in range(HEADER, len(index), CHILD):
        word = int.from_bytes(index[at : at + 4], "big")
        delta = (word & 0x7FFFFFFF) << (23 if word >> 31 else 18)
        ticks = ticks + delta if children else _first(naive, proper, delta, root, wraps=bool(word >> 31))
        children.append(filetime(ticks))
    return root, tuple(children)


def _first(naive: int, proper: int, delta: int, root: float | None, *, wraps: bool) -> int:
    """The time of the first child, in ticks."""
    wrapped = naive + delta
    if wraps and wrapped < _FIRST_TICK:
        wrapped += -(-(_FIRST_TICK - wrapped) // _WRAP) * _WRAP
    if root is None or naive == proper:
        return wrapped
    start = (root + FROM_1601) * 10_000_000
    return min((wrapped, proper + delta), key=lambda ticks: abs(ticks - start))


def thread_index(material: Material) -> Iterator[Clock]:
    """Yields `thread-index` for the first mail of a conversation, `thread-index-answer` for an answer."""
    for value in material.fields.get("thread-index", ())[:1]:
        try:
            index = base64.b64decode(b"".join(value.text.split()), validate=True)
        except (binascii.Error, ValueError):
            return
        root, children = decode_index(index)
        seconds = children[-1] if children else root
        if seconds is not None:
            yield Clock("thread-index-answer" if children else "thread-index", seconds, value.span)
