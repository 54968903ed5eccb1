"""PowerPoint 97 to 2003 ([MS-PPT]): text atoms by slide, notes and comments, in the order of the records."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from assay.document.compound import Compound
from assay.document.kinds import ENCRYPTED_PACKAGE
from assay.document.readers.ole_objects import embed_objects
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.document.draft import Draft

_MOST = 256 << 20
_CONTAINER = 0xF
_MOST_RECORDS = 1_000_000
_DEEPEST = 20
_WIDE, _BYTES = 0x0FA0, 0x0FA8
_SLIDE, _NOTES, _MASTER, _PERSIST, _LIST, _DOCUMENT = 0x03EE, 0x03F0, 0x03F8, 0x03F3, 0x0FF0, 0x03E8
_STRING, _COMMENT = 0x0FBA, 0x2EE0
_OLE_STORAGE = 0x1011
_LOCKED = 0xF3D1C4DF
"""The token of encrypted files in the stream Current User (section 2.3.2)."""
_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n"})
_SLIDES, _MASTERS, _NOTE_LIST = 0, 1, 2


def read(data: bytes, draft: Draft) -> None:
    """Reads a presentation.

    Raises:
        Encrypted: it asks for a password.
        Unreadable: it has no records.
    """
    file = Compound(data)
    if ENCRYPTED_PACKAGE in {entry.name for entry in file.entries()}:
        raise Encrypted("it asks for a password")
    if int.from_bytes(file.stream("Current User")[12:16], "little") == _LOCKED:
        raise Encrypted("it asks for a password")
    stream = file.stream("PowerPoint Document", _MOST)
    if len(stream) < 8:  # noqa: PLR2004 - a record's header
        raise Unreadable("it has no records")
    reader = _Reader(draft)
    for record in _records(stream):
        reader.see(*record)
    reader.tell()
    embed_objects(file, draft)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes, tuple[tuple[int, int], ...]]]:
    """Kind, instance and bytes of every atom with the containers around it (kind and place; section 2.3.1)."""
    at = 0
    around: list[tuple[int, int, int, int]] = []
    for _ in range(_MOST_RECORDS):
        while around and at >= around[-1][3]:
            around.pop()
        if at + 8 > len(stream):
            return
        head, kind, size = struct.unpack_from("<HHI", stream, at)
        if head & _CONTAINER == _CONTAINER and len(around) < _DEEPEST:
            around.append((kind, at, head >> 4, at + 8 + size))
            at += 8
            continue
        containers = tuple((one, place if one != _LIST else number) for one, place, number, _ in around)
        yield kind, head >> 4, stream[at + 8 : at + 8 + size], containers
        at += 8 + size


class _Reader:
    """Sorts texts by slide: outline texts stand in the document's list, all others in the slides' own containers."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._outline: dict[int, list[list[str]]] = {_SLIDES: [], _NOTE_LIST: []}
        self._own: dict[tuple[int, int], list[str]] = {}
        self._macros = False

    def see(self, kind: int, instance: int, data: bytes, around: tuple[tuple[int, int], ...]) -> None:
        """Looks at an atom."""
        inside = dict(around)
        if kind == _PERSIST and inside.get(_LIST) in self._outline:
            self._outline[inside[_LIST]].append([])
        elif kind == _OLE_STORAGE:
            self._object(data, instance)
        if kind not in {_WIDE, _BYTES} and not (kind == _STRING and _COMMENT in inside):
            return
        text = data.decode("latin-1" if kind == _BYTES else "utf-16-le", "replace").translate(_BREAKS)
        lists = self._outline.get(inside.get(_LIST, -1))
        if lists:
            lists[-1].append(text)
        elif _MASTER not in inside and _LIST not in inside:
            for one in (_SLIDE, _NOTES):
                if one in inside:
                    self._own.setdefault((one, inside[one]), []).append(text)
                    break

    def _object(self, data: bytes, instance: int) -> None:
        """An embedded object: a compound file, packed where the instance says so (section 2.10.34)."""
        most = self._draft.bounds.part_bytes
        try:
            whole = zlib.decompressobj().decompress(data[4:], most) if instance else data
        except zlib.error:
            return
        self._draft.embed("object", "application/x-ole-storage", whole)

    def tell(self) -> None:
        """Writes the pages: slides in their order, each with the texts of both places, then the notes."""
        slides = [texts for (kind, _), texts in self._own.items() if kind == _SLIDE]
        notes = [texts for (kind, _), texts in self._own.items() if kind == _NOTES]
        outlines = self._outline[_SLIDES]
        count = max(len(slides), len(outlines))
        self._draft.found.say("slides", str(len(outlines) or count))
        if len(slides) != len(outlines) and slides and outlines:
            # Without a list of which container is which slide's, the outline stays apart from the rest.
            slides = [[] for _ in outlines] + slides
            count = len(slides)
        for number in range(count):
            texts = [*(outlines[number] if number < len(outlines) else ()), *_at(slides, number)]
            self._draft.page(number + 1, "", "\n".join(texts))
        for number, texts in enumerate(self._outline[_NOTE_LIST], 1):
            self._draft.page(number, "notes", "\n".join(texts))
        for texts in notes:
            self._draft.page(0, "notes", "\n".join(texts))


def _at(lists: list[list[str]], number: int) -> list[str]:
    return lists[number] if number < len(lists) else []
