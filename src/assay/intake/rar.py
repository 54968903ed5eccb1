"""rar archives by rarfile: stored entries are read here, packed ones by unrar, unar, 7z or bsdtar."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO

import rarfile

from assay.intake.guard import named
from assay.intake.interface import REST, Limits, Member
from assay.intake.maildir import flags_of
from assay.intake.sniff import RAR
from assay.intake.spool import Budget, size_of
from assay.intake.yielding import deliver
from assay.model.errors import Encrypted, IntakeError, LimitReached, ToolMissing, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

STORED = 0x30
SPLIT = 0x3
"""RAR 1.5 to 4: the entry goes on from, or into, another volume."""
TOOLS = "unrar, unar, 7z (7zz) or bsdtar"
SOLID = 1000
"""Entries of a solid archive that are read: each is unpacked from the start anew, which costs the square of them."""


class Rar:
    """Members of a rar archive. Folders aren't entries."""

    name = "rar"
    formats = (RAR,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member an entry."""
        del name
        budget = Budget(limits, size_of(file))
        damage: IntakeError | None = None
        try:
            archive, entries = _opened(file, "strict")
        except Encrypted:
            raise
        except IntakeError as error:
            damage = error
            archive, entries = _opened(file, "stop")
        packed = 0
        for entry in entries:
            if entry.is_dir():
                continue
            packed += entry.compress_type != STORED
            yield from self._entry(archive, entry, budget, late=archive.is_solid() and packed > SOLID)
        if damage is not None:
            yield Member(step=Step(self.name, REST), error=damage)

    def _entry(self, archive: Any, entry: Any, budget: Budget, *, late: bool) -> Iterator[Member]:
        """One entry."""
        step = Step(self.name, entry.filename or "")
        flags = flags_of(step.name)
        notes: dict[str, Any] = {"maildir": flags} if flags is not None else {}
        try:
            with named("the entry can't be read"):
                refusal = _refusal(entry, budget.limits)
                if late and entry.compress_type != STORED:
                    refusal = LimitReached(f"more than {SOLID} entries of a solid archive")
                if refusal is not None:
                    raise refusal
                stream = archive.open(entry)
        except IntakeError as error:
            yield Member(step=step, size=entry.file_size or 0, notes=notes, error=error)
            return
        with stream:
            yield from deliver(step, stream.read, budget, packed=entry.compress_size, notes=notes)


def _opened(file: BinaryIO, errors: str) -> tuple[Any, list[Any]]:
    """The archive and its entries, of this volume alone.

    Args:
        file: the archive.
        errors: `strict` raises where a header is damaged, `stop` keeps what stands before it.

    Raises:
        Encrypted: the names need a password.
        Unreadable: a header is damaged.
    """
    file.seek(0)
    with named("the archive's headers are damaged"):
        archive = rarfile.RarFile(file, part_only=True, errors=errors)
        entries = archive.infolist()
        if archive.needs_password() and not entries:
            raise Encrypted("encrypted with its names: a password is needed")
        return archive, entries


def _refusal(entry: Any, limits: Limits) -> IntakeError | None:
    """Why an entry can't be read, by what its header says; finds a program where one is needed."""
    if entry.needs_password():
        return Encrypted("encrypted: a password is needed")
    redirected = getattr(entry, "file_redir", None)
    if redirected:
        return Unreadable(f"a link to {redirected[2]}: not followed")
    if entry.is_symlink():
        return Unreadable("a symbolic link: not followed")
    if not entry.is_file():
        return Unreadable("a device, socket or pipe, not a file")
    if getattr(entry, "flags", 0) & SPLIT and getattr(entry, "type", 0) == rarfile.RAR_BLOCK_FILE:
        return Unreadable("a part of a file that lies in several volumes")
    if entry.compress_type == STORED:
        return None
    if limits.scratch is None:
        return Unreadable("packed, and there is no scratch folder to unpack it in")
    rarfile.HACK_TMP_DIR = os.fspath(limits.scratch)
    try:
        rarfile.tool_setup()
    except rarfile.RarCannotExec:
        return ToolMissing(f"packed: {TOOLS} must be installed to read it")
    return None


CONTAINER = Rar()
