"""The board on which a worker notes what it is doing: shared memory, so that a note costs no system call."""

from __future__ import annotations

import mmap
import struct

import msgspec

HEAD = struct.Struct("=QQQI")
SIZE = 8192
ROOM = SIZE - HEAD.size
ATTEMPTS = 50


class Note(msgspec.Struct, frozen=True):
    """What a worker noted last.

    Attributes:
        beats: how many notes were made; changes with every note.
        items: entries done in this task.
        size: their bytes.
        where: the entry started last, cut to the board's room. Untrusted.
    """

    beats: int
    items: int
    size: int
    where: str


class Board:
    """One worker's board, over a file descriptor that both processes have open."""

    def __init__(self, descriptor: int) -> None:
        """Map the board; the file must have `SIZE` bytes."""
        self._memory = mmap.mmap(descriptor, SIZE)
        self._beats = 0

    def note(self, where: str, items: int, size: int) -> None:
        """Write a note; odd counts mark a note being written."""
        memory = self._memory
        beats = self._beats = self._beats + 2
        text = where.encode("utf-8", "surrogatepass")[:ROOM]
        HEAD.pack_into(memory, 0, beats - 1, items, size, len(text))
        memory[HEAD.size : HEAD.size + len(text)] = text
        memory[:8] = beats.to_bytes(8, "little" if LITTLE else "big")

    def read(self) -> Note:
        """Read the last note; after a crash in the middle of one, what is there of it."""
        for _ in range(ATTEMPTS):
            beats, items, size, length = HEAD.unpack_from(self._memory)
            text = self._memory[HEAD.size : HEAD.size + min(length, ROOM)]
            if not beats % 2 and HEAD.unpack_from(self._memory)[0] == beats:
                break
        return Note(beats, items, size, text.decode("utf-8", "replace"))

    def clear(self) -> None:
        """Forget the last task's note."""
        self.note("", 0, 0)

    def close(self) -> None:
        """Unmap the board."""
        self._memory.close()


LITTLE = struct.pack("=H", 1) == b"\1\0"
