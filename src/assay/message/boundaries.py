"""The boundaries of the multiparts that are open, and the search for their delimiter lines (RFC 2046 section 5.1.1)."""

from __future__ import annotations

from typing import NamedTuple

_CR = 13
_FEW = 4
"""Open multiparts whose boundaries are looked for one by one."""
_PADDING = 100
"""Octets of white space that may follow a boundary."""

_Before = tuple[tuple[int, bool] | None, tuple[int, bool] | None]


class Hit(NamedTuple):
    """A delimiter line.

    Attributes:
        level: which open multipart it belongs to, the outermost is 0.
        close: whether it's the closing one.
        start: where the line end before it starts, which belongs to it.
        end: behind its own line end.
    """

    level: int
    close: bool
    start: int
    end: int


class Boundaries:
    """The open multiparts of one message, the innermost last; the innermost wins where two claim a line."""

    __slots__ = ("_ahead", "_before", "_lines", "_longest", "_needles", "open", "scan")

    def __init__(self, scan: bytes, longest: int) -> None:
        self.scan = scan
        self.open = 0
        self._longest = longest + _PADDING
        self._lines: dict[bytes, tuple[int, bool]] = {}
        self._before: list[tuple[bytes, _Before]] = []
        self._needles: list[bytes] = []
        self._ahead: list[tuple[int, bool]] = []

    def push(self, boundary: bytes) -> int:
        """Open a multipart; returns its level."""
        lines, level, closing = self._lines, self.open, boundary + b"--"
        self._before.append((boundary, (lines.get(boundary), lines.get(closing))))
        lines[closing] = (level, True)
        lines[boundary] = (level, False)
        self._needles.append(b"\n--" + boundary)
        self._ahead.append((0, False))
        self.open = level + 1
        return level

    def pop(self) -> None:
        """Close the innermost multipart."""
        boundary, before = self._before.pop()
        for line, old in zip((boundary, boundary + b"--"), before, strict=True):
            if old is None:
                self._lines.pop(line, None)
            else:
                self._lines[line] = old
        self._needles.pop()
        self._ahead.pop()
        self.open -= 1

    def next(self, position: int) -> Hit | None:
        """The next delimiter line of any open multipart, at or behind a start of a line."""
        if not self.open:
            return None
        scan, lines = self.scan, self._lines
        longest = self._longest
        found = self._candidate(max(position - 1, 0))
        while found >= 0:
            end = scan.find(b"\n", found + 1, found + longest)
            stop = min(len(scan), found + longest) if end < 0 else end
            known = lines.get(scan[found + 3 : stop].rstrip(b" \t\r"))
            if known is not None:
                start = found - 1 if found > position and scan[found - 1] == _CR else found
                return Hit(known[0], known[1], max(position, start), stop if end < 0 else end + 1)
            found = self._candidate(found + 1)
        return None

    def _candidate(self, position: int) -> int:
        """Where the next line starts that may be a delimiter: the offset of the line end before it, or -1.

        A long needle is found several times faster than a short one; with many boundaries open one short needle
        keeps the cost linear. Inner boundaries are looked for up to the nearest outer one, so that no stretch is
        searched again for each of the parts.
        """
        scan = self.scan
        if self.open > _FEW:
            return scan.find(b"\n--", position)
        nearest = -1
        for level in range(self.open):
            ahead, sure = self._ahead[level]
            if ahead < 0:
                continue
            if ahead < position or not sure:
                needle = self._needles[level]
                start = max(ahead, position)
                found = scan.find(needle, start, len(scan) if nearest < 0 else nearest + len(needle))
                if found >= 0:
                    self._ahead[level] = (found, True)
                else:
                    self._ahead[level] = (-1, True) if nearest < 0 else (max(start, nearest), False)
                    continue
            else:
                found = ahead
            if found < nearest or nearest < 0:
                nearest = found
        return nearest

    def is_delimiter(self, position: int) -> bool:
        """Whether the line at an offset is a delimiter line."""
        if not self.scan.startswith(b"--", position):
            return False
        stop = self.scan.find(b"\n", position, position + self._longest)
        line = self.scan[position + 2 : position + self._longest if stop < 0 else stop]
        return line.rstrip(b" \t\r") in self._lines
