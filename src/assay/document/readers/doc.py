"""Word 97 to 2003 ([MS-DOC]): the text by its pieces, split into body, notes, headers, comments and text boxes."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from assay.document.compound import Compound
from assay.document.kinds import ENCRYPTED_PACKAGE
from assay.document.readers.ole_objects import embed_objects
from assay.model.errors import Encrypted, Unreadable

if TYPE_CHECKING:
    from assay.document.draft import Draft

_MAGIC, _OLD = 0xA5EC, 0xA5DC
_WORD_97 = 0x00C1
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_COUNTS = 0x4C
"""Where the character counts of the parts stand: FibRgLw97, section 2.5.4."""
_PIECES = 0x01A2
"""Where place and size of the Clx stand: FibRgFcLcb97.fcClx, section 2.5.6."""
_LABELS = ("", "footnotes", "header", "macro", "comments", "endnotes", "text boxes", "header text boxes")
_BYTES = 0x40000000
_MOST = 256 << 20
_MOST_PIECES = 100_000
_DEEPEST = 20
"""Fields around a text that are looked at."""
_FIELD = re.compile("([\x13-\x15])")
_OBJECTS = re.compile(r"[\x01\x02\x05\x08\x28]?[\x01\x02\x05\x08]")
_BREAKS = str.maketrans({"\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None})


def read(data: bytes, draft: Draft) -> None:
    """Reads a document.

    Raises:
        Encrypted: it asks for a password.
        Unreadable: it's older than Word 97, or its header makes no sense.
    """
    file = Compound(data)
    names = {entry.name for entry in file.entries()}
    if ENCRYPTED_PACKAGE in names:
        raise Encrypted("it asks for a password")
    stream = file.stream("WordDocument", _MOST)
    magic, version = struct.unpack_from("<HH", stream.ljust(4, b"\0"))
    if magic not in {_MAGIC, _OLD} or len(stream) < _PIECES + 8:
        raise Unreadable("its header isn't Word's")
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & _ENCRYPTED:
        raise Encrypted("it asks for a password")
    if "Macros" in names or "_VBA_PROJECT" in names:
        draft.found.say("macros", "yes")
    if magic == _OLD or version < _WORD_97:
        start, end = struct.unpack_from("<II", stream, 0x18)
        draft.page(0, "", clean(stream[start:end].decode("cp1252", "replace")))
        return
    table = file.stream("1Table" if flags & _WHICH_TABLE else "0Table", _MOST)
    place, size = struct.unpack_from("<II", stream, _PIECES)
    text = _text(stream, table[place : place + size], draft)
    at = 0
    for label, count in zip(_LABELS, struct.unpack_from("<8I", stream, _COUNTS), strict=True):
        draft.page(0, label, clean(text[at : at + count]))
        at += count
    embed_objects(file, draft)


def clean(text: str) -> str:
    """Text as it's read: the results of fields without their codes, signs for breaks, no anchors of objects."""
    pieces: list[str] = []
    codes: list[bool] = []  # for each field around: whether this is its code, in front of its result
    for piece in _FIELD.split(text):
        if piece == "\x13":
            codes.append(True)
        elif piece == "\x14":
            codes[-1:] = [False] if codes else []
        elif piece == "\x15":
            codes[-1:] = []
        elif True not in codes[-_DEEPEST:]:
            pieces.append(piece)
    text = "".join(pieces)
    return _OBJECTS.sub("", text).translate(_BREAKS)


def _text(stream: bytes, clx: bytes, draft: Draft) -> str:
    """The text of all pieces in their order (section 2.4.1)."""
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at : at + 1] != b"\x02":
        raise Unreadable("the table of its pieces is missing")
    size = int.from_bytes(clx[at + 1 : at + 5], "little")
    plc = clx[at + 5 : at + 5 + size]
    count = min((len(plc) - 4) // 12, _MOST_PIECES)
    if count < 1:
        raise Unreadable("the table of its pieces is empty")
    places = struct.unpack_from(f"<{count + 1}I", plc)
    pieces: list[str] = []
    room = 4 * draft.bounds.characters
    for number in range(count):
        length = places[number + 1] - places[number]
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        if length <= 0 or room <= 0:
            continue
        length = min(length, room)
        room -= length
        start = where & ~_BYTES & 0x7FFFFFFF
        if where & _BYTES:
            piece = stream[start // 2 : start // 2 + length].decode("cp1252", "replace")
        else:
            piece = stream[start : start + 2 * length].decode("utf-16-le", "replace")
        if len(piece) < length:
            draft.damaged("cut off: a piece of its text is missing")
        pieces.append(piece)
    return "".join(pieces)
