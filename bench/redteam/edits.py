"""Changes to the bytes of a mail, gathered first and made at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.traits.hops import hops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Edit = tuple[int, int, bytes]
"""Where an edit begins and ends, and what stands there then."""


def edited(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with edits done; of two that overlap, the first."""
    pieces, position = [], 0
    for start, stop, new in sorted(edits, key=lambda one: one[0]):
        if start >= position:
            pieces += [raw[position:start], new]
            position = stop
    return b"".join([*pieces, raw[position:]])


def numbers(raw: bytes, other: Callable[[bytes], bytes]) -> Iterator[Edit]:
    """Another number in the place of each in Received and X-Received."""
    for hop in hops(parse(raw)):
        old = hop.id.encode("latin-1", "replace")
        at = raw.find(old, hop.span.start, hop.span.end) if old else -1
        if at >= 0:
            yield at, at + len(old), other(old)
