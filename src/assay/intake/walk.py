"""The files of a source, in a stable order; what can't be looked at is named."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assay.intake.maildir import flags_of
from assay.intake.names import shown
from assay.model.errors import IntakeError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = (
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISCHR, "character device"),
    (stat.S_ISBLK, "block device"),
)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a source, or what stands in its place.

    Attributes:
        path: relative to the source, `/` between folders; as `names.shown` writes it; untrusted.
        absolute: where it can be opened.
        size: in bytes.
        mtime_ns: when it was last changed, nanoseconds since 1970.
        notes: flags from a Maildir name, the target of a link.
        error: why it can't be taken in; None for a file.
    """

    path: str
    absolute: Path
    size: int = 0
    mtime_ns: int = 0
    notes: dict[str, Any] = msgspec.field(default_factory=dict)
    error: IntakeError | None = None


def walk(source: Path) -> Iterator[Found]:
    """Yield every file of a folder (or the file itself), sorted by name in each folder.

    Symbolic links to files inside the source are followed (the same bytes at two places); links that lead out of it,
    into the void, or to folders aren't: they are yielded with an error, as are sockets, pipes, devices and what may
    not be read. Folders themselves aren't entries, unless they can't be listed.

    Args:
        source: a folder or a file. A link given as the source is followed: that's what was asked for.

    Yields:
        One `Found` for each.
    """
    root = source.resolve()
    try:
        if not root.is_dir():
            yield _look(source.name, os.fspath(root), root.parent)
            return
    except OSError as error:
        yield _failure(source.name, os.fspath(root), f"can't be read: {error.strerror}")
        return
    yield from _folder("", os.fspath(root), root)


def _folder(prefix: str, folder: str, root: Path) -> Iterator[Found]:
    """The files below one folder; goes down with a stack of its own, as folders nest deeper than Python does."""
    stack = [iter(_listed(prefix, folder))]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Found):
            yield item
        else:
            path, entry = item
            if entry.is_dir(follow_symlinks=False):
                stack.append(iter(_listed(path + "/", entry.path)))
            else:
                yield _look(path, entry.path, root, entry)


def _listed(prefix: str, folder: str) -> list[tuple[str, os.DirEntry[str]] | Found]:
    """What a folder holds, sorted."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        return [_failure(prefix.rstrip("/") or ".", folder, f"the folder can't be listed: {error.strerror}")]
    return [(prefix + entry.name, entry) for entry in found]


def _look(path: str, absolute: str, root: Path, entry: os.DirEntry[str] | None = None) -> Found:
    """What stands at a path that isn't a folder."""
    try:
        status = entry.stat(follow_symlinks=False) if entry else os.lstat(absolute)
        if stat.S_ISLNK(status.st_mode):
            return _link(path, absolute, root)
    except OSError as error:
        return _failure(path, absolute, f"can't be read: {error.strerror}")
    for test, word in KINDS:
        if test(status.st_mode):
            return _failure(path, absolute, f"a {word}, not a file")
    flags = flags_of(path)
    return Found(
        path=shown(path),
        absolute=Path(absolute),
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        notes={"maildir": flags} if flags is not None else {},
    )


def _link(path: str, absolute: str, root: Path) -> Found:
    """A symbolic link: followed to files inside the source, else a failure that names its target."""
    link = Path(absolute)
    target = shown(os.fspath(link.readlink()))
    try:
        real = link.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError):
        return _failure(path, absolute, f"a symbolic link to {target}, where nothing is", link=target)
    if not real.is_relative_to(root):
        return _failure(path, absolute, f"a symbolic link to {target}, outside the source: not followed", link=target)
    if not stat.S_ISREG(status.st_mode):
        return _failure(path, absolute, f"a symbolic link to {target}, which isn't a file: not followed", link=target)
    return Found(
        path=shown(path), absolute=real, size=status.st_size, mtime_ns=status.st_mtime_ns, notes={"link": target}
    )


def _failure(path: str, absolute: str, reason: str, **notes: str) -> Found:
    return Found(path=shown(path), absolute=Path(absolute), notes=dict(notes), error=Unreadable(reason))
