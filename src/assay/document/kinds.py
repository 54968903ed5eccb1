"""What a file is by its content: the kind that chooses its reader, and its media type. Its name only breaks ties."""

from __future__ import annotations

import re
from typing import NamedTuple

from assay.document import compound
from assay.document.charset import SAMPLE, detect
from assay.document.compound import Compound
from assay.document.zip import MAGIC as ZIP_MAGIC
from assay.document.zip import Archive
from assay.intake.magic import OCTETS, TEXT
from assay.intake.magic import text as text_media
from assay.intake.sniff import EMLX, MESSAGE, MSG, UTF16, sniff

MOST_MEMBERS = 20_000
ENCRYPTED_PACKAGE = "EncryptedPackage"
"""The stream in which an encrypted Office Open XML file lies ([MS-OFFCRYPTO] 2.3.4.4)."""


class Kind(NamedTuple):
    """What a file is.

    Attributes:
        kind: as in `assay.model.extracted.Extracted`; empty for what has no reader.
        media: its media type.
    """

    kind: str
    media: str


_MEDIA = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/html": "html",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heic",
    "application/vnd.ms-tnef": "tnef",
    MESSAGE: "message",
    EMLX: "message",
    UTF16: "message",
    MSG: "message",
    "audio/mpeg": "audio",
    "audio/wav": "audio",
    "audio/flac": "audio",
    "application/ogg": "audio",
    "video/mp4": "video",
    "video/quicktime": "video",
    "video/x-matroska": "video",
    "video/x-msvideo": "video",
    "image/svg+xml": "text",
    "application/xml": "text",
    "application/json": "text",
}
_OFFICE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"))
_MAIN = re.compile(rb'ContentType="(application/[\w.+-]{1,100}?)\.main(?:\+xml)?"')
_OFFICE_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_OPEN_MEDIA = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]{1,30})(?:-template|-master)?")
_STREAMS = (
    ("WordDocument", Kind("doc", "application/msword")),
    ("Workbook", Kind("xls", "application/vnd.ms-excel")),
    ("Book", Kind("xls", "application/vnd.ms-excel")),
    ("PowerPoint Document", Kind("ppt", "application/vnd.ms-powerpoint")),
    ("__properties_version1.0", Kind("message", MSG)),
)
_STARTS = (
    (b"BEGIN:VCARD", Kind("vcard", "text/vcard")),
    (b"BEGIN:VCALENDAR", Kind("icalendar", "text/calendar")),
)
_SOUND = re.compile(
    rb"\xff[\xf2\xf3\xfa\xfb][\x10-\xeb]|\x30\x26\xb2\x75\x8e\x66\xcf\x11|FORM....AIF[FC]|\.snd\0|#!AMR", re.DOTALL
)
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ")
_STILL = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cx]|mif1|msf1)", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}.{8}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
"""A bitmap with the size of one of its known headers: two letters alone begin many a text."""
_PDF_WITHIN = 1_024
"""Readers of PDF look for its mark so far (ISO 32000-1 annex H, implementation note 13)."""
_DELIMITERS = ",;\t|"
_LEAST_LINES = 2


def kind_of(data: bytes, name: str) -> Kind:
    """Says what a file is. Never raises."""
    if data.startswith(compound.MAGIC):
        return _compound(data, name)
    if data.startswith((*ZIP_MAGIC, b"PK\x07\x08PK\x03\x04")):
        return _zipped(data)
    media = sniff(data[:SAMPLE], name, len(data))
    if data[4:8] == b"ftyp" and data[8:12] in _SOUND_BRANDS:
        return Kind("audio", "audio/mp4")
    if _STILL.match(data):
        return Kind("heic", "image/heic")
    if media == "image/bmp" and not _BITMAP.match(data):
        media = TEXT
    if media in {TEXT, OCTETS, "text/html", "application/xml", "application/json"}:
        return _text(data, name, media)
    return Kind(_MEDIA.get(media, ""), media)


def _compound(data: bytes, name: str) -> Kind:
    names = {entry.name for entry in Compound(data).entries()}
    for stream, kind in _STREAMS:
        if stream in names:
            return kind
    suffix = name.lower().rpartition(".")[2]
    if not names and suffix in {"doc", "xls", "ppt"}:
        return Kind(suffix, "application/x-ole-storage")
    if ENCRYPTED_PACKAGE in names:
        inner = suffix[:3] + "x" if suffix[:3] in {"doc", "xls", "ppt"} else ""
        return Kind(inner, _OFFICE_MEDIA.get(inner, "application/x-ole-storage"))
    if "__nameid_version1.0" in names:
        return Kind("message", MSG)
    return Kind("", "application/x-ole-storage")


def _zipped(data: bytes) -> Kind:
    archive = Archive(data, MOST_MEMBERS, salvage=True)
    found = _OPEN_MEDIA.match(archive.read(b"mimetype", 100))
    if found:
        return Kind(_OPEN.get(found[1].decode("ascii"), ""), found[0].decode("ascii"))
    types = archive.read(b"[Content_Types].xml")
    if types:
        for prefix, kind in _OFFICE:
            if any(name.startswith(prefix) for name in archive.members):
                main = _MAIN.search(types)
                media = main[1].decode("ascii") if main else _OFFICE_MEDIA[kind]
                return Kind(kind, media + ".12" * media.endswith("macroEnabled"))
        return Kind("", "application/vnd.openxmlformats-package")
    if b"META-INF/MANIFEST.MF" in archive.members:
        return Kind("zip", "application/java-archive")
    return Kind("zip", "application/zip")


def _text(data: bytes, name: str, media: str) -> Kind:
    start = data[:_PDF_WITHIN]
    if media in {TEXT, OCTETS} and b"%PDF-" in start:
        return Kind("pdf", "application/pdf")
    if media == OCTETS and _SOUND.match(data):
        return Kind("video" if data.startswith(b"\x30\x26") else "audio", "audio/mpeg")
    guess = detect(data)
    if guess is None:
        return Kind("", OCTETS)
    sample = data[: SAMPLE & ~3].decode(guess.charset, "replace")
    plain = sample[:_PDF_WITHIN].lstrip("\ufeff \t\r\n")
    for begin, kind in _STARTS:
        if plain[: len(begin)].upper() == begin.decode("ascii"):
            return kind
    if media in {OCTETS, TEXT}:
        media = text_media(sample.encode("utf-8", "replace"))
    if media == "text/html":
        return Kind("html", media)
    if media in {TEXT, OCTETS}:
        return Kind("csv", "text/csv") if table_delimiter(sample, name) else Kind("text", TEXT)
    return Kind("text", media)


def table_delimiter(sample: str, name: str = "") -> str:
    """The sign that separates columns, if every line has it equally often; empty for text that is no table.

    A comma, of which prose is full, must stand in ten lines, or in a file whose name says that it's a table.
    """
    if sample.startswith("sep=") and len(sample) > len("sep="):
        return sample[4]
    lines = [re.sub(r'"[^"]{0,1000}"', "", line) for line in sample.splitlines()[:50] if line.strip()]
    if len(sample.splitlines()) > len(lines) + 1 and len(lines) > 1:
        lines = lines[: max(len(lines) - 1, _LEAST_LINES)]  # the sample may end within the last
    said = name.lower().endswith((".csv", ".tsv", ".tab"))
    for sign in _DELIMITERS:
        counts = {line.count(sign) for line in lines}
        enough = len(lines) >= (_LEAST_LINES if said or sign in ";\t|" else 10)
        if enough and len(counts) == 1 and counts != {0}:
            return sign
    if said and lines:
        return max(_DELIMITERS, key=lines[0].count)
    return ""
