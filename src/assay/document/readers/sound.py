"""Audio and video: titles and duration by tinytag, when a film was made by its own atoms; nothing is decoded."""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING

from tinytag import TinyTag, TinyTagException

from assay.model.errors import Unreadable
from assay.model.extracted import State

if TYPE_CHECKING:
    from assay.document.draft import Draft

_TEXTS = {"title": "title", "artist": "author", "album": "album", "year": "year", "comment": "comment"}
_MAC_EPOCH = 2_082_844_800
"""Seconds from 1904 to 1970 (ISO/IEC 14496-12 section 8.2.2)."""
_AVI_HEADER = re.compile(rb"avih\x38\0\0\0(.{56})", re.DOTALL)
_EBML = b"\x1aE\xdf\xa3"
_MATROSKA_EPOCH = 978_307_200
"""Seconds from 1970 to 2001 (RFC 9559 section 5.1.2.11)."""
_HEAD = 1 << 20
_LONGEST_TEXT = 500


def read(data: bytes, draft: Draft) -> None:
    """Reads the tags; there is no text in what is heard and seen.

    Raises:
        Unreadable: it isn't what it seems.
    """
    if data.startswith(_EBML):
        _matroska(data[:_HEAD], draft)
    elif data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        _avi(data[:_HEAD], draft)
    else:
        if data[4:8] == b"ftyp":
            _movie_header(data, draft)
        try:
            tag = TinyTag.get(file_obj=io.BytesIO(data))
        except TinyTagException as error:
            raise Unreadable(f"its tags can't be read: {error}") from error
        for attribute, name in _TEXTS.items():
            value = getattr(tag, attribute)
            draft.found.say(name, str(value) if value is not None else None)
        _duration(tag.duration, draft)
    draft.end(State.NO_READER, "what is said in it isn't written down")


def _duration(seconds: float | None, draft: Draft) -> None:
    if seconds is not None and 0 < seconds < 1e8:  # noqa: PLR2004 - three years
        draft.found.say("duration", f"{seconds:.2f} s")


def _movie_header(data: bytes, draft: Draft) -> None:
    """When it was made, by `mvhd` (ISO/IEC 14496-12 section 8.2.2)."""
    at = data.find(b"mvhd")
    if at < 0 or at + 24 > len(data):
        return
    size = 8 if data[at + 4] == 1 else 4
    for name, place in (("created", at + 8), ("modified", at + 8 + size)):
        seconds = int.from_bytes(data[place : place + size], "big")
        draft.found.time(name, seconds - _MAC_EPOCH if seconds else None)


def _avi(data: bytes, draft: Draft) -> None:
    """Duration by the main header, title and program by the list INFO (RIFF)."""
    header = _AVI_HEADER.search(data)
    if header:
        each, frames = (int.from_bytes(header[1][at : at + 4], "little") for at in (0, 16))
        _duration(each * frames / 1e6, draft)
        width, height = (int.from_bytes(header[1][at : at + 4], "little") for at in (32, 36))
        draft.found.say("dimensions", f"{width} x {height}")
    for mark, name in ((b"INAM", "title"), (b"IART", "author"), (b"ISFT", "application")):
        at = data.find(mark)
        if at >= 0:
            size = min(int.from_bytes(data[at + 4 : at + 8], "little"), _LONGEST_TEXT)
            draft.found.say(name, data[at + 8 : at + 8 + size].split(b"\0")[0].decode("utf-8", "replace"))


def _matroska(data: bytes, draft: Draft) -> None:
    """Title, programs, date and duration out of the element Info (RFC 9559 section 5.1.2)."""
    at = data.find(b"\x15\x49\xa9\x66")
    if at < 0:
        return
    size, at = _length(data, at + 4)
    end = min(at + size, len(data))
    scale, duration = 1_000_000, 0.0
    while at < end:
        width = 9 - data[at].bit_length()
        name = data[at : at + width]
        size, start = _length(data, at + width)
        value = data[start : min(start + size, end)]
        if name == b"\x7b\xa9":
            draft.found.say("title", value[:_LONGEST_TEXT].decode("utf-8", "replace"))
        elif name == b"\x57\x41":
            draft.found.say("application", value[:_LONGEST_TEXT].decode("utf-8", "replace"))
        elif name == b"\x44\x61" and len(value) == 8:  # noqa: PLR2004 - nanoseconds
            draft.found.time("created", int.from_bytes(value, "big", signed=True) / 1e9 + _MATROSKA_EPOCH)
        elif name == b"\x2a\xd7\xb1":
            scale = int.from_bytes(value[:8], "big")
        elif name == b"\x44\x89":
            duration = _real(value)
        at = start + size
    _duration(duration * scale / 1e9, draft)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """A variable-size integer (RFC 8794 section 4), and where it ends; damage ends what is being read."""
    first = data[at] if at < len(data) else 0
    width = 9 - first.bit_length()
    value = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    return value, at + width


def _real(value: bytes) -> float:
    return float(struct.unpack(">d" if len(value) == 8 else ">f", value[:8])[0]) if len(value) in {4, 8} else 0.0  # noqa: PLR2004
