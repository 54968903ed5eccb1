"""OLE compound files ([MS-CFB]): a stream by its name, whatever the tree says, in bounded time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_MOST_SECTORS = 4_096
"""Sectors that are followed for a table."""
_LAST = 0xFFFFFFFA
_SHORTEST_NAME, _LONGEST_NAME = 2, 64
_STREAM = 2


class Entry(NamedTuple):
    """An entry of the directory ([MS-CFB] 2.6.1).

    Attributes:
        name: untrusted.
        is_stream: whether it has bytes of its own.
        start: its first sector.
        size: of its bytes, as it claims.
    """

    name: str
    is_stream: bool
    start: int
    size: int


class Compound:
    """A compound file."""

    def __init__(self, data: bytes) -> None:
        """Reads the header and the directory; a damaged one has no streams."""
        self._data = data
        shift = _number(data, 30, 2)
        self._size = 1 << shift if shift in {9, 12} else _HEADER
        self._small = 1 << min(_number(data, 32, 2), 9)
        self._cutoff = _number(data, 56, 4)
        self._tables = self._table_sectors()
        self._mini: bytes | None = None
        self._mini_table: bytes | None = None
        self._directory = self._chain(_number(data, 48, 4), _MOST_SECTORS * self._size)

    def _table_sectors(self) -> list[int]:
        """The sectors of the allocation table: 109 in the header, more in a chain of their own."""
        found = [_number(self._data, 76 + 4 * index, 4) for index in range(109)]
        at, each = _number(self._data, 68, 4), self._size // 4 - 1
        for _ in range(_MOST_SECTORS // max(each, 1)):
            if at >= _LAST:
                break
            sector = self._sector(at)
            if len(sector) < self._size:
                break
            found += [_number(sector, 4 * index, 4) for index in range(each)]
            at = _number(sector, 4 * each, 4)
        return found

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _next(self, number: int) -> int:
        each = self._size // 4
        table = number // each
        if table >= len(self._tables) or self._tables[table] >= _LAST:
            return _LAST
        at = (self._tables[table] + 1) * self._size + 4 * (number % each)
        return _number(self._data, at, 4) if at + 4 <= len(self._data) else _LAST

    def _chain(self, number: int, most: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        while number < _LAST and size < most:
            sector = self._sector(number)
            if not sector:
                break
            parts.append(sector)
            size += len(sector)
            number = self._next(number)
        return b"".join(parts)[:most]

    def entries(self) -> Iterator[Entry]:
        """The streams and storages of the directory, in its order, wherever the tree has them; the root first."""
        for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            length = _number(self._directory, at + 64, 2)
            if _SHORTEST_NAME <= length <= _LONGEST_NAME:
                name = self._directory[at : at + length - 2].decode("utf-16-le", "replace")
                numbers = (_number(self._directory, at + place, 4) for place in (116, 120))
                yield Entry(name, self._directory[at + 66] == _STREAM, *numbers)

    def stream(self, name: str, most: int = 64 * 1024) -> bytes:
        """The first bytes of the first stream of that name; empty where there is none."""
        found = next((entry for entry in self.entries() if entry.name == name), None)
        return self.read(found, most) if found else b""

    def read(self, entry: Entry, most: int) -> bytes:
        """The first bytes of a stream."""
        most = min(most, entry.size, len(self._data))
        if entry.size < self._cutoff:
            return self._small_chain(entry.start, most)
        return self._chain(entry.start, most)

    def _small_chain(self, number: int, most: int) -> bytes:
        """A stream inside the root's: sectors of 64 bytes with a table of their own."""
        if self._mini is None or self._mini_table is None:
            limit = _MOST_SECTORS * self._size
            size = _number(self._directory, 120, 4)
            self._mini = self._chain(_number(self._directory, 116, 4), min(size, len(self._data)))
            self._mini_table = self._chain(_number(self._data, 60, 4), limit)
        parts: list[bytes] = []
        for _ in range(most // self._small + 1):
            start = number * self._small
            if number >= _LAST or start >= len(self._mini):
                break
            parts.append(self._mini[start : start + self._small])
            if 4 * number + 4 > len(self._mini_table):
                break
            number = _number(self._mini_table, 4 * number, 4)
        return b"".join(parts)[:most]


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
