"""Where a zip archive starts and ends inside a file, by the records at its end (APPNOTE.TXT 4.3.12 to 4.3.16)."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from assay.intake.guard import named
from assay.intake.spool import Window
from assay.intake.zip_salvage import SIGNATURE
from assay.model.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Sequence

TAIL = 1 << 20
"""Bytes in front of the end in which the end record is looked for: signatures of programs stand behind it."""
TRIES = 100
"""End records that are tried: each of them may be a lie."""
SAMPLE = 100
"""Entries whose headers are looked at."""
END = b"PK\x05\x06"
_RECORD = struct.Struct("<4s4H2IH")
_LOCATOR, _RECORD_64 = b"PK\x06\x07", b"PK\x06\x06"
_SIZES_64 = struct.Struct("<40x2Q")
_LOCATOR_SIZE, _RECORD_64_SIZE = 20, 56
_DIRECTORY = b"PK\x01\x02"


class Span(NamedTuple):
    """Where a zip archive is.

    Attributes:
        start: where its offsets count from, or its first entry where they count from the file's start.
        end: behind its end record and comment.
        moved: by how much it stands behind the place that its offsets say.
    """

    start: int
    end: int
    moved: int


def last_zip(file: BinaryIO, end: int) -> Span | None:
    """The last whole zip archive in front of `end`, or None.

    Its offsets may count from its own start, as when it was appended to something, or from the file's, as tools write
    them that made it there. The name of an end record alone says nothing: the directory must be where it says, and
    entries where the directory says.

    Args:
        file: any file, seekable.
        end: where to look from, backwards.

    Raises:
        OSError: the file can't be read.
    """
    base = max(0, end - TAIL)
    file.seek(base)
    tail = file.read(end - base)
    at = len(tail)
    for _ in range(TRIES):
        at = tail.rfind(END, 0, at)
        if at < 0:
            return None
        record = tail[at : at + _RECORD.size]
        found = _span(file, record, base + at, end) if len(record) == _RECORD.size else None
        if found is not None:
            return found
    return None


def _span(file: BinaryIO, record: bytes, at: int, end: int) -> Span | None:
    """The archive whose end record stands at `at`."""
    _, _, _, _, _, size, offset, comment = _RECORD.unpack(record)
    directory_end = at
    file.seek(max(0, at - _LOCATOR_SIZE - _RECORD_64_SIZE))
    sizes = file.read(_LOCATOR_SIZE + _RECORD_64_SIZE)
    if sizes.startswith(_RECORD_64) and sizes[_RECORD_64_SIZE:].startswith(_LOCATOR):
        size, offset = _SIZES_64.unpack_from(sizes)
        directory_end = at - len(sizes)
    directory = directory_end - size
    if directory < 0:
        return None
    file.seek(directory)
    if file.read(len(_DIRECTORY)) != _DIRECTORY:
        return None
    stop = min(at + _RECORD.size + comment, end)
    starts = _starts(file, stop)
    if not starts:
        return None
    moved = directory - offset
    if 0 <= moved < starts[0] and _is_entry(file, moved):
        return Span(moved, stop, moved)
    return Span(starts[0], stop, moved)


def _starts(file: BinaryIO, stop: int) -> list[int]:
    """Where the entries start by the directory, in order, from the first one that is there; empty if most aren't."""
    try:
        with named("no zip"), zipfile.ZipFile(io.BufferedReader(Window(file, 0, stop))) as archive:
            starts = sorted({info.header_offset for info in archive.infolist() if info.header_offset >= 0})
    except IntakeError:
        return []
    step = max(1, len(starts) // SAMPLE)
    tried = [_is_entry(file, start) for start in starts[::step]]
    if sum(tried) * 2 < len(tried):
        return []
    return _from_first(file, starts)


def _from_first(file: BinaryIO, starts: Sequence[int]) -> list[int]:
    for number, start in enumerate(starts[:SAMPLE]):
        if _is_entry(file, start):
            return list(starts[number:])
    return []


def _is_entry(file: BinaryIO, at: int) -> bool:
    """Whether a local file header stands there (4.3.7)."""
    file.seek(at)
    return file.read(len(SIGNATURE)) == SIGNATURE
