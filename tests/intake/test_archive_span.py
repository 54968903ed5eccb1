from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.archive_span import RAR, SEVEN, span_of_7z, span_of_rar

if TYPE_CHECKING:
    from collections.abc import Callable

Make = dict[str, "Callable[..., bytes]"]
FRONT = bytes(100)
FILES = {"one": b"1" * 500, "two": b"2" * 70_000}


def span(of: Callable[..., int | None], archive: bytes, rest: bytes = b"") -> int | None:
    data = FRONT + archive + rest
    end = of(io.BytesIO(data), len(FRONT), len(data))
    return None if end is None else end - len(FRONT)


def test_a_7z_ends_behind_its_last_header(make: Make) -> None:
    archive = make["7z"](FILES)
    assert span(span_of_7z, archive) == span(span_of_7z, archive, b"rest") == len(archive)
    assert span(span_of_7z, archive[:-10]) == len(archive) - 10
    assert span(span_of_7z, archive[:31]) is None
    assert span(span_of_7z, archive[:12] + b"\xff" + archive[13:]) is None
    assert span(span_of_7z, b"\0" + archive) is None
    empty = struct.pack("<2QI", 0, 0, 0)
    assert span(span_of_7z, SEVEN + b"\0\4" + struct.pack("<I", zlib.crc32(empty)) + empty) is None


@pytest.mark.parametrize("kind", ["rar3", "rar5"])
def test_a_rar_ends_at_its_last_block(make: Make, kind: str) -> None:
    archive = make[kind](FILES)
    assert archive.startswith(RAR)
    assert span(span_of_rar, archive) == span(span_of_rar, archive, b"rest") == len(archive)
    assert span(span_of_rar, archive[:-30]) == len(archive) - 30
    assert span(span_of_rar, archive[:-7], b"no block of it") == len(archive) - 7 + len(b"no block of it")
    for size in (6, 8, 12):
        assert span(span_of_rar, archive[:size]) is None
    assert span(span_of_rar, archive[:10] + b"\xff" + archive[11:]) is None


def test_a_rar_begins_with_its_main_header() -> None:
    block = struct.pack("<BHH", 0x7B, 0x4000, 7)
    assert span(span_of_rar, RAR + b"\0" + struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block) is None
    sized = b"\3\5\0\0"
    assert span(span_of_rar, RAR + b"\1\0" + struct.pack("<I", zlib.crc32(sized)) + sized) is None


def test_encrypted_headers_hide_the_end() -> None:
    block = struct.pack("<BHH", 0x73, 0x80, 13) + bytes(6)
    archive = RAR + b"\0" + struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block
    assert span(span_of_rar, archive, b"secret") == len(archive) + 6
    sized = b"\3\4\0\0"
    archive = RAR + b"\1\0" + struct.pack("<I", zlib.crc32(sized)) + sized
    assert span(span_of_rar, archive, b"secret") == len(archive) + 6


def test_extra_fields_and_sizes_above_4_gib() -> None:
    sized = b"\5\1\3\2\x85\x01"  # main, extra of 2 bytes, data of 133 bytes
    main = struct.pack("<I", zlib.crc32(sized)) + sized
    end = b"\3\5\0\0"
    archive = RAR + b"\1\0" + main + bytes(133) + struct.pack("<I", zlib.crc32(end)) + end
    assert span(span_of_rar, archive, b"rest") == len(archive)
    block = struct.pack("<BHH", 0x73, 0, 13) + bytes(6)
    large = struct.pack("<BHH", 0x74, 0x8100, 40) + struct.pack("<I", 5) + bytes(21) + struct.pack("<I", 1) + bytes(4)
    archive = RAR + b"\0" + b"".join(struct.pack("<H", zlib.crc32(one) & 0xFFFF) + one for one in (block, large))
    assert span(span_of_rar, archive, bytes(50)) == len(archive) + 50


@pytest.mark.parametrize("start", [SEVEN + b"\0\4", RAR + b"\0", RAR + b"\1\0"])
@given(st.binary(max_size=60))
def test_any_bytes_end_inside_of_the_file(start: bytes, data: bytes) -> None:
    for of in (span_of_7z, span_of_rar):
        end = span(of, start, data)
        assert end is None or 0 < end <= len(start + data)
