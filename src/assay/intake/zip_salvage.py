"""What is left of a zip archive without its central directory: members by their local headers (APPNOTE.TXT 4.3.7)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from assay.intake.interface import REST, Limits, Member
from assay.intake.names import shown
from assay.intake.spool import Budget, Window, size_of
from assay.intake.yielding import deliver
from assay.model.errors import Encrypted, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"PK\x03\x04"
HEADER = struct.Struct("<4s5H3I2H")
DESCRIPTOR = 0x8
ENCRYPTED = 0x1
UTF8 = 0x800
STORED, DEFLATED = 0, 8
BLOCK = 1 << 16
NEWEST = 63
"""The version of the format that a member may need at most (4.4.3)."""
KNOWN_FLAGS = 0x80F
"""Encrypted, two of the method, sizes behind the data, UTF-8 (4.4.4)."""
LONGEST_NAME = 1024


def hidden(file: BinaryIO, covered: list[tuple[int, int]], until: int, budget: Budget) -> Iterator[Member]:
    """Yield the members that stand between those of the directory, but not in it: deleted, or hidden on purpose.

    Args:
        file: the archive.
        covered: (start, end) of the entries that the directory has, headers included.
        until: where the directory starts.
        budget: of the whole archive.
    """
    at = 0
    for start, end in [*sorted(covered), (until, until)]:
        if start - at > HEADER.size:
            gap = cast("BinaryIO", Window(file, at, start - at))
            yield from salvage(gap, budget.limits, budget, "not in the zip's directory")
        at = max(at, end)


def salvage(
    file: BinaryIO, limits: Limits, budget: Budget, why: str = "found without the zip's directory"
) -> Iterator[Member]:
    """Yield a member for each local header that is found behind the last member's data.

    Args:
        file: the archive.
        limits: bounds the number of entries.
        budget: of the whole archive.
        why: the note `recovered` of the members.
    """
    size = size_of(file)
    at = _find(file, 0, size)
    count = 0
    while at >= 0 and count < limits.entries:
        count += 1
        file.seek(at)
        header = file.read(HEADER.size)
        if len(header) < HEADER.size:
            return
        _, _, flags, method, _, _, _, packed, _, name_length, extra_length = HEADER.unpack(header)
        raw = file.read(name_length)
        name = text_of(raw, utf8=bool(flags & UTF8))
        start = at + HEADER.size + name_length + extra_length
        step = Step("zip", name)
        end = start + (0 if flags & DESCRIPTOR else packed)
        if flags & ENCRYPTED:
            yield Member(step=step, error=Encrypted("encrypted: a password is needed"))
        elif method not in (STORED, DEFLATED) or (method == STORED and flags & DESCRIPTOR):
            yield Member(step=step, error=Unreadable(f"method {method} can't be read without the zip's directory"))
        elif not name.endswith("/") or packed:
            reader = Stored(file, start, packed) if method == STORED else Deflated(file, start)
            yield from deliver(step, reader.read, budget, notes={"recovered": why})
            end = reader.end if reader.ended else start
        at = _find(file, max(end, at + len(SIGNATURE)), size)
    if at >= 0:
        yield Member(step=Step("zip", REST), error=LimitReached(f"more than {limits.entries} entries"))


def plausible(head: bytes) -> bool:
    """Whether what starts with the signature of a local header is one, and not the four bytes alone.

    Args:
        head: the bytes from the signature on, as many as there are at hand.
    """
    if len(head) < HEADER.size:
        return False
    _, version, flags, method, _, date, _, packed, size, name_length, extra_length = HEADER.unpack_from(head)
    name = head[HEADER.size : HEADER.size + name_length]
    month, day = date >> 5 & 15, date & 31
    if version & 0xFF > NEWEST or flags & ~KNOWN_FLAGS or (date and not (1 <= month <= 12 and day)):  # noqa: PLR2004
        return False
    if not 0 < name_length <= LONGEST_NAME or len(name) < name_length or min(name) < ord(" "):
        return False
    data = head[HEADER.size + name_length + extra_length :]
    if flags & ENCRYPTED:
        return method in (STORED, DEFLATED) and bool(packed or flags & DESCRIPTOR)
    if method == STORED:
        return packed == size and not flags & DESCRIPTOR
    if method != DEFLATED or not data:
        return False
    try:
        return bool(zlib.decompressobj(-15).decompress(data, BLOCK))
    except zlib.error:
        return False


def text_of(raw: bytes, *, utf8: bool) -> str:
    """A member's name: UTF-8 where its flag (4.4.4) or its bytes say so, else code page 437 (appendix D)."""
    if not utf8:
        try:
            raw.decode()
        except UnicodeDecodeError:
            return raw.decode("cp437")
    return shown(raw)


def _find(file: BinaryIO, offset: int, size: int) -> int:
    """The next local header's offset, or -1."""
    while offset < size:
        file.seek(offset)
        block = file.read(BLOCK)
        found = block.find(SIGNATURE)
        if found >= 0:
            return offset + found
        if len(block) < BLOCK:
            return -1
        offset += len(block) - len(SIGNATURE) + 1
    return -1


class Stored:
    """Bytes as they are."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        """The `size` bytes of `file` from `start` on."""
        self._file = file
        self._left = size
        self.ended = not size
        self.end = start

    def read(self, size: int) -> bytes:
        """The next bytes."""
        self._file.seek(self.end)
        data = self._file.read(min(size, self._left))
        if self._left and not data:
            raise Unreadable("the archive ends early")
        self.end += len(data)
        self._left -= len(data)
        self.ended = not self._left
        return data


class Deflated:
    """A deflate stream, which knows its own end (RFC 1951)."""

    def __init__(self, file: BinaryIO, start: int, size: int | None = None) -> None:
        """Unpack from `start` on, at most `size` packed bytes; `end` is behind what was read."""
        self._most = None if size is None else start + size
        self._file = file
        self._inner = zlib.decompressobj(-15)
        self.ended = False
        self.end = start

    def read(self, size: int) -> bytes:
        """The next bytes, unpacked."""
        while not self.ended:
            packed = self._inner.unconsumed_tail
            if not packed:
                self._file.seek(self.end)
                packed = self._file.read(BLOCK if self._most is None else min(BLOCK, self._most - self.end))
                if not packed:
                    raise Unreadable("the archive ends early")
                self.end += len(packed)
            data = self._inner.decompress(packed, size)
            self.ended = self._inner.eof
            if self.ended:
                self.end -= len(self._inner.unused_data)
            if data:
                return data
        return b""
