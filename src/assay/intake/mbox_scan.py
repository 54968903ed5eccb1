"""Where the messages of an mbox are: From_ lines and, where it can be trusted, Content-Length.

Sources: RFC 4155 (application/mbox, appendix A: the From_ line); qmail's mbox(5) (mboxrd's `>From ` rule);
Jonathan de Boyne Pollard, "mbox is a family of several mutually incompatible mailbox formats" (Content-Length).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from assay.intake.eml import header_like
from assay.intake.from_line import from_line, is_strict, of_a_patch
from assay.intake.spool import Window, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = b"\nFrom "
BOM = b"\xef\xbb\xbf"
"""The byte order mark that editors put in front of a text in UTF-8; before the first From_ line it belongs to that."""
LOOK = 1 << 12
"""Bytes after a From_ line that are looked at to see whether it is one."""
HEADERS = 1 << 16
"""Bytes of a message in which Content-Length and labels are looked for."""

LENGTH = re.compile(rb"^Content-Length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
BODY = re.compile(rb"\r?\n\r?\n")


class Piece(msgspec.Struct, frozen=True):
    """One message of an mbox and what stands around it; the pieces cover the file without a gap.

    Attributes:
        envelope: where the From_ line starts (equal to `start` for bytes before the first From_ line).
        start: where the message's bytes start.
        end: where they end; one separating blank line may follow.
        next: where the next piece starts.
        held: From_ lines inside that a trusted Content-Length says belong to the message.
    """

    envelope: int
    start: int
    end: int
    next: int
    held: int = 0


class _Bytes:
    """A file looked at through one moving block."""

    BLOCK = 1 << 22

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = size_of(file)
        self._base = 0
        self._data = b""

    def at(self, offset: int, length: int) -> bytes:
        """The bytes there."""
        start = offset - self._base
        if start < 0 or start + length > len(self._data):
            if length > self.BLOCK or offset + length > self.size:
                length = max(0, min(length, self.size - offset))
            self.file.seek(offset)
            if start < 0:
                return self.file.read(length)
            self._base, self._data = offset, self.file.read(max(self.BLOCK, length))
            start = 0
        return self._data[start : start + length]

    def find(self, offset: int) -> int:
        """Where the next line that starts with `From ` is preceded by its line feed, or -1."""
        while offset < self.size:
            if not self._base <= offset <= self._base + len(self._data) - len(MARK):
                self.file.seek(offset)
                self._base, self._data = offset, self.file.read(self.BLOCK)
            found = self._data.find(MARK, offset - self._base)
            if found >= 0:
                return self._base + found
            if self._base + len(self._data) >= self.size:
                return -1
            offset = self._base + len(self._data) - len(MARK) + 1
        return -1


class _Scanner:
    """Finds the pieces, one after the other."""

    def __init__(self, file: BinaryIO, *, lengths: bool = True) -> None:
        self.bytes = _Bytes(file)
        self.lengths = lengths
        """Whether every message so far had a Content-Length: an mboxcl or mboxcl2."""
        self.before = 0
        """How many had one."""
        self.patches = of_a_patch(self.bytes.at(0, LOOK).removeprefix(BOM))
        """Whether it's a file of patches."""

    def pieces(self) -> Iterator[Piece]:
        """All of them."""
        size = self.bytes.size
        envelope = 0
        if not self.bytes.at(0, len(BOM + MARK)).removeprefix(BOM).startswith(MARK[1:]):
            following = self._separator(0)
            yield Piece(0, 0, self._end(0, following), following)
            envelope = following
        while envelope < size:
            line = self.bytes.at(envelope, LOOK)
            start = envelope + (line.find(b"\n") + 1 or len(line))
            if start == envelope + LOOK == envelope + len(line):
                start = self._line_end(envelope)
            piece = self._by_length(envelope, start)
            if piece is None:
                following = self._separator(start - 1)
                piece = Piece(envelope, start, self._end(start, following), following)
            yield piece
            envelope = piece.next

    def _line_end(self, offset: int) -> int:
        """Behind the line feed of an overlong line."""
        while offset < self.bytes.size:
            block = self.bytes.at(offset, HEADERS)
            found = block.find(b"\n")
            if found >= 0:
                return offset + found + 1
            offset += len(block) or HEADERS
        return self.bytes.size

    def _separator(self, offset: int) -> int:
        """Where the next From_ line starts, from the line feed at `offset` on; the file's size where none is."""
        while (found := self.bytes.find(max(0, offset))) >= 0:
            if self._is_separator(found + 1):
                return found + 1
            offset = found + 1
        return self.bytes.size

    def _is_separator(self, at: int) -> bool:
        """Whether the line is a From_ line: its shape, and a blank line before or a header field behind it."""
        line = self.bytes.at(at, LOOK)
        end = from_line(line)
        if end < 0 or (of_a_patch(line) and not self.patches):
            return False
        before = self.bytes.at(max(0, at - 3), min(3, at))
        blank = before.endswith((b"\n\n", b"\n\r\n")) or before in (b"\n", b"\r\n")
        after = line[end:]
        headers = header_like(after) or after.startswith((b">From ", b"From "))
        if blank and (headers or not after.strip() or after.startswith((b"\n", b"\r\n"))):
            return True
        return headers and is_strict(line)

    def _end(self, start: int, following: int) -> int:
        """The end of the message before `following`: without the one blank line that separates."""
        tail = self.bytes.at(max(start, following - 4), following - max(start, following - 4))
        for blank in (b"\r\n\r\n", b"\n\n", b"\n\r\n"):
            if tail.endswith(blank):
                return following - (2 if blank.endswith(b"\r\n") else 1)
        if tail in (b"\n", b"\r\n") and following - start == len(tail):
            return start
        return following

    def _by_length(self, envelope: int, start: int) -> Piece | None:
        """The piece as Content-Length says, where that is needed and right.

        It's believed only where From_ lines stand inside (else it changes nothing), where a From_ line or the end of
        the file follows exactly, and where all messages have one: a single message with a Content-Length of its
        sender's making can't swallow its neighbours, nor the first one the rest of the file.
        """
        if not self.lengths:
            return None
        head = self.bytes.at(start, min(HEADERS, self.bytes.size - start))
        body = BODY.search(head)
        found = LENGTH.search(head, 0, body.end() if body else len(head))
        if found is None or body is None:
            self.lengths = found is not None
            return None
        self.before += 1
        end = start + body.end() + int(found[1])
        if end > self.bytes.size:
            return None
        following = self._follows(end)
        if following < 0 or (following == self.bytes.size and self.before == 1):
            return None
        held, at = 0, self._separator(start - 1)
        while at < min(end, following):
            held += 1
            at = self._separator(at)
        return Piece(envelope, start, end, following, held) if held else None

    def _follows(self, end: int) -> int:
        """Where the next piece starts if a message ends at `end`, or -1 where nothing fits."""
        after = self.bytes.at(end, min(4, self.bytes.size - end))
        blank = len(after) - len(after.lstrip(b"\r\n"))
        for skip in range(blank + 1):
            at = end + skip
            if at == self.bytes.size:
                return at
            line = self.bytes.at(at, min(LOOK, self.bytes.size - at))
            behind = from_line(line)
            if behind >= 0 and self.bytes.at(max(0, at - 1), 1) == b"\n":
                head = self.bytes.at(at + behind, min(HEADERS, self.bytes.size - at - behind))
                body = BODY.search(head)
                return at if LENGTH.search(head, 0, body.end() if body else len(head)) else -1
        return -1


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """The pieces of an mbox in order; joined they are the file, exactly.

    Args:
        file: seekable; read from its start whatever its position, in blocks of 4 MiB.
    """
    return _Scanner(file).pieces()


