"""What a file is, by its content; its name only breaks ties."""

from __future__ import annotations

import re

from assay.intake import codec
from assay.intake.eml import header_like, looks_like_message
from assay.intake.from_line import from_line, is_strict
from assay.intake.magic import OCTETS, SURE, TEXT, document
from assay.intake.maildir import in_maildir

MESSAGE = "message/rfc822"
MBOX = "application/mbox"
EMLX = "message/x-emlx"
MSG = "application/vnd.ms-outlook"
PST = "application/vnd.ms-outlook-pst"
ZIP = "application/zip"
TAR = "application/x-tar"
SEVEN = "application/x-7z-compressed"
RAR = "application/vnd.rar"
UTF16 = "message/x-utf-16"
"""A message or an mbox in UTF-16."""

PACKED_TAR = {
    codec.GZIP: "application/x-tar+gzip",
    codec.BZIP2: "application/x-tar+bzip2",
    codec.XZ: "application/x-tar+xz",
    codec.ZSTD: "application/x-tar+zstd",
    codec.LZMA: "application/x-tar+lzma",
}

CONTAINERS = frozenset(
    {MBOX, EMLX, MSG, PST, ZIP, TAR, SEVEN, RAR, UTF16, *PACKED_TAR.keys(), *PACKED_TAR.values()},
)
"""The formats that `open_container` opens."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BLOCK = 512

EMLX_LINE = re.compile(rb"\s{0,4}(\d{1,10})[ \t]*\r?\n")

MBOX_SUFFIXES = (".mbox", ".mbx", ".mbs")
LATER = re.compile(rb"\nFrom [^\n]{1,390}\n")
WIDE = 32
"""Bytes by which UTF-16 without a byte order mark is told: header fields start in ASCII."""

OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"visio/", "application/vnd.ms-visio.drawing"),
)
OFFICE_OTHER = "application/vnd.openxmlformats-package"
JAR = "application/java-archive"
OLE_DOCUMENTS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("VisioDocument", "application/vnd.visio"),
)


def sniff(head: bytes, name: str, size: int) -> str:
    """The media type of a file by its first bytes.

    Args:
        head: the first bytes, 64 KiB or all of a smaller file.
        name: its name or path inside the dump; untrusted, breaks ties only.
        size: its size in bytes.

    Returns:
        A media type; `application/octet-stream` where nothing fits. Those in `CONTAINERS` can be opened.
    """
    if not head or not size:
        return OCTETS
    if head.startswith(OLE):
        return ole(head, name)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06") or head[:8] == b"PK\x07\x08PK\x03\x04":
        return zipped(head)
    packed = compressed(head, name)
    if packed:
        return packed
    if is_tar(head):
        return TAR
    if head.startswith(SURE):
        return document(head)
    if looks_like_emlx(head, size):
        return EMLX
    mail = mail_kind(head, name)
    if mail:
        return mail
    encoding = wide_codec(head)
    if encoding and mail_kind(head.decode(encoding, "replace").encode("utf-8", "replace"), name):
        return UTF16
    kind = document(head)
    return MBOX if (kind == TEXT or name.lower().endswith(MBOX_SUFFIXES)) and holds_mbox(head) else kind


def wide_codec(head: bytes) -> str:
    """Python's name of the UTF-16 that a text is in, by its byte order mark or its zeros; empty where it's none."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = head[:WIDE]
    if len(start) < WIDE:
        return ""
    for encoding, zeros, signs in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if not any(zeros) and all(signs):
            return encoding
    return ""


def holds_mbox(head: bytes) -> bool:
    """Whether an mbox starts behind something else: a note, garbage, NULs."""
    for found in LATER.finditer(head):
        if is_strict(found[0][1:]) and looks_like_message(head[found.end() :], expected=True):
            return True
    return False


