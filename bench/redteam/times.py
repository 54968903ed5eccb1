"""Moves every clock of a mail alike: the dates that are read, and the times that software hid in identifiers.

The hidden ones are those that `assay.message.traits.clocks` reads: a forger who knows Assay's source knows them too.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from assay.message import parse
from assay.message.describe import describe
from redteam.dates import DATE, moved_date, moved_dates
from redteam.edits import edited, numbers
from redteam.stamps import moved_filetime, moved_id, moved_index, moved_message_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redteam.edits import Edit

_FILE_DATE = re.compile(rb"(?:creation|modification)-date=\s*\"[^\"]{1,60}\"", re.IGNORECASE)
_FILETIME = re.compile(rb"(?<![0-9A-Fa-f])(01[C-Ec-e][0-9A-Fa-f]{5})([.$])([0-9A-Fa-f]{8})(?![0-9A-Fa-f])")
_ARRIVAL = re.compile(rb"FILETIME=\[([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8})\]")
_HIGH = re.compile(rb"01[C-E]", re.IGNORECASE)
_NEAR = 30 * 86_400.0
"""Seconds from Date within which the digits of a boundary are a time and not random."""
_GMAIL = re.compile(rb"[0-9a-f]{12}([0-9a-f]{6})([0-9a-f]{8})[0-9a-f]{2}\Z")


def moved_everywhere(raw: bytes, delta: timedelta) -> bytes:
    """A mail with every clock moved by the same, in whole seconds."""
    delta = timedelta(seconds=round(delta.total_seconds()))
    renamed = {old: new for old, new in _names(raw, delta) if old != new}
    moved_ids = numbers(raw, lambda old: moved_id(old, delta))
    raw = edited(raw, [*_dates(raw, delta), *moved_ids, *_fields(raw, delta)])
    for old, new in renamed.items():
        raw = raw.replace(old, new)
    return raw


def _dates(raw: bytes, delta: timedelta) -> Iterator[Edit]:
    """Those of the header, field by field, and of attached files."""
    message = parse(raw)
    for header in message.headers:
        if header.key == "subject":
            continue
        value = raw[header.start : header.stop]
        for found in DATE.finditer(value):
            yield header.start + found.start(), header.start + found.end(), moved_date(found, delta, value)
    for part in list(message.parts())[1:]:
        span = part.header_span
        for found in _FILE_DATE.finditer(raw, span.start, span.end):
            yield found.start(), found.end(), moved_dates(found[0], delta)


def _fields(raw: bytes, delta: timedelta) -> Iterator[Edit]:
    """Message-ID, Thread-Index and X-OriginalArrivalTime."""
    seconds = round(delta.total_seconds())
    for header in parse(raw).headers:
        value = raw[header.colon : header.stop]
        if header.key == "message-id":
            yield header.colon, header.stop, moved_message_id(value, delta)
        elif header.key == "thread-index":
            yield header.colon, header.stop, moved_index(value, seconds)
        elif header.key == "x-originalarrivaltime":
            found = _ARRIVAL.search(value)
            if found:
                turned = not _HIGH.match(found[1]) and _HIGH.match(found[2])
                high, low = (found[2], found[1]) if turned else (found[1], found[2])
                ticks = f"{int(high + low, 16) + seconds * 10_000_000:016X}".encode()
                halves = (ticks[8:], ticks[:8]) if turned else (ticks[:8], ticks[8:])
                new = moved_dates(value[: found.start()], delta) + b"FILETIME=[%s:%s]" % halves + value[found.end() :]
                yield header.colon, header.stop, new


def _names(raw: bytes, delta: timedelta) -> Iterator[tuple[bytes, bytes]]:
    """Boundaries and names of images that hold a time, old and new: they stand in several places."""
    seconds = round(delta.total_seconds())
    message = parse(raw)
    date = describe(message).date or 0.0
    for part in message.parts():
        boundary = part.content_type.boundary
        found = _GMAIL.match(boundary) if boundary else None
        then = int(found[2] + found[1], 16) if found else 0
        if abs(then / 1e6 - date) < _NEAR:
            micros = f"{then + seconds * 1_000_000:014x}".encode()
            yield boundary, boundary[:12] + micros[8:] + micros[:8] + boundary[26:]
        elif b"_NextPart_" in boundary:
            yield boundary, _FILETIME.sub(lambda one: moved_filetime(one, seconds), boundary)
        elif b"=_Part_" in boundary:
            yield boundary, moved_id(boundary, delta)
        if part.content_type.type == "image":
            block = raw[part.header_span.start : part.header_span.end]
            for one in _FILETIME.finditer(block):
                yield b"@" + one[0], b"@" + moved_filetime(one, seconds)
