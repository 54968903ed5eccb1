"""Office files that are ZIP files (ECMA-376 part 2, ISO/IEC 26300-1 part 3): their parts, and the files inside."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from assay.document import compound
from assay.document.kinds import MOST_MEMBERS
from assay.document.tree import tree
from assay.document.zip import Archive
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from assay.document.draft import Draft

_MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/emf",
    "wmf": "image/wmf",
    "bin": "application/x-ole-storage",
}
_DIGITS = re.compile(r"\d{1,9}")


class Package:
    """The parts of an office file.

    Attributes:
        names: of its members, in the order of the directory; untrusted.
    """

    def __init__(self, data: bytes, draft: Draft) -> None:
        """Reads the directory; says in the draft where it's gone.

        Raises:
            Encrypted: its members are, or all of it ([MS-OFFCRYPTO] 2.3.4.4).
            Unreadable: it has none.
        """
        if data.startswith(compound.MAGIC):
            raise Encrypted("it asks for a password")
        self._archive = Archive(data, MOST_MEMBERS, salvage=True)
        self._draft = draft
        self.names = [name.decode("utf-8", "replace") for name in self._archive.members]
        if not self._archive.whole:
            draft.damaged("cut off: its directory is missing")
        if not self.names:
            raise Unreadable("it's a ZIP file without members")
        if all(member.encrypted for member in self._archive.members.values()):
            raise Encrypted("its members ask for a password")

    def data(self, name: str) -> bytes:
        """The bytes of a part; empty where it's absent or can't be unpacked."""
        most = self._draft.bounds.part_bytes
        found = self._archive.read(name.encode(), most)
        if len(found) >= most:
            self._draft.cut = True
        return found

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where there is nothing to read."""
        data = self.data(name)
        if not data:
            return None
        read = tree(data, self._draft.bounds.part_bytes, self._draft.bounds.depth)
        if read.damage:
            self._draft.damaged(read.damage)
        self._draft.cut = self._draft.cut or read.cut
        return read.root

    def matching(self, pattern: str) -> list[str]:
        """The names that match, ordered by the numbers in them."""
        return sorted(
            (name for name in self.names if re.fullmatch(pattern, name)),
            key=lambda name: [int(digits) for digits in _DIGITS.findall(name)],
        )

    def related(self, name: str) -> dict[str, str]:
        """The targets of a part's relationships by their kind and number (ECMA-376 part 2, section 9.3)."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, str] = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
                found[f"{one.get('Type', '').rpartition('/')[2]} {one.get('Id', '')}"] = target
        return found

    def embed(self, *folders: str) -> None:
        """Keeps the members of these folders as files of their own."""
        for name in self.names:
            if name.startswith(folders) and not name.endswith("/"):
                short = name.rpartition("/")[2]
                media = _MEDIA.get(short.lower().rpartition(".")[2], "")
                self._draft.embed(short, media, self.data(name))
