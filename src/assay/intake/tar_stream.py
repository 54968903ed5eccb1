"""What tar archives are read with: a stream that only goes forward, and the records of pax headers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assay.intake.names import shown
from assay.intake.spool import Window
from assay.model.errors import LimitReached, Unreadable

if TYPE_CHECKING:
    import tarfile

    from assay.intake.codec import Unpacked

BLOCK = 512
SKIP = 1 << 18

WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
"""Links, devices, folders and pipes: whatever size their header says, nothing follows."""


class Stream:
    """Exactly as many bytes as asked for, in order, with the position counted."""

    def __init__(self, reader: Unpacked | Window, most: int) -> None:
        """Read from `reader`, at most `most` bytes in all."""
        self._reader = reader
        self._most = most
        self.position = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        parts = []
        while size > 0:
            data = self._reader.read(min(size, SKIP))
            if not data:
                break
            parts.append(data)
            size -= len(data)
            self.position += len(data)
            if self.position > self._most:
                raise LimitReached(f"the archive unpacks to more than {self._most} bytes")
        return b"".join(parts)

    def jump(self, size: int) -> bool:
        """Go on without reading, where that can be done."""
        if not isinstance(self._reader, Window) or self.position + size > self._reader.seek(0, io.SEEK_END):
            self._restore()
            return False
        self.position += size
        self._restore()
        return True

    def _restore(self) -> None:
        if isinstance(self._reader, Window):
            self._reader.seek(self.position)

    def exactly(self, size: int) -> bytes:
        """`size` bytes.

        Raises:
            Unreadable: the archive ends before.
        """
        data = self.read(size)
        if len(data) < size:
            raise Unreadable("the archive ends early")
        return data


class Entry:
    """The bytes of the entry at the stream's position; never reads past them."""

    def __init__(self, stream: Stream, size: int) -> None:
        self._stream = stream
        self.left = size
        self._padding = -size % BLOCK

    def read(self, size: int) -> bytes:
        """The next bytes of the entry."""
        data = self._stream.read(min(size, self.left))
        if self.left and size and not data:
            raise Unreadable("the archive ends early")
        self.left -= len(data)
        return data

    def skip(self) -> None:
        """To the next header.

        Raises:
            Unreadable: the archive ends before.
        """
        if self._stream.jump(self.left):
            self.left = 0
        while self.left:
            self.read(SKIP)
        self._stream.read(self._padding)


def pax_records(data: bytes) -> dict[str, str]:
    r"""The records `LENGTH KEY=VALUE\\n` of a pax header (POSIX.1-2001, pax, "pax Header Block").

    Raises:
        Unreadable: a length doesn't fit.
    """
    records: dict[str, str] = {}
    while data.strip(b"\0"):
        digits, _, _ = data[:20].partition(b" ")
        if not digits.isdigit() or not len(digits) + 2 < int(digits) <= len(data):
            raise Unreadable("a pax header is damaged")
        size = int(digits)
        key, _, value = data[len(digits) + 1 : size].removesuffix(b"\n").partition(b"=")
        word = text_of(key)
        if word in ("GNU.sparse.offset", "GNU.sparse.numbytes"):
            records["GNU.sparse.map"] = ",".join(filter(None, (records.get("GNU.sparse.map"), text_of(value))))
        else:
            records[word] = text_of(value)
        data = data[size:]
    return records


def size_after(info: tarfile.TarInfo, extended: dict[str, str]) -> int:
    """How many bytes follow the header."""
    if info.type in WITHOUT_DATA:
        return 0
    size = extended.get("size", "")
    number = int(size) if size.isdigit() and len(size) < 20 else info.size  # noqa: PLR2004 - digits of 2^63
    if number < 0:
        raise Unreadable("a header of the tar has a negative size")
    return number


def text_of(data: bytes) -> str:
    """A name or value as tar has it, up to its padding, as `names.shown` writes it."""
    return shown(data.rstrip(b"\0"))
