"""Pictures: EXIF (CIPA DC-008) in JPEG, TIFF and PNG, XMP, and what PNG says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from assay.document import xmp
from assay.document.gathered import minutes_of, moment

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

JPEG, PNG, TIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"II*\x00", b"MM\x00*")
_TEXTS = {0x010F: "maker", 0x0110: "camera", 0x0131: "software", 0x013B: "author"}
_TIMES = {0x0132: "modified", 0x9003: "taken", 0x9004: "digitized"}
_ZONES = {0x9010: "modified", 0x9011: "taken", 0x9012: "digitized"}
_EXIF_IFD = 0x8769
_ASCII = 2
_MOST_ENTRIES, _MOST_SEGMENTS, _MOST_CHUNKS = 200, 200, 500
_DATE = re.compile(rb"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_SCAN = 0xDA
_APP1 = 0xE1
_LONGEST = 1_024


def read_jpeg(data: bytes, found: Gathered) -> None:
    """Says what the segments before the picture say."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            return
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN or size < 2:  # noqa: PLR2004 - a segment counts its own length
            return
        body = data[at + 4 : at + 2 + size]
        if marker == _APP1 and body.startswith(b"Exif\0"):
            read_exif(body[6:], found)
        elif marker == _APP1 and body.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            xmp.read(body[29:], found)
        at += 2 + size


def read_png(data: bytes, found: Gathered) -> None:
    """Says what the chunks tEXt, iTXt, tIME and eXIf say (PNG, third edition, section 11.3)."""
    at = 8
    for _ in range(_MOST_CHUNKS):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 > len(data) or kind == b"IEND":
            return
        body = data[at + 8 : at + 8 + min(size, xmp.MOST_BYTES)]
        if kind == b"tIME" and len(body) >= 7:  # noqa: PLR2004 - year, month, day, hour, minute, second
            found.time("modified", moment(int.from_bytes(body[:2], "big"), *body[2:7]))
        elif kind == b"eXIf":
            read_exif(body, found)
        elif kind == b"tEXt" and body.startswith(b"Software\0"):
            found.say("software", body[9 : 9 + _LONGEST].decode("latin-1"))
        elif kind == b"iTXt" and body.startswith(b"XML:com.adobe.xmp\0"):
            xmp.read(body, found)
        at += 12 + size


def read_exif(data: bytes, found: Gathered) -> None:
    """Says what the first image file directory and the Exif directory say; `data` starts with the byte order."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    start = int.from_bytes(data[4:8], order)
    texts: dict[int, bytes] = {}
    further = _directory(data, start, order, texts)
    if further and further != start:
        _directory(data, further, order, texts)
    for tag, name in _TEXTS.items():
        if tag in texts:
            found.say(name, texts[tag].decode("utf-8", "replace"))
    zones = {name: texts[tag].decode("ascii", "replace").strip("\0 ") for tag, name in _ZONES.items() if tag in texts}
    for tag, name in _TIMES.items():
        match = _DATE.match(texts.get(tag, b""))
        if match:
            zone = zones.get(name, "")
            found.time(name, moment(*(int(part) for part in match.groups()), zone=minutes_of(zone)))
            found.say("zone", zone)


def _directory(data: bytes, start: int, order: Literal["little", "big"], texts: dict[int, bytes]) -> int:
    """Gathers the wanted texts of a directory and gives the place of the Exif directory, 0 if there is none."""
    further = 0
    for number in range(min(int.from_bytes(data[start : start + 2], order), _MOST_ENTRIES)):
        at = start + 2 + 12 * number
        entry = data[at : at + 12]
        if len(entry) < 12:  # noqa: PLR2004 - cut off
            break
        tag, kind = int.from_bytes(entry[:2], order), int.from_bytes(entry[2:4], order)
        count, value = int.from_bytes(entry[4:8], order), int.from_bytes(entry[8:12], order)
        if tag == _EXIF_IFD:
            further = value
        elif kind == _ASCII and (tag in _TEXTS or tag in _TIMES or tag in _ZONES):
            text = entry[8 : 8 + count] if count <= 4 else data[value : value + min(count, _LONGEST)]  # noqa: PLR2004 - in place
            texts.setdefault(tag, text.split(b"\0")[0])
    return further
