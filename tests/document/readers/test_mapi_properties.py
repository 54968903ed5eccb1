from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from assay.document.readers.mapi_properties import properties
from document.makers.tnef_maker import property_list


def test_texts_and_bytes() -> None:
    assert properties(property_list({0x37: "Über", 0x1009: b"\1\2\3"}), "cp1252") == {0x37: "Über", 0x1009: b"\1\2\3"}


def test_what_stands_between_is_passed_over() -> None:
    number = struct.pack("<HHI", 3, 0x0E08, 77)
    several = struct.pack("<HHIII", 0x1003, 0x0E09, 2, 1, 2)
    named = struct.pack("<HH16sII", 3, 0x8001, b"", 0, 5) + struct.pack("<I", 1)
    by_name = (
        struct.pack("<HH16sII", 0x1E, 0x8002, b"", 1, 4)
        + "a\0".encode("utf-16-le")
        + struct.pack("<II", 1, 2)
        + b"x\0\0\0"
    )
    ansi = struct.pack("<HHII", 0x1E, 0x1000, 1, 5) + b"caf\xe9\0\0\0\0"
    data = struct.pack("<I", 5) + number + several + named + by_name + ansi
    assert properties(data, "cp1252") == {0x1000: "café"}


def test_sizes_that_lie() -> None:
    data = struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHII", 0x102, 0x1009, 0xFFFFFFFF, 0xFFFFFFF0) + b"x"
    assert properties(data, "cp1252") == {0x1009: b"x"}


@given(st.binary(max_size=200))
def test_it_never_raises(data: bytes) -> None:
    properties(data, "cp1252")
