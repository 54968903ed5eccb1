"""Sparse files in tar: GNU's own header and the pax 0.0, 0.1 and 1.0 (GNU tar manual, "Storing Sparse Files")."""

from __future__ import annotations

from collections.abc import Callable

from assay.model.errors import Unreadable

BLOCK = 512
CHUNK = 1 << 18
MOST = 1 << 16
"""Pieces of one sparse file."""

Pieces = list[tuple[int, int]]
Read = Callable[[int], bytes]


def sparse_map(old: bool, block: bytes, extended: dict[str, str], more: Read, data: Read) -> tuple[Pieces, int] | None:  # noqa: FBT001 - a property of the header
    """Where a sparse file's stored bytes belong.

    Args:
        old: whether the header is GNU's own type `S`.
        block: the header.
        extended: pax records.
        more: reads header blocks that follow.
        data: reads the entry's own bytes, where version 1.0 keeps the map.

    Returns:
        (offset, length) of the stored pieces and the file's real size; None where the file isn't sparse.

    Raises:
        Unreadable: the map makes no sense.
    """
    if old:
        return _checked(*_from_header(block, more))
    if extended.get("GNU.sparse.major") == "1":
        return _checked(_from_data(data), _number(extended.get("GNU.sparse.realsize", "")))
    if "GNU.sparse.map" in extended:
        numbers = [_number(word) for word in extended["GNU.sparse.map"].split(",")[: 2 * MOST]]
        size = extended.get("GNU.sparse.size") or extended.get("GNU.sparse.realsize", "")
        return _checked(_pairs(numbers), _number(size))
    return None


def _from_header(block: bytes, more: Read) -> tuple[Pieces, int]:
    """GNU's own: 4 pieces in the header, 21 in each block that follows."""
    real = _octal(block[483:495])
    found = _slots(block[386:482])
    extended = block[482]
    while extended:
        block = more(BLOCK)
        found += _slots(block[:504])
        extended = block[504]
        if len(found) > MOST:
            raise Unreadable(f"more than {MOST} pieces")
    return found, real


def _octal(field: bytes) -> int:
    """A number as tar headers have it: octal digits, or base 256 where the first bit is set (GNU)."""
    if field[:1] in (b"\x80", b"\xff"):
        return int.from_bytes(field[1:], "big") - (256 ** (len(field) - 1) if field[0] == 0xFF else 0)  # noqa: PLR2004
    digits = field.strip(b" \0")
    try:
        return int(digits or b"0", 8)
    except ValueError:
        raise Unreadable("not a number") from None


def _slots(data: bytes) -> Pieces:
    slots = [data[at : at + 24] for at in range(0, len(data), 24)]
    return [(_octal(slot[:12]), _octal(slot[12:])) for slot in slots if slot[:1] not in (b"", b"\0")]


def _from_data(data: Read) -> Pieces:
    """Version 1.0: decimal numbers, a line each, padded to a block, before the bytes."""
    text = b""
    wanted = None
    while True:
        lines = text.split(b"\n")
        if wanted is None and len(lines) > 1:
            wanted = 2 * _number(lines[0].decode("ascii", "replace"))
            if wanted > 2 * MOST:
                raise Unreadable(f"more than {MOST} pieces")
        if wanted is not None and len(lines) > wanted + 1:
            return _pairs([_number(line.decode("ascii", "replace")) for line in lines[1 : wanted + 1]])
        block = data(BLOCK)
        if len(block) < BLOCK:
            raise Unreadable("the map ends early")
        text += block


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 20):  # noqa: PLR2004 - digits of 2^63
        raise Unreadable("not a number")
    return int(word)


def _pairs(numbers: list[int]) -> Pieces:
    if len(numbers) % 2:
        raise Unreadable("half a piece")
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _checked(pieces: Pieces, real: int) -> tuple[Pieces, int]:
    """Pieces in order, without overlap, inside the file."""
    at = 0
    for offset, length in pieces:
        if offset < at or length < 0:
            raise Unreadable("pieces overlap")
        at = offset + length
    if at > real:
        raise Unreadable("pieces lie behind the file's end")
    return pieces, real


class Sparse:
    """A sparse file's bytes, holes as zeros."""

    def __init__(self, pieces: Pieces, real: int, data: Read) -> None:
        """Read stored bytes from `data` and put them where `pieces` say, up to `real` bytes."""
        self._pieces = [*[piece for piece in pieces if piece[1]], (real, 0)]
        self._data = data
        self._at = 0
        self._next = 0

    def read(self, size: int) -> bytes:
        """The next bytes, empty at the end."""
        while self._next < len(self._pieces):
            offset, length = self._pieces[self._next]
            if self._at < offset:
                zeros = min(size, offset - self._at, CHUNK)
                self._at += zeros
                return bytes(zeros)
            left = offset + length - self._at
            if left:
                data = self._data(min(size, left))
                if not data:
                    raise Unreadable("the stored bytes end early")
                self._at += len(data)
                return data
            self._next += 1
        return b""
