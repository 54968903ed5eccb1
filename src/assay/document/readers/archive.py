"""ZIP files: their members as files, not unpacked any further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.kinds import MOST_MEMBERS
from assay.document.zip import Archive
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft


def read(data: bytes, draft: Draft) -> None:
    """Reads an archive; the names of its members are its text.

    Raises:
        Encrypted: its members ask for a password; their names are still said.
        Unreadable: it has no members.
    """
    archive = Archive(data, MOST_MEMBERS, salvage=True)
    if not archive.whole:
        draft.damaged("cut off: its directory is missing")
    draft.found.say("members", str(len(archive.members)))
    names = [(name, _text(name)) for name in archive.members]
    draft.page(0, "names", "\n".join(text for _, text in names))
    if not names:
        if archive.whole:
            return
        raise Unreadable("it's a ZIP file without members")
    if any(member.encrypted for member in archive.members.values()):
        raise Encrypted("its members ask for a password")
    for name, text in names:
        if text.endswith("/"):
            continue
        data = archive.read(name, draft.bounds.part_bytes)
        if len(data) >= draft.bounds.part_bytes:
            draft.cut = True
            continue
        draft.embed(text, "", data)
        if len(draft.embedded) >= draft.bounds.files:
            draft.cut = draft.cut or len(names) > draft.bounds.files
            break


def _text(name: bytes) -> str:
    """A member's name; where it isn't UTF-8, the charset of PKZIP (APPNOTE.TXT appendix D)."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")
