"""A message (RFC 5322, MIME) of what Outlook kept: transport headers as they are, MIME headers to fit the new body."""

from __future__ import annotations

import base64
import hashlib
import re
from email.charset import Charset
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assay.intake.eml import FIELD
from assay.intake.interface import DEFECTS
from assay.model.errors import LimitReached

if TYPE_CHECKING:
    from assay.intake.mapi import Attached, Outline

DEPTH = 20
"""Items inside items."""
MIME = frozenset((b"content-type", b"content-transfer-encoding", b"content-disposition", b"mime-version"))
GUESSED = "guessed-charset"
"""The defect of an item whose texts are in no charset that it declares."""
LINES = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}")
ADDRESSES = frozenset({"From", "Sender", "To", "Cc", "Bcc"})
QUOTED = re.compile(r'(?:^|(?<=, ))"((?:[^"\\]|\\.)*+)"( <[^<>]*>)?(?=, |$)')
"""A display name as `mapi.address` writes it, with its address."""
ESCAPED = re.compile(r"\\(.)")
UTF8 = Charset("utf-8")
PIECE = 45
"""Bytes of an encoded word's text."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
END = b"\r\n"
LONGEST = 1 << 14
"""Signs of a field that is made of a property."""

Parts = tuple[bytes, bytes]
"""Header block of a part and its body."""


def rebuild(item: Outline, depth: int = 0) -> tuple[bytes, dict[str, Any]]:
    """Build the message.

    Args:
        item: what was kept.
        depth: of embedded items; for this function's own use.

    Returns:
        The message and notes: `class` of the item, `mime_headers_replaced`, `headers_added` by properties,
        `headers_dropped` (lines of the stored headers that belong to no field), `charset` if it was guessed.

    Raises:
        LimitReached: items are nested too deep.
    """
    if depth > DEPTH:
        raise LimitReached(f"items are nested more than {DEPTH} deep")
    notes: dict[str, Any] = {"class": item.item_class} if item.item_class else {}
    head, names = _transport(item.headers, notes)
    added = [(name, value) for name, value in item.fields if name.lower().encode() not in names]
    if item.guessed:
        notes |= {"charset": f"{item.guessed} (guessed)", DEFECTS: [GUESSED]}
    if added and item.headers:
        notes["headers_added"] = [name for name, _ in added]
    head += b"".join(field(name, value) for name, value in added)
    mime, body = _body(item, depth)
    return head + b"MIME-Version: 1.0" + END + mime + END + body, notes


def _transport(headers: str, notes: dict[str, Any]) -> tuple[bytes, set[bytes]]:
    """The stored headers without MIME fields, and the names that are there."""
    kept: list[bytes] = []
    replaced: list[str] = []
    dropped: list[str] = []
    names: set[bytes] = set()
    target: list[Any] = dropped
    raw = headers.encode("utf-8", "replace").lstrip(b"\r\n")
    for match in LINES.finditer(raw):
        line = match[0]
        if not line.strip(b"\r\n"):
            dropped += [rest for rest in raw[match.end() :].decode("utf-8", "replace").splitlines() if rest.strip()]
            break
        found = FIELD.match(line)
        if found:
            name = found[1].lower()
            target = replaced if name in MIME else kept
            if name not in MIME:
                names.add(name)
        elif line[:1] not in b" \t":
            target = dropped
        target.append(line if target is kept else line.decode("utf-8", "replace").rstrip("\r\n"))
    for key, lines in (("mime_headers_replaced", replaced), ("headers_dropped", dropped)):
        if lines:
            notes[key] = lines[:100]
    if kept and not kept[-1].endswith((b"\r", b"\n")):
        kept[-1] += END
    return b"".join(kept), names


def field(name: str, value: str) -> bytes:
    """A header field; what isn't ASCII as encoded words (RFC 2047), of an address only its display name (section 5)."""
    value = CONTROLS.sub(" ", value[:LONGEST]).strip()
    value = value.encode("utf-8", "replace").decode()
    value, names = QUOTED.subn(_display_name, value) if name in ADDRESSES else (value, 0)
    if not value.isascii() and not names and not (name in ADDRESSES and "<" in value):
        value = _words(value)
    return f"{name}: {value}".encode() + END


