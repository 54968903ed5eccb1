"""zip archives (APPNOTE.TXT 6.3.10), read by their central directory, and by their local headers where that is lost."""

from __future__ import annotations

import contextlib
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from assay.intake.guard import named
from assay.intake.interface import REST, Limits, Member
from assay.intake.maildir import flags_of
from assay.intake.names import shown
from assay.intake.sniff import ZIP
from assay.intake.spool import Budget, size_of
from assay.intake.yielding import deliver
from assay.intake.zip_salvage import SIGNATURE, Deflated, Stored, hidden, salvage, text_of
from assay.model.errors import Encrypted, IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

UTF8 = 0x800
ENCRYPTED = 0x1
STRONG = 0x40
UNIX = 3
UNICODE_PATH = 0x7075
METHODS = {0: "stored", 8: "deflate", 12: "bzip2", 14: "LZMA"}
LOCAL_HEADER = 30
LONGEST_LINK = 4096
END_SIGNATURE = b"PK\x05\x06"
END_RECORD = 22
LONGEST_COMMENT = (1 << 16) - 1


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name: by the flag, the Unicode path field (4.6.9), or `zip_salvage.text_of`."""
    if info.flag_bits & UTF8:
        return shown(info.orig_filename)
    raw = info.orig_filename.encode("cp437", "replace")
    field = _extra(info.extra, UNICODE_PATH)
    if len(field) > 5 and field[0] == 1 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):  # noqa: PLR2004 - version and CRC
        raw = field[5:]
    return text_of(raw, utf8=False)


def _extra(extra: bytes, wanted: int) -> bytes:
    """The data of one extra field (4.5.1), or nothing."""
    while len(extra) >= 4:  # noqa: PLR2004 - id and size
        size = int.from_bytes(extra[2:4], "little")
        if int.from_bytes(extra[:2], "little") == wanted:
            return extra[4 : 4 + size]
        extra = extra[4 + size :]
    return b""


def refusal(info: zipfile.ZipInfo, overlapped: set[int]) -> IntakeError | None:
    """Why a member can't be read, by what the directory says of it."""
    if info.flag_bits & (ENCRYPTED | STRONG):
        return Encrypted("encrypted: a password is needed")
    if info.header_offset in overlapped:
        return LimitReached("shares its packed bytes with another entry (an overlapped archive bomb)")
    if info.compress_type not in METHODS:
        return Unreadable(f"packed by method {info.compress_type}, which isn't known here")
    return None


def overlapping(infos: list[zipfile.ZipInfo], before: int) -> set[int]:
    """Header offsets of the members whose packed bytes reach into the next member's.

    Args:
        infos: the central directory.
        before: where it starts.
    """
    ordered = sorted(infos, key=lambda info: info.header_offset)
    found = set()
    reach = -1
    for info in ordered:
        if info.header_offset < reach:
            found.add(info.header_offset)
        end = info.header_offset + LOCAL_HEADER + info.compress_size
        reach = max(reach, end)
        if end > before:
            found.add(info.header_offset)
    return found


