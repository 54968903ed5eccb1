"""Reading bodies with bounds: few bytes into memory, many into a nameless file in the case's scratch folder."""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING, BinaryIO, cast

from assay.intake.guard import named
from assay.intake.sniff import CONTAINERS, sniff
from assay.model.errors import IntakeError, LimitReached

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.intake.interface import Limits

BLOCK = 1 << 18
HEAD = 1 << 16


class Budget:
    """How much a container may still unpack to: `ratio` times its packed size, over all its members.

    Overlapped entries that share packed bytes are stopped by this (a member alone may look harmless).
    """

    def __init__(self, limits: Limits, packed: int) -> None:
        """Start with nothing spent; `packed` is the container's size in bytes."""
        self.limits = limits
        self.packed = packed
        self.spent = 0

    def allowed(self) -> int:
        """Bytes that may still be unpacked."""
        return max(self.limits.ratio_from, self.limits.ratio * self.packed) - self.spent

    def refund(self, size: int) -> None:
        """Take back what was unpacked and thrown away, so that what follows a bomb is still read."""
        self.spent -= size

    def spend(self, size: int) -> None:
        """Account for unpacked bytes.

        Raises:
            LimitReached: the whole container unpacks to too much.
        """
        self.spent += size
        if self.allowed() < 0:
            raise LimitReached(
                f"the {self.packed} bytes of the container unpack to more than {self.limits.ratio} times as much"
            )


class Window(io.RawIOBase):
    """The bytes `offset` to `offset + length` of another file, as a file of its own. Doesn't close that file."""

    def __init__(self, file: BinaryIO, offset: int, length: int) -> None:
        """Look at `length` bytes of `file` from `offset` on."""
        self._file = file
        self._offset = offset
        self._length = length
        self._position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As `io.IOBase.seek`, within the window."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        if base + offset < 0:
            raise ValueError("negative seek position")
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """Position within the window."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the window."""
        size = max(0, min(len(buffer), self._length - self._position))
        if not size:
            return 0
        self._file.seek(self._offset + self._position)
        data = self._file.read(size)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)


def size_of(file: BinaryIO) -> int:
    """Length of a seekable file in bytes; its position is lost."""
    return file.seek(0, io.SEEK_END)


def window(file: BinaryIO, offset: int, length: int, limits: Limits) -> bytes | BinaryIO:
    """Bytes that a container stores as they are: bytes when they are few, else a stream over the container itself."""
    if length > limits.memory_bytes:
        return io.BufferedReader(Window(file, offset, length), BLOCK)
    file.seek(offset)
    return file.read(length)


def temporary(limits: Limits) -> BinaryIO:
    """A nameless file in the scratch folder, or memory where there is none."""
    return io.BytesIO() if limits.scratch is None else cast("BinaryIO", tempfile.TemporaryFile(dir=limits.scratch))


class Body:
    """A body while it's being read; `close` frees its file."""

    def __init__(self, limits: Limits, name: str = "") -> None:
        """An empty body of the member `name`."""
        self.limits = limits
        self.name = name
        self.size = 0
        self._parts: list[bytes] = []
        self._file: BinaryIO | None = None
        self._bound = limits.member_bytes

    def write(self, data: bytes) -> None:
        """Append.

        Raises:
            LimitReached: the member is larger than the limits let it be.
        """
        self.size += len(data)
        if self.size > self._bound:
            self._raise_bound(data)
        if self._file is None:
            self._parts.append(data)
            if self.size > self.limits.memory_bytes and self.limits.scratch is not None:
                self._file = temporary(self.limits)
                self._file.writelines(self._parts)
                self._parts.clear()
        else:
            self._file.write(data)

    def _raise_bound(self, data: bytes) -> None:
        """Let a container inside grow to `container_bytes`; stop anything else."""
        if self._bound < self.limits.container_bytes and self.limits.scratch is not None:
            head = b"".join([*self._parts, data])[:HEAD]
            if self._file is not None:
                self._file.seek(0)
                head = self._file.read(HEAD)
                self._file.seek(0, io.SEEK_END)
            if sniff(head, self.name, self.size) in CONTAINERS:
                self._bound = self.limits.container_bytes
        if self.size > self._bound:
            raise LimitReached(f"larger than {self._bound} bytes")

    def result(self) -> bytes | BinaryIO:
        """All that was written: bytes, or a stream at its start."""
        if self._file is None:
            data = b"".join(self._parts)
            return data if len(data) <= self.limits.memory_bytes else io.BytesIO(data)
        self._file.flush()
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Free the file, if any."""
        if self._file is not None:
            self._file.close()


def fill(body: Body, read: Callable[[int], bytes], budget: Budget, packed: int | None = None) -> IntakeError | None:
    """Read a member to its end into `body`.

    Args:
        body: takes the bytes.
        read: gives up to n bytes, empty at the end; may raise anything.
        budget: of the whole container.
        packed: the member's packed size where it's known, to hold the ratio for it alone.

    Returns:
        None when all was read, else why not; `body` then has what could be read.
    """
    limits = body.limits
    most = None if packed is None else max(limits.ratio_from, limits.ratio * packed)
    try:
        with named("the data are damaged"):
            while data := read(BLOCK):
                budget.spend(len(data))
                body.write(data)
                if most is not None and body.size > most:
                    raise LimitReached(f"{packed} bytes unpack to more than {limits.ratio} times as much")
    except IntakeError as error:
        return error
    return None