def _display_name(found: re.Match[str]) -> str:
    """A quoted display name and its address, as they are if they are ASCII."""
    if found[1].isascii():
        return found[0]
    addr = (found[2] or "").strip()
    return _words(ESCAPED.sub(r"\1", found[1])) + ("\r\n " + addr if addr else "")


def _words(text: str) -> str:
    """Encoded words of at most 75 signs, a line each, none of them with half a sign (RFC 2047 sections 2 and 5)."""
    pieces = [""]
    for sign in text:
        if len((pieces[-1] + sign).encode()) > PIECE:
            pieces.append("")
        pieces[-1] += sign
    return "\r\n ".join(map(UTF8.header_encode, pieces))


def _body(item: Outline, depth: int) -> Parts:
    """The body: alternatives, then attachments."""
    shown = []
    if item.plain or not (item.html or item.rtf):
        shown.append(text_part("text/plain; charset=utf-8", item.plain.encode("utf-8", "replace")))
    if item.rtf:
        shown.append(base64_part("application/rtf", item.rtf, ""))
    if item.html:
        shown.append(text_part(f"text/html; charset={item.html_charset}", item.html))
    body = shown[0] if len(shown) == 1 else multipart("alternative", shown)
    if not item.attached:
        return body
    return multipart("mixed", [body, *(_attachment(one, depth) for one in item.attached)])


def _attachment(one: Attached, depth: int) -> Parts:
    """An attachment's part."""
    extra = b""
    if one.name:
        extra += b"Content-Disposition: attachment;" + END + b" " + _parameter(one.name) + END
    if one.content_id:
        extra += field("Content-ID", f"<{one.content_id.strip('<> ')}>")
    if one.inner is not None:
        inner, _ = rebuild(one.inner, depth + 1)
        return b"Content-Type: message/rfc822" + END + extra, inner
    kind = one.media_type if TOKEN.fullmatch(one.media_type) else "application/octet-stream"
    if kind.lower().startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    head, body = base64_part(kind, one.data, "")
    return head + extra, body


def _parameter(name: str) -> bytes:
    """A file name as a parameter (RFC 2231 section 4 where it isn't plain ASCII)."""
    plain = name.isascii() and name.isprintable() and len(name) < 200  # noqa: PLR2004 - a line
    if plain:
        return b'filename="' + name.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
    return b"filename*=utf-8''" + quote(name.encode("utf-8", "replace"), safe="").encode()


def text_part(kind: str, data: bytes) -> Parts:
    """A part of text, its bytes as they are."""
    if b"\0" in data:
        return base64_part(kind, data, "")
    encoding = b"7bit" if data.isascii() else b"8bit"
    return b"Content-Type: " + kind.encode() + END + b"Content-Transfer-Encoding: " + encoding + END, data


def base64_part(kind: str, data: bytes, extra: str) -> Parts:
    """A part in base64 with lines of 76 (RFC 2045 section 6.8)."""
    head = b"Content-Type: " + kind.encode() + END + b"Content-Transfer-Encoding: base64" + END + extra.encode()
    return head, base64.encodebytes(data).replace(b"\n", END)


def multipart(kind: str, parts: list[Parts]) -> Parts:
    """Parts joined; the boundary is a digest of them, so that it's the same each time and stands in none of them."""
    digest = hashlib.sha256()
    for head, body in parts:
        digest.update(head)
        digest.update(body)
    mark = b"=_assay_" + digest.hexdigest()[:32].encode()
    joined = b"".join(b"--" + mark + END + head + END + body + END for head, body in parts)
    head = b"Content-Type: multipart/" + kind.encode() + b';\r\n boundary="' + mark + b'"' + END
    return head, joined + b"--" + mark + b"--" + END
