"""Apple Mail's .emlx: a line with the message's length, the message, and a property list with its flags."""

from __future__ import annotations

import plistlib
import re
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.parsers.expat import ExpatError

from assay.intake.interface import REST, Limits, Member
from assay.intake.sniff import EMLX, EMLX_LINE
from assay.intake.spool import size_of, window
from assay.model.errors import LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

PLIST_BYTES = 1 << 18
FLAGS = ("read", "deleted", "answered", "encrypted", "flagged", "recent", "draft", "initial", "forwarded", "redirected")
"""Bits 0 to 9 of `flags`, as Apple Mail sets them."""
MORE_FLAGS = {23: "signed", 24: "junk", 25: "not junk"}
DATES = ("date-received", "date-last-viewed", "date-sent")


class Emlx:
    """The one message of an .emlx file."""

    name = "emlx"
    formats = (EMLX,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield the message, byte-exact, its flags in the notes."""
        size = size_of(file)
        file.seek(0)
        line = EMLX_LINE.match(file.read(64))
        if line is None:
            raise Unreadable("the file doesn't start with the message's length")
        start, length = line.end(), int(line[1])
        there = min(length, size - start)
        step = Step(self.name, f"@{start}", start, there)
        if there > limits.member_bytes:
            yield Member(step=step, size=there, error=LimitReached(f"larger than {limits.member_bytes} bytes"))
            return
        file.seek(start + there)
        notes = plist_notes(file.read(PLIST_BYTES))
        if name.lower().endswith(".partial.emlx"):
            notes["partial"] = "the attachments lie in files beside it"
        if there < length:
            notes["damaged"] = f"{length} bytes are announced, {there} are there"
        yield Member(step=step, body=window(file, start, there, limits), size=there, notes=notes)
        if there < length:
            yield Member(step=Step(self.name, REST), error=Unreadable(notes["damaged"]))


def plist_notes(data: bytes) -> dict[str, Any]:
    """What the property list says: `flags` as words, dates in seconds since 1970, mailbox ids; untrusted."""
    if not data.strip() or b"<!ENTITY" in data:
        return {}
    try:
        table = plistlib.loads(data.strip())
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return {"flags_unreadable": "the property list behind the message is damaged"}
    if not isinstance(table, dict):
        return {}
    notes: dict[str, Any] = {}
    bits = table.get("flags")
    if isinstance(bits, int) and bits >= 0:
        words = [word for bit, word in enumerate(FLAGS) if bits >> bit & 1]
        notes["flags"] = words + [word for bit, word in MORE_FLAGS.items() if bits >> bit & 1]
    for key in DATES:
        if isinstance(table.get(key), int | float):
            notes[re.sub("-", "_", key)] = table[key]
    for key in ("remote-id", "conversation-id", "original-mailbox"):
        if isinstance(table.get(key), str | int):
            notes[key.replace("-", "_")] = str(table[key])[:1000]
    return notes


CONTAINER = Emlx()
