"""tar archives, plain or packed, read as a stream (POSIX.1-2001 pax interchange format; GNU tar's own additions)."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, Any, BinaryIO

from assay.intake.codec import LZMA, MAGIC, Unpacked
from assay.intake.guard import named
from assay.intake.interface import REST, Limits, Member
from assay.intake.maildir import flags_of
from assay.intake.names import shown
from assay.intake.sniff import PACKED_TAR, TAR, is_tar
from assay.intake.spool import Budget, Window, size_of, window
from assay.intake.tar_sparse import Sparse, sparse_map
from assay.intake.tar_stream import BLOCK, SKIP, Entry, Stream, pax_records, size_after, text_of
from assay.intake.yielding import deliver
from assay.model.errors import IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ZEROS = bytes(BLOCK)

REFUSED = {
    b"1": "a hard link to {}: the bytes are there",
    b"2": "a symbolic link to {}: not followed",
    b"3": "a character device, not a file",
    b"4": "a block device, not a file",
    b"6": "a named pipe, not a file",
    b"M": "the continuation of a file of another volume",
}
FOLDERS = (b"5", b"D", b"V")
"""Folders, GNU's dumped folders and volume labels aren't entries."""
GLOBAL, LONG_NAME, LONG_LINK, SPARSE = b"g", b"L", b"K", b"S"
EXTENSIONS = (GLOBAL, LONG_NAME, LONG_LINK, b"x", b"X")


class _Walk:
    """Goes through the headers of one archive."""

    def __init__(self, stream: Stream, plain: BinaryIO | None, budget: Budget) -> None:
        self.stream = stream
        self.plain = plain
        self.budget = budget
        self.globals: dict[str, str] = {}
        self.behind = False

    def members(self) -> Iterator[Member]:
        """One member for each entry; a failure for the rest where a header is broken."""
        extended: dict[str, str] = {}
        while True:
            block = self.stream.read(BLOCK)
            if block == ZEROS:
                block = self._behind_end()
                if not block:
                    return
                if not is_tar(block):
                    yield self._unknown(block)
                    return
                self.globals = {}
                self.behind = True
            if not block:
                yield _rest("the archive ends without its end mark")
                return
            with named("a header of the tar is damaged"):
                info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
            entry = Entry(self.stream, size_after(info, extended if info.type not in EXTENSIONS else {}))
            if info.type in EXTENSIONS:
                self._extension(info, entry, extended)
                continue
            for key, value in self.globals.items():
                extended.setdefault(key, value)
            if info.type not in FOLDERS:
                yield from self._entry(info, block, entry, extended)
            entry.skip()
            extended = {}

    def _behind_end(self) -> bytes:
        """The first block behind the end mark that isn't padding: of an archive that was joined on, or unknown."""
        block = self.stream.read(BLOCK)
        while block and not block.strip(b"\0"):
            block = self.stream.read(BLOCK)
        return block

    def _unknown(self, block: bytes) -> Member:
        """What is behind the end mark and is no archive."""
        behind = len(block)
        while data := self.stream.read(SKIP):
            behind += len(data)
        return _rest(f"{behind} bytes behind the end mark belong to no entry; look at them in the file itself")

    def _extension(self, info: tarfile.TarInfo, entry: Entry, extended: dict[str, str]) -> None:
        """A header that says something of the next one."""
        if entry.left > self.budget.limits.header_bytes:
            raise LimitReached(f"a header of {entry.left} bytes")
        data = entry.read(entry.left) if entry.left else b""
        entry.skip()
        if info.type == LONG_NAME:
            extended["path"] = text_of(data)
        elif info.type == LONG_LINK:
            extended["linkpath"] = text_of(data)
        else:
            (self.globals if info.type == GLOBAL else extended).update(pax_records(data))

    def _entry(self, info: tarfile.TarInfo, block: bytes, entry: Entry, extended: dict[str, str]) -> Iterator[Member]:
        """The member of one header."""
        name = extended.get("GNU.sparse.name") or extended.get("path") or shown(info.name)
        step = Step("tar", name)
        notes = _notes(info, name) | ({"recovered": "behind the archive's end mark"} if self.behind else {})
        if info.type in REFUSED:
            target = extended.get("linkpath") or shown(info.linkname)
            notes |= {"link": target} if target else {}
            yield Member(step=step, size=entry.left, notes=notes, error=Unreadable(REFUSED[info.type].format(target)))
            return
        try:
            with named("the sparse file's map is damaged"):
                holes = sparse_map(info.type == SPARSE, block, extended, self.stream.exactly, entry.read)
        except IntakeError as error:
            yield Member(step=step, size=entry.left, notes=notes, error=error)
            return
        if holes is not None:
            sparse = Sparse(*holes, entry.read)
            yield from deliver(step, sparse.read, self.budget, packed=entry.left, notes=notes)
        elif self.plain is not None and self.stream.position + entry.left <= size_of(self.plain):
            yield self._stored(step, notes, entry.left)
        else:
            yield from deliver(step, entry.read, self.budget, notes=notes)

    def _stored(self, step: Step, notes: dict[str, Any], size: int) -> Member:
        """An entry of a plain tar: its bytes are where they are."""
        if self.plain is None:
            raise Unreadable("not a plain tar")
        limits = self.budget.limits
        body = window(self.plain, self.stream.position, size, limits)
        step = Step(step.container, step.name, self.stream.position, size)
        return Member(step=step, body=body, size=size, notes=notes)


class Tar:
    """Members of a tar archive. Folders and volume labels aren't entries."""

    name = "tar"
    formats = (TAR, *PACKED_TAR.values())

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member for each header that isn't a folder."""
        del name
        file.seek(0)
        codec = codec_of(file.read(8))
        size = size_of(file)
        budget = Budget(limits, size)
        if not codec:
            yield from _Walk(Stream(Window(file, 0, size), size), file, budget).members()
            return
        unpacked = Unpacked(file, codec)
        yield from _Walk(Stream(unpacked, budget.allowed()), None, budget).members()
        if unpacked.trailing:
            yield _rest(f"{unpacked.trailing} bytes behind the packed data belong to nothing")


def codec_of(head: bytes) -> str:
    """The codec that a file's first bytes show; empty for none."""
    if head.startswith(b"\x5d\x00\x00"):
        return LZMA
    return next((kind for kind, magic in MAGIC.items() if head.startswith(magic)), "")


def _rest(reason: str) -> Member:
    return Member(step=Step("tar", REST), error=Unreadable(reason))


def _notes(info: tarfile.TarInfo, name: str) -> dict[str, Any]:
    """What the header says besides."""
    notes: dict[str, Any] = {"mtime": int(info.mtime)}
    flags = flags_of(name)
    if flags is not None:
        notes["maildir"] = flags
    return notes


CONTAINER = Tar()
