"""The bounds of the parser against hostile input."""

from __future__ import annotations

import msgspec


class MessageLimits(msgspec.Struct, frozen=True):
    """How far the parser goes. A limit that is hit is a defect; the bytes are kept all the same.

    Attributes:
        depth: how deep multiparts and forwarded messages may be nested.
        parts: how many parts a message may have, the root included.
        header_block: bytes of one header block that are split into fields.
        headers: fields of one header block that are kept apart.
        boundary: bytes of a boundary; RFC 2046 section 5.1.1 allows 70, a line of RFC 5322 holds 998.
        defects: defects that are noted.
    """

    depth: int = 100
    parts: int = 1024
    header_block: int = 256 * 1024
    headers: int = 2_000
    boundary: int = 998
    defects: int = 1_000


DEFAULT = MessageLimits()
