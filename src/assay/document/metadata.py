"""The bytes of a file to its kind, and to what its metadata says: facts and times.

Facts, as far as a format has them: `author`, `title` (of OLE and RTF), `modified_by`, `application`, `producer`,
`version`, `company`, `template`, `language`, `interface` (a word in the language of the program that saved it),
`codepage`, `revision`, `updates` (how often a PDF was changed after it was made), `software`, `maker`, `camera`,
`zone`, `xmp_tool`, `encrypted`.

Times: `created`, `modified`, `printed`, `members` and `members_first` (of ZIP members), `taken`, `digitized`,
`xmp_created`, `xmp_modified`, `xmp_history`. OOXML, OLE and most of PDF say them in UTC or with a zone, the others in
the local time of a machine, which is taken as UTC: allow for a day.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import msgspec

from assay.document import compound, images, odf, ole, ooxml, pdf, rtf
from assay.document.gathered import Gathered
from assay.document.zip import MAGIC as ZIP_MAGIC
from assay.document.zip import Archive, read_times

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 64 << 20
"""Files above this many bytes are hashed and not looked into."""
_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (pdf.MAGIC, "pdf"),
    (compound.MAGIC, "ole"),
    (rtf.MAGIC, "rtf"),
    (images.JPEG, "jpeg"),
    (images.PNG, "png"),
    *((magic, "tiff") for magic in images.TIFF),
    *((magic, "zip") for magic in ZIP_MAGIC),
    (b"GIF8", "gif"),
)
_READERS: dict[str, Callable[[bytes, Gathered], None]] = {
    "pdf": pdf.read,
    "ole": ole.read,
    "rtf": rtf.read,
    "jpeg": images.read_jpeg,
    "png": images.read_png,
    "tiff": images.read_exif,
}
PICTURES = frozenset({"jpeg", "png", "tiff", "gif"})


class Metadata(msgspec.Struct, frozen=True):
    """What a file says of itself.

    Attributes:
        kind: `pdf`, `ooxml`, `ole`, `odf`, `rtf`, `zip`, `jpeg`, `png`, `tiff`, `gif`; empty for what isn't known.
        facts: by name; untrusted.
        times: seconds since 1970, by name.
    """

    kind: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    times: dict[str, float] = msgspec.field(default_factory=dict)


def metadata(data: bytes) -> Metadata:
    """Reads the metadata of a file. Never raises on any bytes; what is damaged is left out."""
    kind = next((name for prefix, name in _PREFIXES if data.startswith(prefix)), "")
    found = Gathered()
    if not kind or len(data) > MOST_BYTES:
        return Metadata(kind)
    try:
        if kind == "zip":
            kind = _packed(data, found)
        elif kind in _READERS:
            _READERS[kind](data, found)
    except (ValueError, IndexError, KeyError, OverflowError, struct.error):
        found.say("damaged", "yes")
    return Metadata(kind, found.facts, found.times)


def _packed(data: bytes, found: Gathered) -> str:
    archive = Archive(data)
    read_times(archive, found)
    if ooxml.TYPES in archive.members:
        ooxml.read(archive, found)
        return "ooxml"
    if archive.read(b"mimetype", 100).startswith(odf.MIMETYPE):
        odf.read(archive, found)
        return "odf"
    return "zip"
