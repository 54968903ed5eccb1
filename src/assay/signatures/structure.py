"""Whether unsigned MIME headers fit the body that is signed.

Hardly any signer covers Content-Type, so whoever holds a signed mail can give it another one and have other bytes
shown: text/plain over a multipart, another boundary, another charset. What the body itself tells of its structure is
signed; a Content-Type that shows something else than that doesn't fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.decode import part_bytes

if TYPE_CHECKING:
    from assay.message import Message, Part

SIGNED = "signed"
FITS = "fits"

_DELIMITER = re.compile(rb"(?:\A|\n)--([^\r\n]{1,70}?)[ \t]*\r?\ncontent-[a-z-]+[ \t]*:", re.IGNORECASE)
_MAX_PREAMBLE = 300
_MAX_NOTE = 60
_BOILERPLATE = re.compile(
    rb"(?:this|ceci|dies|esto|questo)[^\n]{0,40}(?:mime|multi-?part|openpgp|s/mime|cryptographically)[^\n]*\n"
    rb"|[^\n]{0,80}mime[^\n]{0,80}\n|if you[^\n]{0,120}\n",
    re.IGNORECASE,
)
_BASE64_LINES = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n){3,}[A-Za-z0-9+/]*={0,2}\s*\Z")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\r?\n|\Z))")
_ESCAPE = re.compile(rb"=[0-9A-F]{2}")
_SOFT_BREAK = re.compile(rb"=\r?\n")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<!doctype html|<html\b|<head\b|<body\b)", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z!/][^<>]{0,2000}>")
_STATEFUL = (
    (("utf-7", "utf7", "unicode-1-1-utf-7"), re.compile(rb"\+[A-Za-z0-9+/]{2,}-?")),
    (("hz",), re.compile(rb"~\{")),
    (("utf-16", "utf16", "utf-32", "utf32", "ucs", "ibm", "cp037", "cp500", "cp1026"), re.compile(rb"[^\x00]")),
)
"""Charsets in which plain letters are other letters, and what must stand in the body for that."""
_ENOUGH_SOFT_BREAKS = 3


def fit(message: Message, end: int | None = None) -> str:
    """Says whether the root's MIME headers show what the body holds.

    Args:
        message: the message.
        end: where the signed bytes end, if text was added below them.

    Returns:
        `fits`, or a sentence that says why not.
    """
    root = message.root
    body = message.raw[root.body_span.start : end]
    if root.is_multipart:
        if root.encoding in {"base64", "quoted-printable"}:
            return f"Content-Transfer-Encoding says {root.encoding}, which a multipart can't be (RFC 2045 section 6.4)"
        return _fit_multipart(root, body)
    outer = _leading_delimiter(body)
    if outer is not None:
        return (
            f"the body is a multipart with the boundary {_shown(outer)}, "
            f"but Content-Type says {root.content_type.type}/{root.content_type.subtype}"
        )
    return _fit_encoding(root, body) or _fit_text(message, root, body) or FITS


def _shown(boundary: bytes) -> str:
    return repr(boundary.decode("latin-1"))


def _leading_delimiter(body: bytes) -> bytes | None:
    """The boundary of a multipart that the body starts with, after a short preamble at most, and that is closed."""
    match = _DELIMITER.search(body, 0, 2 * _MAX_PREAMBLE)
    if match is None or _is_prose(body[: match.start()]) or b"--" + match[1] + b"--" not in body:
        return None
    return match[1]


def _is_prose(text: bytes) -> bool:
    """Whether text outside of all parts is more than what software puts there for old mail programs."""
    return len(_BOILERPLATE.sub(b"", text[: 4 * _MAX_PREAMBLE]).strip()) > _MAX_NOTE


def _fit_multipart(root: Part, body: bytes) -> str:
    boundary = dict(root.content_type.params).get("boundary", "").encode("latin-1", "replace")
    if not root.children:
        return f"Content-Type names the boundary {_shown(boundary)}, which isn't in the body"
    first = _DELIMITER.search(body)
    if first is not None and first[1] != boundary and not body.startswith((b"--" + boundary, b"\n--" + boundary)):
        position = body.find(b"\n--" + boundary)
        if position < 0 or first.start() < position:
            return f"the outermost boundary in the body is {_shown(first[1])}, Content-Type names {_shown(boundary)}"
    opening = body.find(b"--" + boundary)
    if opening > 0 and _is_prose(body[:opening]):
        return f"signed text stands before the boundary {_shown(boundary)}, where no mail program shows it"
    closing = body.rfind(b"--" + boundary + b"--")
    if closing >= 0 and _is_prose(body[closing + len(boundary) + 4 :]):
        return f"signed text stands after the end of the boundary {_shown(boundary)}, where no mail program shows it"
    if closing >= 0 and _DELIMITER.search(body, closing + len(boundary) + 4):
        return f"more parts stand after the end of the boundary {_shown(boundary)}"
    if root.content_type.subtype == "alternative":
        kinds = {child.content_type.type for child in root.children}
        if kinds - {"text", "multipart"}:
            return "Content-Type says that the parts are alternatives of one text, but they are different things"
    return FITS


def _fit_encoding(root: Part, body: bytes) -> str:
    if root.encoding == "base64":
        if _NOT_BASE64.search(body):
            return "Content-Transfer-Encoding says base64, but the body isn't"
    elif root.encoding == "quoted-printable":
        if _BAD_ESCAPE.search(body):
            return "Content-Transfer-Encoding says quoted-printable, but the body isn't"
    elif _BASE64_LINES.match(body):
        return "the body is base64, but no Content-Transfer-Encoding says so"
    elif len(_SOFT_BREAK.findall(body, 0, 100_000)) >= _ENOUGH_SOFT_BREAKS and _ESCAPE.search(body):
        return "the body is quoted-printable, but no Content-Transfer-Encoding says so"
    return ""


def _decoded(message: Message, root: Part) -> bytes:
    if root.encoding in {"base64", "quoted-printable"}:
        return part_bytes(message, root).data
    return message.bytes(root.body_span)


def _fit_text(message: Message, root: Part, body: bytes) -> str:
    if root.content_type.type != "text":
        return ""
    data = _decoded(message, root)
    if root.content_type.subtype == "html":
        if data.strip() and not _TAG.search(data):
            return "Content-Type says HTML, but the body holds no tag"
    elif _HTML.match(data):
        return f"the body is HTML, but Content-Type says text/{root.content_type.subtype}"
    charset = dict(root.content_type.params).get("charset", "").lower()
    for names, mark in _STATEFUL:
        if charset.startswith(names) and mark.search(body):
            return f"the charset {charset} shows other characters than the same bytes are in common charsets"
    return ""
