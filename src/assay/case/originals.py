"""The original bytes: where they were found, or in packs of the case; checked on every read."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Self

from assay.case.durable import remove_partial, sync_folder, writing
from assay.case.evidence import named
from assay.case.window import Window, open_regular
from assay.intake.names import actual, shown
from assay.model.errors import OriginalChanged, UsageError
from assay.model.place import Stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

MAGIC = b"assay pack 1\r\n\x1a\n"
END = b"assay end 1\r\n\x1a\n\0"
TRAILER = len(END) + hashlib.sha256().digest_size
CHUNK = 1 << 20


class PackWriter:
    """Writes one pack: `MAGIC`, the blobs, then `END` and the SHA-256 of everything before it.

    The file appears under its name when the block ends; a pack without blobs isn't made.
    """

    def __init__(self, folder: Path, shard_id: str) -> None:
        """Name the pack after the shard whose entries are in it."""
        self.path = folder / f"{named(shard_id)}.pack"
        self._name = f"{folder.name}/{self.path.name}"
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._writing = writing(self.path)
        self._offset = 0

    def append(self, data: bytes | memoryview | BinaryIO) -> Stored:
        """Add a blob, of bytes or all that is left of a stream."""
        if self._file is None:
            self._file = self._writing.__enter__()
            self._put(MAGIC)
        start = self._offset
        if isinstance(data, bytes | memoryview):
            self._put(data)
        else:
            while part := data.read(CHUNK):
                self._put(part)
        return Stored(pack=True, path=self._name, offset=start, length=self._offset - start)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            if kind is None:
                self._file.write(END + self._digest.digest())
            self._writing.__exit__(kind, error, trace)

    def _put(self, data: bytes | memoryview) -> None:
        assert self._file is not None  # noqa: S101
        self._file.write(data)
        self._digest.update(data)
        self._offset += len(data)


class Originals:
    """The folder `originals` of a case, and the files outside that it refers to."""

    def __init__(self, case: Path, roots: Mapping[str, str], *, writable: bool) -> None:
        """`roots` says where a source's folder is now: taken in from → now (see `assay.case.settings.Source`)."""
        self._case = case
        self.folder = case / "originals"
        self._roots = dict(sorted(roots.items(), key=lambda root: -len(root[0])))
        self._writable = writable

    def pack_writer(self, shard_id: str) -> PackWriter:
        """Start the pack of a shard. Close it before the shard's evidence is written.

        Raises:
            UsageError: the case is open for reading only.
        """
        if not self._writable:
            raise UsageError("the case is open for reading only")
        return PackWriter(self.folder, shard_id)

    def locate(self, stored: Stored, roots: Mapping[str, str] | None = None) -> Path:
        """The file that holds the bytes, where it is now.

        Raises:
            OriginalChanged: the evidence names a file outside the packs as a pack.
        """
        if stored.pack:
            path = PurePath(stored.path)
            if path.parent != PurePath("originals") or path.suffix != ".pack":
                raise OriginalChanged(f"the evidence names {stored.path!r} as a pack; run `assay custody verify`")
            return self._case / path
        return Path(self.now(stored.path, roots))

    def now(self, name: str, roots: Mapping[str, str] | None = None) -> str:
        """The path where a file outside the case is now, by what the evidence calls it."""
        path = actual(name)
        for root, now in (self._roots if roots is None else roots).items():
            if now and PurePath(path).is_relative_to(root):
                return str(Path(now, PurePath(path).relative_to(root)))
        return path

    def stream(self, stored: Stored, roots: Mapping[str, str] | None = None) -> BinaryIO:
        """Open the bytes as a seekable file; nothing is verified.

        Raises:
            OriginalChanged: the file is gone.
        """
        path = self.locate(stored, roots)
        try:
            return io.BufferedReader(Window(path, stored.offset, stored.length), CHUNK)
        except OSError as error:
            raise OriginalChanged(_gone(path, error)) from error

    def read(self, stored: Stored, sha256: str | None = None, roots: Mapping[str, str] | None = None) -> bytes:
        """Read the bytes, and verify them when their digest (hex) is given.

        Raises:
            OriginalChanged: they aren't what was taken in, or the file is gone.
        """
        path = self.locate(stored, roots)
        try:
            with io.BufferedReader(open_regular(path)) as file:
                file.seek(stored.offset)
                there = os.fstat(file.fileno()).st_size - stored.offset
                data = file.read(min(stored.length, max(0, there)))
        except OSError as error:
            raise OriginalChanged(_gone(path, error)) from error
        if len(data) != stored.length or (sha256 and hashlib.sha256(data).hexdigest() != sha256):
            raise OriginalChanged(_changed(path, stored))
        return data

    def verify(self, stored: Stored, sha256: str) -> None:
        """Verify the bytes in streaming.

        Raises:
            OriginalChanged: they aren't what was taken in, or the file is gone.
        """
        with self.stream(stored) as file:
            try:
                found = _digest(file)
            except OSError as error:
                raise OriginalChanged(_gone(self.locate(stored), error)) from error
        if found != sha256:
            raise OriginalChanged(_changed(self.locate(stored), stored))

    def packs(self) -> dict[str, str]:
        """The packs with the SHA-256 that each one's end names.

        Raises:
            OriginalChanged: one has no end.
        """
        return {path.name: _trailer(path).hex() for path in sorted(self.folder.glob("*.pack"))}

    def prepare(self, shards: set[str]) -> None:
        """Make the folder; remove packs that no shard names, which a killed process left behind."""
        self.folder.mkdir(exist_ok=True)
        remove_partial(self.folder)
        for path in self.folder.glob("*.pack"):
            if path.stem not in shards:
                path.unlink()
        sync_folder(self.folder)


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := file.read(CHUNK):
        digest.update(part)
    return digest.hexdigest()


def pack_digest(path: Path) -> str:
    """The SHA-256 of a pack's content, computed; empty if the pack's end names another."""
    digest = hashlib.sha256()
    left = path.stat().st_size - TRAILER
    with path.open("rb") as file:
        while left > 0 and (part := file.read(min(CHUNK, left))):
            digest.update(part)
            left -= len(part)
        return digest.hexdigest() if file.read() == END + digest.digest() else ""


def _trailer(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TRAILER))
        end = file.read()
    if len(end) != TRAILER or not end.startswith(END):
        raise OriginalChanged(f"the pack {path} has no end; take the dump in again")
    return end[len(END) :]


def _gone(path: Path, error: OSError) -> str:
    return (
        f"the original {shown(str(path))} can't be read ({error.strerror or error}); put it back, or, if the dump has "
        "moved, name its new folder as `now` of its source in case.json"
    )


def _changed(path: Path, stored: Stored) -> str:
    where = f"bytes {stored.offset} to {stored.offset + stored.length}"
    return (
        f"the original {shown(str(path))} isn't what was taken in ({where}); "
        "put back the file as it was (examining the source again takes in what it holds now, beside what it held)"
    )
