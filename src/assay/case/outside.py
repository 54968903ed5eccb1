"""Whether the files outside the case, from which items are read, are still what was taken in.

Cheap enough for every command that says what is in a case: each file is looked at by size and time. Only where those
aren't as recorded are bytes read, as many as the caller allows. Bytes that were changed while size and time were kept
show only where they are read: `Custody.verify` reads all.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case.taken_files import parts, taken_files
from assay.model.errors import OriginalChanged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.case.folder import Case
    from assay.case.taken_files import Part, TakenFile, Version

NAMED = 100
"""How many files the log names; the rest is counted."""
LITTLE, MUCH = 32 << 20, 1 << 30
"""Bounds on reading, in bytes: for an answer at once, and for one that may take some seconds."""
OPENING = 16 << 10
"""To open a file takes as long as to read so many bytes, about."""


class Told(msgspec.Struct, frozen=True):
    """A file that isn't as it was when it was taken in.

    Attributes:
        source, path: its place inside the dump; untrusted.
        file: where it is looked for now.
        items: how many items were taken in from it before.
        lost: of how many of these the bytes aren't there any more.
        taken: whether what it holds now was taken in too.
        why: what is the matter, for what can't be read and what no item is read from.
    """

    source: str
    path: str
    file: str
    items: int
    lost: int
    taken: bool = False
    why: str = ""


class Outside(msgspec.Struct, frozen=True):
    """What a look at the files outside the case gave.

    Attributes:
        files: how many there are from which items are read.
        gone: nothing is there any more.
        unreadable: they may not be read.
        changed: they were read, and hold other bytes than were taken in.
        unread: their size or time isn't as recorded, and what they hold wasn't read.
        grown: they have become longer, and all that was taken in before is in them as it was.
        touched: they have another time or size, and all that was taken in is in them as it was.
        unneeded: gone or other than when they were taken in, but no item is read from them.
        missing: labels of the sources that aren't where they were.
    """

    files: int = 0
    gone: tuple[Told, ...] = ()
    unreadable: tuple[Told, ...] = ()
    changed: tuple[Told, ...] = ()
    unread: tuple[Told, ...] = ()
    grown: tuple[Told, ...] = ()
    touched: tuple[Told, ...] = ()
    unneeded: tuple[Told, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[Told, ...]:
        """Those from which some items can't be read any more."""
        return (*self.gone, *self.unreadable, *self.changed)

    @property
    def ok(self) -> bool:
        """Whether all that items are read from is there, as far as this look goes."""
        return not self.lost and not self.unread

    @property
    def as_recorded(self) -> int:
        """How many of the files from which items are read have the recorded size and time; they weren't read."""
        return self.files - len((*self.lost, *self.unread, *self.grown, *self.touched))

    def facts(self) -> dict[str, Any]:
        """What the log keeps of it: all numbers, and some names."""
        kinds = ("gone", "unreadable", "changed", "unread", "grown", "touched", "unneeded")
        counts = {kind: len(getattr(self, kind)) for kind in kinds}
        named = [one.file for one in (*self.lost, *self.unread)][:NAMED]
        return {"files": self.files, **counts, "named": named}


def look(case: Case, *, most: int | None = None) -> Outside:
    """Look at every file outside the case that was taken in.

    Args:
        case: the case.
        most: how many bytes may be read of files whose size or time isn't as recorded; None: all of them.

    Raises:
        CaseDamaged: the evidence isn't what was written.
    """
    files = taken_files(case.evidence, case.originals)
    told: dict[str, list[Told]] = defaultdict(list)
    doubtful: list[tuple[TakenFile, os.stat_result]] = []
    for one in files:
        state, why, status = _stands(one.file)
        if status is None:
            told[state if one.items else "unneeded"].append(_told(one, one.items, one.items, why=why))
        elif len(one.versions) != 1 or _fitting(one, status) is None:
            doubtful.append((one, status))
    read = parts(case.evidence, [one for one, _ in doubtful if one.items])
    reader = _Reader(case, most)
    for one, status in doubtful:
        version = _fitting(one, status)
        if not one.items:
            told["unneeded"].append(_told(one, 0, 0, version, "another size or time"))
            continue
        items, lost = reader.lost(read[one.file], status.st_size, frozenset() if version is None else version.shards)
        longer = status.st_size > min((known.size for known in one.versions), default=status.st_size)
        state = "unread" if lost is None else "changed" if lost else "grown" if longer else "touched"
        told[state].append(_told(one, items, lost or 0, version))
    return Outside(
        files=sum(1 for one in files if one.items),
        missing=tuple(one.label for one in case.settings.sources if not os.path.lexists(Path(one.now or one.root))),
        **{state: tuple(ones) for state, ones in told.items()},
    )


def _told(one: TakenFile, items: int, lost: int, version: Version | None = None, why: str = "") -> Told:
    return Told(one.source, one.path, one.file, items, lost, version is not None, why)


def _stands(file: str) -> tuple[str, str, os.stat_result | None]:
    """What is there: its status, or what is wrong as a state and in words."""
    try:
        status = os.stat(file)  # noqa: PTH116 - making a Path takes longer than the look
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "gone", "gone", None
    except OSError as error:
        return "unreadable", error.strerror or str(error), None
    if not stat.S_ISREG(status.st_mode):
        return "gone", "no file any more", None
    if not os.access(file, os.R_OK):
        return "unreadable", "Permission denied", None
    return "", "", status


def _fitting(one: TakenFile, status: os.stat_result) -> Version | None:
    """The version that a file is now, by size and time."""
    return next((version for version in one.versions if version.fits(status.st_size, status.st_mtime_ns)), None)


class _Reader:
    """Reads what is in doubt, as far as is allowed."""

    def __init__(self, case: Case, most: int | None) -> None:
        self._originals = case.originals
        self._left = most

    def lost(self, held: Sequence[Part], size: int, now: frozenset[str]) -> tuple[int, int | None]:
        """How many items were taken in before, and how many of them aren't any more where they were.

        Args:
            held: what was ever taken in from it.
            size: of the file, in bytes.
            now: the shards that were made of the file as it is now: what is in them needn't be read again.

        Returns:
            None for the second where it can't be told without reading too much.
        """
        sure = {_key(part) for part in held if part.shard in now}
        rest = {_key(part): part for part in held if _key(part) not in sure}
        within = [part for part in rest.values() if part.stored.offset + part.stored.length <= size]
        before = len({part.sha256 for part in held if part.shard not in now})
        read = self._may_read(sum(part.stored.length + OPENING for part in within))
        if not read and len(within) == len(rest):
            return before, None
        good = {_key(part) for part in within if not read or self._holds(part)}
        return before, len({part.sha256 for key, part in rest.items() if key not in good})

    def _may_read(self, size: int) -> bool:
        if self._left is None:
            return True
        if size > self._left:
            return False
        self._left -= size
        return True

    def _holds(self, part: Part) -> bool:
        try:
            self._originals.verify(part.stored, part.sha256)
        except OriginalChanged:
            return False
        return True


def _key(part: Part) -> tuple[int, int, str]:
    return part.stored.offset, part.stored.length, part.sha256
