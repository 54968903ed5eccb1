"""The property context of an embedded item ([MS-PST] 2.3.1 to 2.3.3), for what libpff opens only as raw bytes."""

from __future__ import annotations

from assay.model.errors import Unreadable

SIGNATURE, CONTEXT, TREE = 0xEC, 0xBC, 0xB5
BLOCK = 8176
"""Data bytes of a block of a Unicode store (8,192 less the trailer of 16)."""
INLINE = {0x2: 2, 0x3: 4, 0x4: 4, 0xA: 4, 0xB: 1}
"""Types whose value stands in the tree itself, and its length."""
LEVELS = 8
RECORD = 8
NODE_TYPE = 0x1F


class _Heap:
    """Allocations of a heap-on-node."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 12 or data[2] != SIGNATURE or data[3] != CONTEXT:  # noqa: PLR2004 - HNHDR
            raise Unreadable("not a property context")
        self.blocks = [data[at : at + BLOCK] for at in range(0, len(data), BLOCK)]

    def at(self, hid: int) -> bytes:
        """The bytes of one allocation (HID, section 2.3.1.1); empty for the null one."""
        if not hid:
            return b""
        number, index = hid >> 16, hid >> 5 & 0x7FF
        if number >= len(self.blocks) or not index:
            raise Unreadable("a reference leads out of the heap")
        block = self.blocks[number]
        table = int.from_bytes(block[:2], "little")
        if index > int.from_bytes(block[table : table + 2], "little") or table + 6 + 2 * index > len(block):
            raise Unreadable("a reference leads out of the heap")
        place = table + 4 + 2 * (index - 1)
        start, end = (int.from_bytes(block[p : p + 2], "little") for p in (place, place + 2))
        if not start <= end <= len(block):
            raise Unreadable("an allocation leads out of its block")
        return block[start:end]


def properties(data: bytes) -> tuple[dict[int, tuple[int, bytes]], list[int]]:
    """Read a property context.

    Args:
        data: the item's data block.

    Returns:
        Property id to type and raw value; and the ids of those whose values lie in nodes of their own, out of reach.

    Raises:
        Unreadable: the structure is broken.
    """
    heap = _Heap(data)
    header = heap.at(int.from_bytes(data[4:8], "little"))
    if len(header) < 8 or header[0] != TREE or header[1:3] != b"\x02\x06":  # noqa: PLR2004 - BTHHEADER
        raise Unreadable("not a property context")
    records = heap.at(int.from_bytes(header[4:8], "little"))
    for _ in range(min(header[3], LEVELS)):
        records = b"".join(
            heap.at(int.from_bytes(records[at + 2 : at + 6], "little")) for at in range(0, len(records) - 5, 6)
        )
    values: dict[int, tuple[int, bytes]] = {}
    lost = []
    for at in range(0, len(records) - RECORD + 1, RECORD):
        pid = int.from_bytes(records[at : at + 2], "little")
        kind = int.from_bytes(records[at + 2 : at + 4], "little")
        raw = records[at + 4 : at + 8]
        reference = int.from_bytes(raw, "little")
        if kind in INLINE:
            values[pid] = (kind, raw[: INLINE[kind]])
        elif reference & NODE_TYPE:
            lost.append(pid)
        else:
            values[pid] = (kind, heap.at(reference))
    return values, lost
