"""ZIP files: names and times of the members by the central directory, and single small members.

APPNOTE.TXT 6.3.10. Bombs, overlaps and lying sizes cost nothing: only members that are asked for by name are unpacked,
and of each no more than was asked for.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import msgspec

from assay.document.gathered import dos

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 2_000
RATIO, RATIO_FROM = 100, 1 << 20
"""Unpacked to packed bytes of a member at most, past so many unpacked ones; Apache Tika's bound."""
_END, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _CENTRAL_SIZE, _LOCAL_SIZE = 22, 46, 30
_FIELDS = struct.Struct("<8x4H4xI4x3H8xI")
"""Of the central directory, section 4.3.12: flags, method, time, date, packed size, lengths, offset."""
_LONGEST_COMMENT = 65_535
_UNIX_TIME = 0x5455
_DEFLATED = 8
_MOST_EXTRAS = 20
_HAS_DESCRIPTOR = 8
_BLOCK = 1_024


class Member(msgspec.Struct, frozen=True):
    """One entry of the central directory.

    Attributes:
        name: as bytes; untrusted.
        offset: of its local header.
        method: how it's packed.
        packed: its packed size as it claims.
        encrypted: whether it says so.
        seconds: when it was last changed: UTC where the member says it in UTC, else the writer's wall clock.
    """

    name: bytes
    offset: int
    method: int
    packed: int
    encrypted: bool
    seconds: float | None


class Archive:
    """The first members of a ZIP file.

    Attributes:
        members: by name, the last of each name, as readers take it.
        seen: how many entries were looked at.
        whole: whether it has a central directory.
    """

    def __init__(self, data: bytes, most: int = MOST_MEMBERS, *, salvage: bool = False) -> None:
        """Reads the central directory.

        Args:
            data: the file.
            most: entries that are looked at.
            salvage: whether a file without a directory is searched for members; else it has none.
        """
        self._data = data
        self._most = most
        self.members: dict[bytes, Member] = {}
        self.seen = 0
        self.whole = self._directory()
        if salvage and not self.whole:
            self._salvage()

    def _directory(self) -> bool:
        data = self._data
        end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
        if end < 0 or end + _END_SIZE > len(data):
            return False
        size, start = _number(data, end + 12, 4), _number(data, end + 16, 4)
        shift = end - size - start  # bytes in front of the archive, as self-extracting ones have them
        at = start + shift if shift >= 0 else start
        while self.seen < self._most and data[at : at + 4] == _CENTRAL and at + _CENTRAL_SIZE <= len(data):
            at = self._entry(at, max(shift, 0))
            self.seen += 1
        return True

    def _salvage(self) -> None:
        """Members by their local headers (section 4.3.7); a size that only stands behind the data goes to the next."""
        data = self._data
        at = data.find(_LOCAL)
        while at >= 0 and self.seen < self._most and at + _LOCAL_SIZE <= len(data):
            name = data[at + _LOCAL_SIZE : at + _LOCAL_SIZE + _number(data, at + 26, 2)]
            flags, packed = _number(data, at + 6, 2), _number(data, at + 18, 4)
            start = at + _LOCAL_SIZE + len(name) + _number(data, at + 28, 2)
            following = data.find(_LOCAL, start if flags & _HAS_DESCRIPTOR else min(start + packed, len(data)))
            if flags & _HAS_DESCRIPTOR:
                packed = (following if following >= 0 else len(data)) - start
            when = dos(_number(data, at + 12, 2), _number(data, at + 10, 2))
            self.members[name] = Member(name, at, _number(data, at + 8, 2), packed, bool(flags & 1), when)
            self.seen += 1
            at = following

    def _entry(self, at: int, shift: int) -> int:
        data = self._data
        flags, method, time, date, packed, name_size, extra_size, comment_size, offset = _FIELDS.unpack_from(data, at)
        name = data[at + _CENTRAL_SIZE : at + _CENTRAL_SIZE + name_size]
        extra = data[at + _CENTRAL_SIZE + name_size : at + _CENTRAL_SIZE + name_size + extra_size]
        when = _unix(extra) or dos(date, time)
        self.members[name] = Member(name, offset + shift, method, packed, bool(flags & 1), when)
        return at + _CENTRAL_SIZE + int(name_size) + int(extra_size) + int(comment_size)

    def read(self, name: bytes, most: int = 256 * 1024) -> bytes:
        """The first bytes of a member; empty where it's absent, encrypted, damaged or packed in a rare way."""
        member = self.members.get(name)
        if member is None or member.encrypted or self._data[member.offset : member.offset + 4] != _LOCAL:
            return b""
        at = member.offset
        start = at + _LOCAL_SIZE + _number(self._data, at + 26, 2) + _number(self._data, at + 28, 2)
        if member.method == 0:
            return self._data[start : start + min(member.packed, most)]
        if member.method != _DEFLATED:
            return b""
        packed = self._data[start : start + min(member.packed, 2 * most)]
        most = min(most, max(RATIO_FROM, RATIO * len(packed)))
        try:
            return zlib.decompressobj(-15).decompress(packed, most)
        except zlib.error:
            return _before_damage(packed, most)


def _before_damage(packed: bytes, most: int) -> bytes:
    """What can be unpacked in front of the place that is damaged."""
    unpacker, found, size = zlib.decompressobj(-15), [], 0
    try:
        for at in range(0, len(packed), _BLOCK):
            found.append(unpacker.decompress(packed[at : at + _BLOCK], most - size))
            size += len(found[-1])
            if size >= most:
                break
    except zlib.error:
        pass
    return b"".join(found)


def read_times(archive: Archive, found: Gathered) -> None:
    """Says when the first and the last member was changed, and whether something in it is encrypted."""
    times = [member.seconds for member in archive.members.values() if member.seconds is not None]
    if times:
        found.time("members_first", min(times))
        found.time("members", max(times))
    if any(member.encrypted for member in archive.members.values()):
        found.say("encrypted", "yes")


def _unix(extra: bytes) -> float | None:
    """The time of change in an extended timestamp (Info-ZIP, extra field 0x5455), UTC."""
    at = 0
    for _ in range(_MOST_EXTRAS):
        if at + 4 > len(extra):
            break
        kind, size = _number(extra, at, 2), _number(extra, at + 2, 2)
        if kind == _UNIX_TIME and size >= 5 and at + 9 <= len(extra) and extra[at + 4] & 1:  # noqa: PLR2004 - flags, time
            return float(int.from_bytes(extra[at + 5 : at + 9], "little", signed=True)) or None
        at += 4 + size
    return None


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
