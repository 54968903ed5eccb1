"""A single file packed by gzip, bzip2, xz, lzma or zstd: one member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from assay.intake.codec import GZIP, OPEN, Unpacked
from assay.intake.interface import REST, Limits, Member
from assay.intake.sniff import sniff
from assay.intake.spool import Budget, size_of
from assay.intake.tar import codec_of
from assay.intake.yielding import deliver
from assay.model.errors import Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".lzma", ".z", ".gzip", ".bzip2", ".zstd")
HEAD = 1 << 12
NAMED, EXTRA = 0x8, 0x4


class Single:
    """The one member of a packed file, named as the file without its suffix."""

    name = "packed"
    formats = tuple(OPEN)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield the member, concatenated streams joined."""
        size = size_of(file)
        file.seek(0)
        head = file.read(HEAD)
        codec = codec_of(head) or sniff(head, name, size)
        if codec not in OPEN:
            raise Unreadable("not a packed file")
        notes: dict[str, Any] = {}
        if codec == GZIP and (original := gzip_name(head)):
            notes["original_name"] = original
        unpacked = Unpacked(file, codec)
        yield from deliver(Step(self.name, stem(name)), unpacked.read, Budget(limits, size), notes=notes)
        if unpacked.trailing:
            error = Unreadable(f"{unpacked.trailing} bytes behind the packed data belong to nothing")
            yield Member(step=Step(self.name, REST), size=unpacked.trailing, error=error)


def stem(name: str) -> str:
    """A packed file's name without folders and without the suffix of the packing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    for suffix in SUFFIXES:
        if last.lower().endswith(suffix) and len(last) > len(suffix):
            return last[: -len(suffix)]
    return last or "data"


def gzip_name(head: bytes) -> str:
    """The name that gzip keeps (RFC 1952 section 2.3.1), or nothing; untrusted."""
    if len(head) < 10 or not head[3] & NAMED:  # noqa: PLR2004 - the fixed header
        return ""
    start = 10
    if head[3] & EXTRA:
        start += 2 + int.from_bytes(head[10:12], "little")
    end = head.find(b"\0", start)
    return head[start:end].decode("latin-1") if end > start else ""


CONTAINER = Single()
