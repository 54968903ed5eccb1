"""A part of a file as a file of its own."""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_regular(path: Path) -> io.FileIO:
    """Open a regular file, and nothing that could block or be endless."""
    file = io.FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "not a file")


class Window(io.RawIOBase):
    """A part of a file as a file of its own, seekable, read-only."""

    def __init__(self, path: Path, offset: int, length: int) -> None:
        """Open `length` bytes of `path` from `offset` on."""
        self._file = open_regular(path)
        self._start, self._length, self._at = offset, length, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place inside the window."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError(f"before the start: {base + offset}")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what fits."""
        self._file.seek(self._start + self._at)
        count = self._file.readinto(memoryview(buffer)[: max(0, self._length - self._at)]) or 0
        self._at += count
        return count

    def readall(self) -> bytes:
        """Read all that is left in one piece: without this the base class reads in small ones."""
        self._file.seek(self._start + self._at)
        parts = []
        while part := self._file.read(max(0, self._length - self._at)):
            self._at += len(part)
            parts.append(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