def mail_kind(head: bytes, name: str) -> str:
    """`message/rfc822`, `application/mbox` or nothing."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    blank = len(start) - len(start.lstrip(b"\r\n"))
    end = from_line(start, blank)
    if end >= 0:
        after = start[end : end + 1000]
        if header_like(after) or not after.strip() or after.startswith((b">From ", b"\n", b"\r\n")):
            single = name.lower().endswith(".eml") and not re.search(rb"\n\r?\nFrom \S", start)
            return MESSAGE if single else MBOX
    return MESSAGE if looks_like_message(head, name, expected=in_maildir(name)) else ""


def compressed(head: bytes, name: str) -> str:
    """The codec of a packed file, and whether a tar is inside; empty where it isn't packed."""
    for kind, magic in codec.MAGIC.items():
        if head.startswith(magic) and (kind != codec.BZIP2 or head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")):
            inside = codec.beginning(head, kind, BLOCK)
            return PACKED_TAR[kind] if is_tar(inside) else kind
    if head[:3] == b"\x5d\x00\x00" and name.lower().endswith((".lzma", ".tlz")):
        inside = codec.beginning(head, codec.LZMA, BLOCK)
        if inside:
            return PACKED_TAR[codec.LZMA] if is_tar(inside) else codec.LZMA
    return ""


def is_tar(head: bytes) -> bool:
    """Whether the first block is a tar header: its checksum holds (POSIX.1-1988, pax; with or without `ustar`)."""
    block = head[:BLOCK]
    if len(block) < BLOCK:
        return False
    field = block[148:156].strip(b" \0")
    if not re.fullmatch(rb"[0-7]{1,7}", field):
        return False
    total = sum(block[:148]) + sum(block[156:]) + 8 * 32
    return total == int(field, 8) and block[0] != 0


def looks_like_emlx(head: bytes, size: int) -> bool:
    """Apple Mail: a line with the message's length, then the message."""
    line = EMLX_LINE.match(head)
    if line is None or int(line[1]) > size - line.end():
        return False
    return looks_like_message(head[line.end() : line.end() + int(line[1])], expected=True)


_ZIP64 = 0xFFFFFFFF
"""Stands where a size is told elsewhere (APPNOTE.TXT 4.4.8)."""


def zipped(head: bytes) -> str:
    """Whether a zip file is an archive or an office document, by its first members' names."""
    names = [head[at + 30 : at + 30 + int.from_bytes(head[at + 26 : at + 28], "little")] for at in _local_headers(head)]
    if names and names[0] == b"mimetype":
        start = 30 + 8 + int.from_bytes(head[28:30], "little")
        size = int.from_bytes(head[18:22], "little") or 100
        kind = re.match(rb"[\w.+-]+/[\w.+-]+", head[start : start + size])
        return kind[0].decode("ascii") if kind and not kind[0].endswith(b"/zip") else ZIP
    if b"[Content_Types].xml" in names:
        return next((kind for prefix, kind in OFFICE if any(n.startswith(prefix) for n in names)), OFFICE_OTHER)
    return JAR if names and names[0] in (b"META-INF/", b"META-INF/MANIFEST.MF") else ZIP


def _local_headers(head: bytes) -> list[int]:
    """Offsets of the local file headers in the first bytes, not those of an archive that is stored in this one."""
    found: list[int] = []
    end = 0
    for match in re.finditer(rb"PK\x03\x04", head):
        at = match.start()
        if at < end:
            continue
        found.append(at)
        name, extra = (int.from_bytes(head[at + start : at + start + 2], "little") for start in (26, 28))
        packed = int.from_bytes(head[at + 18 : at + 22], "little")
        end = at + 30 + name + extra + (packed if packed < _ZIP64 else 0)
    return found[:50]


def ole(head: bytes, name: str) -> str:
    """What is in an OLE compound file, by its directory ([MS-CFB] 2.6), or its suffix where that lies far behind."""
    if any(word.encode("utf-16-le") in head for word in ("__properties_version", "__substg1.0_", "__nameid_version")):
        return MSG
    for word, kind in OLE_DOCUMENTS:
        if word.encode("utf-16-le") in head:
            return kind
    return MSG if name.lower().endswith(".msg") else "application/x-ole-storage"


__all__ = ["CONTAINERS", "MBOX", "MESSAGE", "OCTETS", "TEXT", "sniff"]
