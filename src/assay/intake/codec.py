"""Streams of gzip, bzip2, xz and zstd, unpacked piece by piece and never faster than they are asked for."""

from __future__ import annotations

import bz2
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol

import zstandard

from assay.model.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK = 1 << 16
DICTIONARY = 1 << 28
"""Bytes of memory that an xz or zstd stream may ask for (xz -9 needs 65 MiB)."""

GZIP, BZIP2, XZ, ZSTD, LZMA = (
    "application/gzip",
    "application/x-bzip2",
    "application/x-xz",
    "application/zstd",
    "application/x-lzma",
)

MAGIC = {
    GZIP: b"\x1f\x8b\x08",
    BZIP2: b"BZh",
    XZ: b"\xfd7zXZ\x00",
    ZSTD: b"\x28\xb5\x2f\xfd",
}
"""RFC 1952 section 2.3.1 (with CM 8), bzip2's, the .xz file format 2.1.1.1, RFC 8878 section 3.1.1."""


class Piecewise(Protocol):
    """One stream of a codec."""

    @property
    def eof(self) -> bool:
        """Whether the stream's end was reached."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What was fed past the stream's end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Feed packed bytes, get at most `max_length` bytes; what isn't consumed is kept inside."""
        ...


class _Zlib:
    """zlib's object with the interface of bz2's and lzma's: it keeps what it hasn't consumed."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstd:
    """zstandard's object, which has no bound on its output: it's fed little, and keeps what is too much.

    A block is at most 128 KiB (RFC 8878 section 3.1.1.2.4) and takes at least 3 bytes packed, so that what is fed
    in one go stays below 64 MiB unpacked; what is fed depends on what is still held.
    """

    FEED = 1 << 10

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=DICTIONARY).decompressobj()
        self._packed = b""
        self._ready = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof and not self._ready

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._packed

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._packed += data
        while self._packed and not self._inner.eof and len(self._ready) < max_length:
            self._ready += self._inner.decompress(self._packed[: self.FEED])
            self._packed = self._packed[self.FEED :]
        data, self._ready = self._ready[:max_length], self._ready[max_length:]
        return data


OPEN: dict[str, Callable[[], Piecewise]] = {
    GZIP: _Zlib,
    BZIP2: bz2.BZ2Decompressor,
    XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DICTIONARY),
    ZSTD: _Zstd,
    LZMA: lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=DICTIONARY),
}

SKIPPABLE = (b"\x2a\x4d\x18", 0x50, 0x5F)
"""RFC 8878 section 3.1.2: frames without data start with 0x184D2A50 to 0x184D2A5F, little-endian."""


class Unpacked:
    """The unpacked bytes of a file of one or several streams behind each other (RFC 1952 section 2.2)."""

    def __init__(self, file: BinaryIO, codec: str) -> None:
        """Read `file` from its start; `codec` is one of the media types of this module."""
        file.seek(0)
        self._file = file
        self._codec = codec
        self._stream = OPEN[codec]()
        self._left = b""
        self._finished = False
        self.trailing = 0
        """Bytes behind the last stream that belong to none (zero padding isn't counted); known at the end."""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; empty only at the end.

        Raises:
            Unreadable: the file ends inside a stream.
            Exception: whatever the codec says of damaged bytes.
        """
        while not self._finished:
            packed, self._left = self._left, b""
            data = self._stream.decompress(packed, size)
            if not data and not packed and not self._stream.eof:
                packed = self._file.read(BLOCK)
                if not packed:
                    raise Unreadable("the packed data end early")
                data = self._stream.decompress(packed, size)
            if self._stream.eof:
                self._next_stream()
            if data:
                return data
        return b""

    def _next_stream(self) -> None:
        """Go on with the stream behind this one, or finish."""
        rest = self._stream.unused_data or self._file.read(BLOCK)
        while rest and not rest.strip(b"\0"):
            rest = self._file.read(BLOCK)
        rest = rest.lstrip(b"\0")
        if len(rest) < len(MAGIC[XZ]):
            rest += self._file.read(BLOCK)
        if self._codec in MAGIC and rest.startswith(MAGIC[self._codec]):
            self._stream = OPEN[self._codec]()
            self._left = rest
            return
        if self._codec == ZSTD and rest[1:4] == SKIPPABLE[0] and rest[0] & 0xF0 == SKIPPABLE[1]:
            self._skip_frame(rest)
            return
        self._finished = True
        if rest:
            self.trailing = len(rest) + max(0, _left_in(self._file))

    def _skip_frame(self, rest: bytes) -> None:
        """Step over a zstd frame that holds no data."""
        size = 8 + int.from_bytes(rest[4:8], "little")
        if size > len(rest):
            self._file.seek(size - len(rest), 1)
        self._stream = OPEN[self._codec]()
        self._left = rest[size:]


def _left_in(file: BinaryIO) -> int:
    """Bytes from the position to the end."""
    here = file.tell()
    end = file.seek(0, 2)
    file.seek(here)
    return end - here


def beginning(head: bytes, codec: str, size: int) -> bytes:
    """What the first bytes of a packed file unpack to, at most `size` bytes; empty where they are damaged."""
    stream = OPEN[codec]()
    try:
        return stream.decompress(head, size)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, zstandard.ZstdError):
        return b""