def data_start(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where a member's packed bytes start: behind its local header (4.3.7).

    Raises:
        Unreadable: there is no local header.
    """
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or not header.startswith(SIGNATURE):
        raise Unreadable("the directory names a place where no entry is")
    return info.header_offset + LOCAL_HEADER + sum(int.from_bytes(header[at : at + 2], "little") for at in (26, 28))


def _covered(file: BinaryIO, infos: list[zipfile.ZipInfo]) -> list[tuple[int, int]]:
    """Where the entries of the directory start and end."""
    found = []
    for info in infos:
        with contextlib.suppress(Unreadable):
            found.append((info.header_offset, data_start(file, info) + info.compress_size))
    return found


def _reader(archive: zipfile.ZipFile, file: BinaryIO, info: zipfile.ZipInfo, start: int) -> Callable[[int], bytes]:
    """Reads a member; a wrong checksum is raised when all bytes were given, not instead of the last ones."""
    if info.compress_type == zipfile.ZIP_STORED:
        read = Stored(file, start, info.compress_size).read
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        read = Deflated(file, start, info.compress_size).read
    else:
        return archive.open(info).read
    checksum = 0

    def checked(size: int) -> bytes:
        nonlocal checksum
        data = read(size)
        checksum = zlib.crc32(data, checksum)
        if not data and checksum != info.CRC:
            raise Unreadable("the checksum (CRC-32) is wrong")
        return data

    return checked


def behind_end(file: BinaryIO, directory: int) -> int:
    """How many bytes stand behind the end record and its comment (4.3.16), zeros aside.

    Args:
        file: the archive.
        directory: where its central directory starts.
    """
    size = size_of(file)
    start = max(directory, size - END_RECORD - LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(END_SIGNATURE)
    if at < 0 or at + END_RECORD > len(tail):
        return 0
    end = at + END_RECORD + int.from_bytes(tail[at + 20 : at + 22], "little")
    return len(tail[end:]) if tail[end:].strip(b"\0") else 0


class Zip:
    """Members of a zip archive. Folders aren't entries unless they carry data."""

    name = "zip"
    formats = (ZIP,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member for each line of the central directory."""
        del name
        budget = Budget(limits, size_of(file))
        try:
            with named("the zip's directory is damaged"):
                archive = zipfile.ZipFile(file)
        except IntakeError as error:
            yield from salvage(file, limits, budget)
            yield Member(step=Step(self.name, REST), error=error)
            return
        with archive:
            infos = archive.infolist()
            overlapped = overlapping(infos, archive.start_dir)
            for info in infos:
                if not (info.is_dir() and info.file_size == 0 and info.compress_size <= 2):  # noqa: PLR2004 - empty deflate
                    yield from self._member(archive, file, info, overlapped, budget)
            yield from hidden(file, _covered(file, infos), archive.start_dir, budget)
            behind = behind_end(file, archive.start_dir)
            if behind:
                reason = f"{behind} bytes behind the end of the zip belong to no entry; look at them in the file itself"
                yield Member(step=Step(self.name, REST), size=behind, error=Unreadable(reason))

    def _member(
        self, archive: zipfile.ZipFile, file: BinaryIO, info: zipfile.ZipInfo, overlapped: set[int], budget: Budget
    ) -> Iterator[Member]:
        """One entry."""
        step = Step(self.name, name_of(info))
        notes = _notes(info, step.name)
        error = refusal(info, overlapped)
        mode = info.external_attr >> 16 if info.create_system == UNIX else 0
        if error is None and stat.S_ISLNK(mode):
            error, target = self._link(archive, info)
            notes["link"] = target
        elif error is None and mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            error = Unreadable("a device, socket or pipe, not a file")
        if error is not None:
            yield Member(step=step, size=info.file_size, notes=notes, error=error)
            return
        try:
            with named("the entry is damaged"):
                start = data_start(file, info)
                read = _reader(archive, file, info, start)
        except IntakeError as damage:
            yield Member(step=step, size=info.file_size, notes=notes, error=damage)
            return
        if info.compress_type == zipfile.ZIP_STORED:
            step = Step(self.name, step.name, start, info.compress_size)
        yield from deliver(step, read, budget, packed=info.compress_size, notes=notes)

    def _link(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[IntakeError, str]:
        """A symbolic link, which is never followed, and its target."""
        try:
            with named("the link is damaged"), archive.open(info) as stream:
                target = stream.read(LONGEST_LINK).decode("utf-8", "backslashreplace")
        except IntakeError as error:
            return error, ""
        return Unreadable(f"a symbolic link to {target}: not followed"), target


def _notes(info: zipfile.ZipInfo, name: str) -> dict[str, Any]:
    """What the directory says besides."""
    notes: dict[str, Any] = {"modified": "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*info.date_time)}
    if info.comment:
        notes["comment"] = info.comment[:LONGEST_LINK].decode("utf-8", "backslashreplace")
    flags = flags_of(name)
    if flags is not None:
        notes["maildir"] = flags
    return notes


CONTAINER = Zip()
