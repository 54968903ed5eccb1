"""Splits off the header block of a part (RFC 5322 section 2.2), also where it isn't just fields and a blank line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from assay.message.header import KNOWN, LINE, Block, Header, names_of

if TYPE_CHECKING:
    from assay.message.limits import MessageLimits

IsDelimiter = Callable[[int], bool]

_FIELD, _BLANK = 2, 3
_WELL_FORMED = re.compile(rb"(?:[!-,./-9;-~][!-9;-~]*+:[^\n]*+(?:\n[ \t][^\n]*+)*+\n)*+")
_STOP = re.compile(rb"\n(?:\r?\n|--)")
_CR, _DASH = 13, 45
_JUNK_DEFECTS = 100


def read_block(scan: bytes, start: int, limits: MessageLimits, is_delimiter: IsDelimiter | None) -> Block:
    """Read the header block that starts at an offset.

    A block ends at its blank line, before a delimiter of a surrounding multipart, or at the end of the bytes.
    Lines that are no field are kept apart, unless the block doesn't look like one: then the body starts right away.

    Args:
        scan: the bytes, with LF or CRLF line ends.
        start: where the block starts.
        limits: bounds.
        is_delimiter: says whether the line at an offset is a delimiter; None outside of multiparts.
    """
    match = _WELL_FORMED.match(scan, start, start + limits.header_block)
    end = start if match is None else match.end()
    if scan.count(b"\n", start, end) <= limits.headers:
        if scan.startswith(b"\n", end):
            return Block(scan, start, (end, end + 1))
        if scan.startswith(b"\r\n", end):
            return Block(scan, start, (end, end + 2))
        if end == len(scan) or (is_delimiter is not None and is_delimiter(end)):
            return Block(scan, start, (end, end))
    return _read_odd_block(scan, start, limits, is_delimiter)


def _read_odd_block(scan: bytes, start: int, limits: MessageLimits, is_delimiter: IsDelimiter | None) -> Block:
    """Read a block that isn't just fields and a blank line, or one that is too large."""
    headers: list[Header] = []
    junk: list[tuple[int, int]] = []
    defects: list[tuple[str, int, int, str]] = []
    bound = start + limits.header_block
    position = start
    for match in LINE.finditer(scan, start):
        kind = match.lastindex
        (position, end), (_, name_end), (colon, stop), *_ = match.regs
        if position >= bound or len(headers) >= limits.headers:
            separator = _skip(scan, position, is_delimiter)
            defects.append(("header-limit", position, separator[0], _count(scan, position, separator[0], len(headers))))
            break
        if is_delimiter is not None and scan[position] == _DASH and is_delimiter(position):
            separator = (position, position)
            break
        if kind == _BLANK:
            separator = (position, end)
            break
        if kind == _FIELD:
            raw_name = scan[position:name_end]
            name, key = names_of(raw_name)
            if colon != name_end + 1:
                defects.append(("space-before-colon", position, end, ""))
            if stop > colon and scan[stop - 1] == _CR:
                stop -= 1
            headers.append(Header(len(headers), name, key, position, colon, stop, end))
        else:
            junk.append((position, end))
        position = end
    else:
        separator = (position, position)
    if junk:
        return _judge(scan, start, separator, headers, junk, defects)
    block = Block(scan, start, separator, tuple(headers))
    block.defects = defects
    return block


def _judge(
    scan: bytes,
    start: int,
    separator: tuple[int, int],
    headers: list[Header],
    junk: list[tuple[int, int]],
    defects: list[tuple[str, int, int, str]],
) -> Block:
    """Decide what stray lines mean: lines of the block, or the start of a body that no blank line precedes."""
    if junk[0][0] == start and not any(header.key in KNOWN for header in headers):
        block = Block(scan, start, (start, start), ())
        block.defects = [("no-header-block", start, start, "")]
        return block
    if separator[0] == separator[1] and not any(code == "header-limit" for code, *_ in defects):
        last = headers[-1].end if headers else start
        if junk[-1][0] >= last:
            junk = [line for line in junk if line[0] < last]
            separator = (last, last)
            defects.append(("no-separator", last, last, "the body starts without a blank line"))
    defects.extend(("not-a-header", first, last, "") for first, last in junk[:_JUNK_DEFECTS])
    block = Block(scan, start, separator, tuple(headers))
    block.junk = junk
    block.defects = defects
    return block


def _skip(scan: bytes, position: int, is_delimiter: IsDelimiter | None) -> tuple[int, int]:
    """The blank line, or the empty place before a delimiter, where an over-long block ends."""
    match = _STOP.search(scan, max(0, position - 1))
    while match is not None:
        inside = match.start() + 1
        if scan[inside] != _DASH:
            return inside, match.end()
        if is_delimiter is not None and is_delimiter(inside):
            return inside, inside
        match = _STOP.search(scan, inside)
    return len(scan), len(scan)


def _count(scan: bytes, start: int, end: int, kept: int) -> str:
    return f"{kept} fields kept apart, about {scan.count(b':', start, end)} more in {end - start} bytes left whole"
