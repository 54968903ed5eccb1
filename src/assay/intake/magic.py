"""The first bytes of common documents: a small table, so that what isn't mail has a sensible type."""

from __future__ import annotations

import re

OCTETS = "application/octet-stream"
TEXT = "text/plain"

PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"-----BEGIN PGP", "application/pgp-encrypted"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"ITSF", "application/vnd.ms-htmlhelp"),
    (b"Rar!\x1a\x07\x00", "application/vnd.rar"),
    (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
)

_NO_TEXT = frozenset(
    {
        *("application/pdf", "image/png", "image/jpeg", "image/gif"),
        *("application/rtf", "application/x-executable", "application/ogg", "audio/flac"),
    }
)
SURE = tuple(prefix for prefix, kind in PREFIXES if kind in _NO_TEXT)
"""Beginnings that no mail has, whatever stands behind them."""

RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
FTYP = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
}

HTML = re.compile(
    rb"(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|title|meta|script|table|div|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(rb"<\?xml[\s?]")
SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
JSON = re.compile(rb'(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*[\[{"\d\-tfn\]])')

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
HIGH = bytes(range(128, 256))
CONTROL_SHARE = 200
"""One control sign in so many bytes, and it isn't text any more."""


def document(head: bytes) -> str:
    """The media type of a document by its first bytes.

    Args:
        head: the first bytes, up to 64 KiB.

    Returns:
        A media type; `text/plain` for what reads as text, else `application/octet-stream`.
    """
    for prefix, kind in PREFIXES:
        if head.startswith(prefix):
            return kind
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12], OCTETS)
    if head[4:8] == b"ftyp":
        return FTYP.get(head[8:12], "video/mp4")
    if head[:2] == b"MZ" and b"\0" in head[:64]:
        return "application/vnd.microsoft.portable-executable"
    return text(head)


def text(head: bytes) -> str:
    """The kind of text, or `application/octet-stream` where it isn't any."""
    if not head:
        return OCTETS
    if not is_text(head):
        return OCTETS
    start = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if HTML.match(start):
        return "text/html"
    if SVG.search(start[:1024]) and (XML.match(start) or SVG.match(start)):
        return "image/svg+xml"
    if XML.match(start):
        return "text/html" if re.search(rb"<html[\s>]", start, re.IGNORECASE) else "application/xml"
    if JSON.match(start):
        return "application/json"
    return TEXT


def is_text(head: bytes) -> bool:
    """Whether the bytes read as text in UTF-8, UTF-16 with a mark, or an 8-bit charset almost without controls."""
    for mark, charset in BOMS:
        if head.startswith(mark):
            try:
                head[: len(head) & ~1].decode(charset, "ignore" if charset == "utf-8" else "strict")
            except UnicodeDecodeError:
                return False
            return True
    if b"\0" in head:
        return False
    if (len(head) - len(head.translate(None, CONTROLS))) * CONTROL_SHARE > len(head):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        if len(head) - error.start > 3:  # noqa: PLR2004 - more than a sign cut off by the end of the head
            high = len(head) - len(head.translate(None, HIGH))
            return high * 3 < len(head)
    return True
