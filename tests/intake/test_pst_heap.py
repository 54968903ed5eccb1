from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.pst_heap import properties
from assay.model.errors import Unreadable


def context(records: bytes, *values: bytes) -> bytes:
    """A heap with a tree header, its records, and values."""
    allocations = [b"\xb5\x02\x06\x00" + struct.pack("<I", 0x40), records, *values]
    table = 12 + sum(map(len, allocations))
    starts = [12]
    for one in allocations:
        starts.append(starts[-1] + len(one))
    head = struct.pack("<HBBII", table, 0xEC, 0xBC, 0x20, 0)
    page = struct.pack("<HH", len(allocations), 0) + struct.pack(f"<{len(starts)}H", *starts)
    return head + b"".join(allocations) + page


def test_values_in_the_tree_in_the_heap_and_out_of_reach() -> None:
    records = (
        struct.pack("<HHI", 0x17, 3, 7)
        + struct.pack("<HHI", 0x37, 0x1F, 0x60)
        + struct.pack("<HHI", 0x1013, 0x102, 0x3F)
    )
    values, lost = properties(context(records, "été".encode("utf-16-le")))
    assert values == {0x17: (3, b"\x07\0\0\0"), 0x37: (0x1F, "été".encode("utf-16-le"))}
    assert lost == [0x1013]


def test_an_absent_value_is_empty() -> None:
    values, _ = properties(context(struct.pack("<HHI", 0x37, 0x1F, 0)))
    assert values == {0x37: (0x1F, b"")}


@pytest.mark.parametrize("data", [b"", b"\0" * 50, context(b"")[:20], context(struct.pack("<HHI", 0x37, 0x1F, 0xFFE0))])
def test_what_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        properties(data)


@given(st.binary(min_size=8, max_size=200), st.integers(0, 250), st.binary(max_size=4))
def test_any_bytes(records: bytes, at: int, patch: bytes) -> None:
    data = bytearray(context(records))
    data[at : at + len(patch)] = patch
    with contextlib.suppress(Unreadable):
        properties(bytes(data))