def contained(file: BinaryIO, piece: Piece) -> Iterator[Piece]:
    """The mails whose From_ lines stand in the body of a message that a Content-Length holds together.

    The message may quote a mailbox, or its Content-Length may have been written to hide its neighbour: the bytes don't
    tell. So the message is what its length says, and each From_ line in it with a header block behind is a mail, too.

    Args:
        file: the mbox.
        piece: one of its pieces.

    Yields:
        Pieces by offsets in the mbox.
    """
    if not piece.held:
        return
    inside = cast("BinaryIO", Window(file, piece.start, piece.end - piece.start))
    for one in _Scanner(inside, lengths=False).pieces():
        inside.seek(one.start)
        if one.start != one.envelope and header_like(inside.read(LOOK)):
            at = piece.start
            yield Piece(at + one.envelope, at + one.start, at + one.end, at + one.next)


def scan(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Offset and length of every message of an mbox, as `Step` has them.

    Bytes before the first From_ line count as a message unless they are blank.
    """
    for piece in pieces(file):
        if piece.start != piece.envelope or not is_blank(file, piece):
            yield piece.start, piece.end - piece.start


def is_blank(file: BinaryIO, piece: Piece) -> bool:
    """Whether the bytes before the first From_ line are only white space."""
    if piece.end - piece.start > LOOK:
        return False
    file.seek(piece.start)
    return not file.read(piece.end - piece.start).strip()
