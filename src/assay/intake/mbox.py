"""mbox in its four dialects: mboxo, mboxrd, mboxcl and mboxcl2, byte-exact and read by offset."""

from __future__ import annotations

import contextlib
import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING, Any, BinaryIO

from assay.intake.interface import DEFECTS, Limits, Member
from assay.intake.mbox_scan import BODY, BOM, HEADERS, LOOK, Piece, contained, is_blank, pieces, scan
from assay.intake.sniff import MBOX
from assay.intake.spool import window
from assay.model.errors import LimitReached
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["CONTAINER", "Mbox", "Piece", "notes_of", "pieces", "scan"]

QUOTED = re.compile(rb"^>+From ", re.MULTILINE)
LABELS = re.compile(rb"^(X-GM-THRID|X-Gmail-Labels)[ \t]*:((?:[^\n]*\n[ \t])*[^\n]*)", re.IGNORECASE | re.MULTILINE)
LABEL_BYTES = 1 << 12
HOLDS_MAIL, HELD = "mail-by-length", "held-by-length"
"""Defects (`assay.message.defects`) of a message whose Content-Length takes a further mail in, and of that mail."""


def notes_of(envelope: bytes, body: bytes) -> dict[str, Any]:
    """What an mbox knows of a message besides its bytes.

    Args:
        envelope: the From_ line.
        body: the message or its beginning.

    Returns:
        `envelope` (the line), `from_quoting` (lines `>From `; and `from_quoting_deep`, lines `>>From ` which only
        mboxrd writes), and Google Takeout's `gmail_thread` and `gmail_labels`. Untrusted.
    """
    notes: dict[str, Any] = {}
    if envelope:
        notes["envelope"] = envelope.removeprefix(BOM).rstrip(b"\r\n").decode("utf-8", "backslashreplace")
    if b">From " in body:
        quoted = QUOTED.findall(body)
        deep = sum(line.startswith(b">>") for line in quoted)
        notes |= {"from_quoting": len(quoted) - deep} if len(quoted) > deep else {}
        notes |= {"from_quoting_deep": deep} if deep else {}
    return notes | gmail_notes(body)


def gmail_notes(body: bytes) -> dict[str, Any]:
    """The thread and the labels that Google Takeout writes into each message."""
    notes: dict[str, Any] = {}
    head = body[:HEADERS]
    if b"X-GM-THRID" not in head and b"X-Gmail-Labels" not in head:
        return notes
    end = BODY.search(head)
    for name, value in LABELS.findall(head[: end.start()] if end else head):
        text = re.sub(rb"\r?\n[ \t]+", b" ", value[:LABEL_BYTES]).strip().decode("utf-8", "backslashreplace")
        with contextlib.suppress(HeaderParseError, LookupError, ValueError):
            text = str(make_header(decode_header(text)))
        if name.lower() == b"x-gm-thrid":
            notes["gmail_thread"] = text
        else:
            notes["gmail_labels"] = [label.strip() for label in text.split(",") if label.strip()]
    return notes


class Mbox:
    """Messages of an mbox, named by the offset of their first byte."""

    name = "mbox"
    formats = (MBOX,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member a message; its offset and length are those of the message without From_ line.

        Mails inside a message, which only its Content-Length holds together, are yielded behind it, too.
        """
        del name
        for piece in pieces(file):
            if piece.start == piece.envelope and is_blank(file, piece):
                continue
            notes: dict[str, Any] = {"from_lines_inside": piece.held} if piece.held else {}
            if next(contained(file, piece), None) is not None:
                notes[DEFECTS] = [HOLDS_MAIL]
            yield self._member(file, piece, limits, notes)
            for inside in contained(file, piece):
                yield self._member(file, inside, limits, {"inside_of": f"@{piece.start}", DEFECTS: [HELD]})

    def _member(self, file: BinaryIO, piece: Piece, limits: Limits, notes: dict[str, Any]) -> Member:
        length = piece.end - piece.start
        step = Step(self.name, f"@{piece.start}", piece.start, length)
        if length > limits.member_bytes:
            return Member(step=step, size=length, error=LimitReached(f"larger than {limits.member_bytes} bytes"))
        file.seek(piece.envelope)
        envelope = file.read(min(LOOK, piece.start - piece.envelope))
        body = window(file, piece.start, length, limits)
        if isinstance(body, bytes):
            notes = {**notes_of(envelope, body), **notes}
        else:
            notes = {**notes_of(envelope, body.read(HEADERS)), **notes}
            body.seek(0)
        return Member(step=step, body=body, size=length, notes=notes)


CONTAINER = Mbox()
