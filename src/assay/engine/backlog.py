"""What waits for a worker, on disk: a dump has too much of it to be kept in the process that hands it out."""

from __future__ import annotations

import struct
import tempfile
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

_LENGTH = struct.Struct("=Q")


class Backlog:
    """Pieces of bytes in a nameless file, which is gone with the process; a context manager."""

    def __init__(self, folder: Path, pieces: Iterable[bytes] = ()) -> None:
        """Makes the file, with some pieces in it.

        Args:
            folder: on a disk with space for it.
            pieces: what is put there first.

        Raises:
            OSError: the disk is full, or can't be written.
        """
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by __exit__
        self._count = 0
        for piece in pieces:
            self.append(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def append(self, piece: bytes) -> None:
        """Puts a piece behind the others; not while they are iterated over."""
        self._file.write(_LENGTH.pack(len(piece)) + piece)
        self._count += 1

    def __iter__(self) -> Iterator[bytes]:
        """Yields the pieces in their order, one of them in memory."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH.size):
            yield self._file.read(_LENGTH.unpack(head)[0])
