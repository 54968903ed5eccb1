"""7z archives by py7zr, block by block, into one bounded file; nothing is written by the archive's names."""

from __future__ import annotations

import io
import stat
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from py7zr import SevenZipFile
from py7zr.compressor import SupportedMethods
from py7zr.exceptions import PasswordRequired
from py7zr.io import MemIO, WriterFactory

from assay.intake.guard import named
from assay.intake.interface import REST, Limits, Member
from assay.intake.maildir import flags_of
from assay.intake.sniff import SEVEN
from assay.intake.spool import Budget, size_of, temporary, window
from assay.intake.yielding import REST_OF_ENTRY
from assay.model.errors import Encrypted, IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

LONGEST_LINK = 4096


class _Sink(MemIO):
    """Takes one entry's bytes; behind each other in one file for all entries of a block."""

    def __init__(self, spool: BinaryIO, budget: Budget) -> None:
        super().__init__("", cast("WriterFactory", None))
        self._spool = spool
        self._budget = budget
        self.start = 0
        self.length = 0
        self.began = False
        self.whole = False
        self.error: LimitReached | None = None

    def open(self, mode: str = "w") -> Self:
        """Begin here."""
        del mode
        self.start = self._spool.seek(0, io.SEEK_END)
        self.began = True
        return self

    def write(self, data: bytes | bytearray) -> int:
        """Keep the bytes, or only count them where they are too many."""
        self._budget.spend(len(data))
        self.length += len(data)
        if self.length > self._budget.limits.container_bytes:
            raise LimitReached(f"larger than {self._budget.limits.container_bytes} bytes")
        if self.length > self._budget.limits.member_bytes:
            self.error = LimitReached(f"larger than {self._budget.limits.member_bytes} bytes")
        else:
            self._spool.write(data)
        return len(data)

    def close(self) -> None:
        """All bytes came, and their checksum is looked at after this."""
        self.whole = True

    def __exit__(self, kind: object, *_: object) -> None:
        """Whole unless the entry broke off or its checksum is wrong."""
        self.whole = kind is None


class SevenZip:
    """Members of a 7z archive. Folders aren't entries."""

    name = "7z"
    formats = (SEVEN,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member an entry: first the empty ones, then block by block."""
        del name
        budget = Budget(limits, size_of(file))
        file.seek(0)
        try:
            with named("the archive's header is damaged"):
                archive = SevenZipFile(file)
        except IntakeError as error:
            if isinstance(error.__cause__, PasswordRequired):
                raise Encrypted("encrypted with its names: a password is needed") from error
            raise
        entries = [entry for entry in archive.files if not entry.is_directory]
        for entry in entries:
            if entry.emptystream:
                yield _plain(entry, b"")
        streams = getattr(archive.header, "main_streams", None)
        if streams is None:
            return
        positions = [archive.worker.src_start + at for at in streams.packinfo.packpositions]
        first = 0
        for folder in streams.unpackinfo.folders:
            inside = [entry for entry in entries if entry.folder is folder]
            packed = sum(coder.get("numinstreams", 1) for coder in folder.coders) - len(folder.bindpairs)
            span = (positions[first], positions[min(first + packed, len(positions) - 1)])
            first += packed
            yield from _block(archive, folder, inside, span, budget)


def _block(archive: Any, folder: Any, entries: list[Any], span: tuple[int, int], budget: Budget) -> Iterator[Member]:
    """The entries that were packed together."""
    if SupportedMethods.needs_password(folder.coders):
        for entry in entries:
            yield _refused(entry, Encrypted("encrypted: a password is needed"))
        return
    with temporary(budget.limits) as spool:
        sinks = {entry.id: _Sink(spool, budget) for entry in entries}
        for number, sink in sinks.items():
            archive.worker.register_filelike(number, sink)
        failure: IntakeError | None = None
        try:
            with named("the packed data are damaged"):
                archive.worker.extract_single(archive.fp, folder.files, None, span[0], span[1], None)
        except IntakeError as error:
            failure = error
        for entry in entries:
            yield from _unpacked(entry, sinks[entry.id], spool, failure, budget.limits)


def _unpacked(
    entry: Any, sink: _Sink, spool: BinaryIO, failure: IntakeError | None, limits: Limits
) -> Iterator[Member]:
    """What became of one entry."""
    if sink.error is not None:
        yield _refused(entry, sink.error)
    elif sink.whole:
        yield _plain(entry, window(spool, sink.start, sink.length, limits), sink.length)
    elif sink.length and not isinstance(failure, LimitReached):
        body = window(spool, sink.start, sink.length, limits)
        yield _plain(entry, body, sink.length, damaged=str(failure))
        yield Member(step=Step("7z", entry.filename + REST_OF_ENTRY), error=failure)
    else:
        reason = failure or Unreadable("missing from the packed data")
        if not sink.began and isinstance(failure, Unreadable):
            reason = Unreadable(f"lies behind a damaged entry: {failure}")
        yield _refused(entry, reason)


def _plain(entry: Any, body: bytes | BinaryIO, size: int = 0, **notes: str) -> Member:
    """A member with its data, or the refusal of a link."""
    if _is_link(entry):
        target = body[:LONGEST_LINK].decode("utf-8", "backslashreplace") if isinstance(body, bytes) else ""
        error = Unreadable(f"a symbolic link to {target}: not followed")
        return Member(step=Step("7z", entry.filename), notes={"link": target}, error=error)
    flags = flags_of(entry.filename)
    more = {"maildir": flags} if flags is not None else {}
    return Member(step=Step("7z", entry.filename), body=body, size=size, notes={**notes, **more})


def _refused(entry: Any, error: IntakeError) -> Member:
    return Member(step=Step("7z", entry.filename or REST), size=entry.uncompressed or 0, error=error)


def _is_link(entry: Any) -> bool:
    mode = entry.posix_mode
    return bool(entry.is_symlink or entry.is_junction or entry.is_socket or (mode and stat.S_ISLNK(mode)))


CONTAINER = SevenZip()
