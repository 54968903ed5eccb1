"""Bytes on disk that a relation seldom looks at: of all mails together they are too many for memory."""

from __future__ import annotations

import os
import tempfile
import weakref
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path


class Spill:
    """A nameless file, which is gone with the process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Makes it.

        Args:
            folder: on a disk with space for it; by default where the system keeps temporary files.

        Raises:
            OSError: the disk is full, or can't be written.
        """
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)
        self._size = 0
        self._written = True

    def put(self, data: bytes) -> Spilled:
        """Puts bytes behind the others."""
        spilled = Spilled(self, self._size, len(data))
        self._file.write(data)
        self._size += len(data)
        self._written = False
        return spilled

    def read(self, start: int, length: int) -> bytes:
        """Bytes that were put here."""
        if not self._written:
            self._file.flush()
            self._written = True
        return os.pread(self._file.fileno(), length, start)


class Spilled(msgspec.Struct, frozen=True, gc=False):
    """Where some bytes are.

    Attributes:
        spill: in which file.
        start, length: in bytes.
    """

    spill: Spill
    start: int
    length: int

    def read(self) -> bytes:
        """The bytes."""
        return self.spill.read(self.start, self.length)
