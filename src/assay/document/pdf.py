"""PDF (ISO 32000-1): the document information dictionary, XMP, and how often the file was changed after it was made.

Pages aren't looked at. A dictionary that is packed into an object stream (section 7.5.7) is unpacked, within limits.
"""

from __future__ import annotations

import itertools
import re
import zlib
from typing import TYPE_CHECKING

from assay.document import xmp
from assay.document.gathered import minutes_of, moment

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

MAGIC = b"%PDF-"
_INFO = re.compile(rb"/Info[\s\0]{1,20}(\d{1,10})[\s\0]{1,20}(\d{1,5})[\s\0]{1,20}R")
_EDGE = 64 * 1024
_DICTIONARY = 16 * 1024
_FACTS = {"Author": "author", "Creator": "application", "Producer": "producer"}
_TIMES = {"CreationDate": "created", "ModDate": "modified"}
_KEY = re.compile(rb"/(Author|Creator|Producer|CreationDate|ModDate)\b[\s\0]{0,20}(\(|<(?!<)|\d{1,10} \d{1,5} R)")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s?(Z|[+-]\d\d'?\d{0,2})?", re.ASCII)
_NUMBER = {name: re.compile(rb"/" + name + rb"[\s\0]{1,20}(\d{1,9})") for name in (b"N", b"First", b"Length")}
_MOST_TRIES = 500
_MOST_UNPACKED = 8 << 20
_MOST_VALUES = 20
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LONGEST = 2_048


def read(data: bytes, found: Gathered) -> None:
    """Says what a PDF says of itself."""
    linear = b"/Linearized" in data[:1024]
    updates = data.count(b"startxref") - 1 - linear
    if updates > 0:
        found.say("updates", str(updates))
    tail = data[-_EDGE:]
    if b"/Encrypt" in tail or (linear and b"/Encrypt" in data[:_EDGE]):
        found.say("encrypted", "yes")
    else:
        _dictionary(data, _info(data), found)
    xmp.read(xmp.packet(data), found)


def _info(data: bytes) -> bytes:
    """The information dictionary that counts: that of the last trailer."""
    at = len(data)
    for _ in range(_MOST_TRIES):
        at = data.rfind(b"/Info", 0, at)
        found = _INFO.match(data, at) if at >= 0 else None
        if found:
            return _object(data, int(found[1]), int(found[2]))
        if at < 0:
            break
    return b""


def _object(data: bytes, number: int, generation: int = 0) -> bytes:
    """The first bytes of an object: its last version in the clear, else from an object stream."""
    mark = b"%d %d obj" % (number, generation)
    at = len(data)
    for _ in range(_MOST_TRIES):
        at = data.rfind(mark, 0, at)
        if at < 0:
            break
        if not data[max(at - 1, 0) : at].isdigit():
            body = data[at + len(mark) : at + len(mark) + _DICTIONARY]
            return body.partition(b"endobj")[0]
    return _unpacked(data, number)


def _unpacked(data: bytes, number: int) -> bytes:
    """An object out of the object streams, the last stream first."""
    at, room = len(data), _MOST_UNPACKED
    for _ in range(_MOST_TRIES):
        at = data.rfind(b"/ObjStm", 0, at)
        if at < 0 or room <= 0:
            break
        start = data.find(b"stream", at, at + 2_048)
        head = data[max(data.rfind(b"obj", max(0, at - 1_024), at), 0) : max(start, at)]
        known = {name: pattern.search(head) for name, pattern in _NUMBER.items()}
        if start < 0 or known[b"N"] is None or known[b"First"] is None:
            continue
        start += 6
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        length = known[b"Length"]
        size = min(int(length[1]) if length else _MOST_UNPACKED, _MOST_UNPACKED)
        try:
            text = zlib.decompressobj().decompress(data[start : start + size], _MOST_UNPACKED)
            room -= len(text)
        except zlib.error:
            continue
        first = int(known[b"First"][1])
        pairs = text[:first].split()[: 2 * int(known[b"N"][1])]
        for name, place in zip(pairs[::2], pairs[1::2], strict=False):
            if name == b"%d" % number and place.isdigit() and len(place) <= 9:  # noqa: PLR2004 - within the stream
                return text[first + int(place) : first + int(place) + _DICTIONARY]
    return b""


def _dictionary(data: bytes, body: bytes, found: Gathered) -> None:
    for match in itertools.islice(_KEY.finditer(body), _MOST_VALUES):
        name = match[1].decode("ascii")
        value = match[2]
        if value.endswith(b"R"):
            text = _string(_object(data, int(value.split()[0])).lstrip(b"\r\n\t \0"), 0)
        else:
            text = _string(body, match.start(2))
        if name in _FACTS:
            found.say(_FACTS[name], text)
            continue
        date = _DATE.match(text)
        if date:
            *numbers, zone = date.groups(default="")
            parts = [int(number or default) for number, default in zip(numbers, (0, 1, 1, 0, 0, 0), strict=True)]
            found.time(_TIMES[name], moment(*parts, zone=minutes_of(zone)))
            found.say("zone", zone.replace("'", "") or None)


def _string(body: bytes, at: int) -> str:
    """A string object (section 7.3.4) as text: UTF-16, UTF-8 or, nearly, PDFDocEncoding."""
    if body[at : at + 1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", body[at + 1 : at + _LONGEST].partition(b">")[0])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    elif body[at : at + 1] == b"(":
        raw = _ESCAPE.sub(_escaped, _literal(body, at + 1))
    else:
        return ""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")


def _literal(body: bytes, at: int) -> bytes:
    """The bytes up to the parenthesis that closes, escapes still in them."""
    depth, position, end = 1, at, min(len(body), at + _LONGEST)
    while position < end:
        sign = body[position]
        if sign == 0x5C:  # noqa: PLR2004 - a backslash
            position += 1
        elif sign == 0x28:  # noqa: PLR2004 - (
            depth += 1
        elif sign == 0x29:  # noqa: PLR2004 - )
            depth -= 1
            if not depth:
                break
        position += 1
    return body[at:position]


def _escaped(match: re.Match[bytes]) -> bytes:
    word = match[1]
    if word[:1].isdigit():
        return bytes([int(word, 8) & 0xFF]) if word[0] < 0x38 else word  # noqa: PLR2004 - octal digits end at 7
    return b"" if word in {b"\r\n", b"\n", b"\r"} else _ESCAPES.get(word, word)
