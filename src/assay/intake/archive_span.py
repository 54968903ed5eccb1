"""Whether a 7z or rar archive stands at a place in a file, and how far it reaches, by the checksums of its headers.

The few bytes of a signature stand in every program that reads such archives; a header whose checksum holds doesn't.
Sources: 7zFormat.txt of the LZMA SDK (signature header), technote.txt of RAR 2.9 and of RAR 5.0.
"""

from __future__ import annotations

import itertools
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVEN = b"7z\xbc\xaf\x27\x1c"
RAR = b"Rar!\x1a\x07"
BLOCKS = 1_000_000
"""Blocks of a rar that are followed to its end."""
_START_HEADER = struct.Struct("<6s2BI20s")
_LARGEST_HEADER = 2 << 20
"""Of a block's header in RAR 5."""
_BLOCK_4 = struct.Struct("<HBHH")
_MAIN_4, _END_4, _FILE_4, _SERVICE_4 = 0x73, 0x7B, 0x74, 0x7A
_ENCRYPTED_4, _LARGE_4, _DATA_4 = 0x80, 0x100, 0x8000
_MAIN_5, _ENCRYPTION_5, _END_5 = 1, 4, 5
_EXTRA_5, _DATA_5 = 1, 2


def span_of_7z(file: BinaryIO, start: int, size: int) -> int | None:
    """The end of the 7z archive at `start`, or None where there is none or it's empty.

    Args:
        file: any file, seekable.
        start: where the signature stands.
        size: of the file; the end is never behind it, though the archive may say so (it's cut off then).
    """
    file.seek(start)
    header = file.read(_START_HEADER.size)
    if len(header) < _START_HEADER.size:
        return None
    signature, major, _, checksum, rest = _START_HEADER.unpack(header)
    if signature != SEVEN or major or zlib.crc32(rest) != checksum:
        return None
    offset, length = struct.unpack_from("<2Q", rest)
    return min(start + len(header) + offset + length, size) if length else None


def span_of_rar(file: BinaryIO, start: int, size: int) -> int | None:
    """The end of the rar archive at `start`, or None where there is none.

    Args:
        file: any file, seekable.
        start: where the signature stands.
        size: of the file: the end of an archive that has none of its own, or whose headers are encrypted.
    """
    file.seek(start)
    version = file.read(len(RAR) + 2)[len(RAR) :]
    if version[:1] == b"\0":
        blocks = _blocks_4(file, start + len(RAR) + 1, size)
    elif version == b"\1\0":
        blocks = _blocks_5(file, start + len(RAR) + 2, size)
    else:
        return None
    end = None
    for end in itertools.islice(blocks, BLOCKS):  # noqa: B007 - the last one is wanted
        pass
    return end


def _blocks_4(file: BinaryIO, at: int, size: int) -> Iterator[int]:
    """Yield where the archive ends at the latest: nothing without a main header, the end itself at last."""
    first = True
    while at + _BLOCK_4.size <= size:
        file.seek(at)
        head = file.read(_BLOCK_4.size)
        checksum, kind, flags, length = _BLOCK_4.unpack(head)
        head += file.read(max(0, length - len(head)))
        if length < _BLOCK_4.size or zlib.crc32(head[2:]) & 0xFFFF != checksum or (first and kind != _MAIN_4):
            return
        yield size
        if first and flags & _ENCRYPTED_4:
            return
        first = False
        at += length + _data_4(head, kind, flags)
        if kind == _END_4:
            yield min(at, size)
            return


def _data_4(head: bytes, kind: int, flags: int) -> int:
    """Bytes behind a block's header."""
    start = _BLOCK_4.size
    if not flags & _DATA_4 or len(head) < start + 4:
        return 0
    high = head[start + 25 : start + 29] if kind in {_FILE_4, _SERVICE_4} and flags & _LARGE_4 else b""
    return int.from_bytes(head[start : start + 4] + high, "little")


def _blocks_5(file: BinaryIO, at: int, size: int) -> Iterator[int]:
    """As `_blocks_4`."""
    first = True
    while at < size:
        file.seek(at)
        start = file.read(4 + 3)
        length, used = _number(start[4:])
        if not 0 < length <= _LARGEST_HEADER:
            return
        file.seek(at + 4)
        sized = file.read(used + length)
        if len(sized) < used + length or zlib.crc32(sized) != int.from_bytes(start[:4], "little"):
            return
        kind, data = _header_5(sized[used:])
        if first and kind not in {_MAIN_5, _ENCRYPTION_5}:
            return
        yield size
        if kind == _ENCRYPTION_5:
            return
        first = False
        at += 4 + len(sized) + data
        if kind == _END_5:
            yield min(at, size)
            return


def _header_5(header: bytes) -> tuple[int, int]:
    """The type of a block, and how many bytes stand behind its header."""
    kind, at = _number(header)
    flags, used = _number(header[at : at + 10])
    at += used
    if flags & _EXTRA_5:
        at += _number(header[at : at + 10])[1]
    return kind, _number(header[at : at + 10])[0] if flags & _DATA_5 else 0


def _number(data: bytes) -> tuple[int, int]:
    """A number of variable length, seven bits a byte, and how many bytes it takes; (0, all) where it has no end."""
    value = 0
    for at, byte in enumerate(data[:10]):
        value |= (byte & 0x7F) << (7 * at)
        if not byte & 0x80:
            return value, at + 1
    return 0, len(data)
