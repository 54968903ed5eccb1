"""Canonical forms of header fields and bodies: RFC 6376 section 3.4 (DKIM) and RFC 4870 section 3.4.2 (DomainKeys).

All functions take raw bytes with any mix of CRLF and LF line ends (LF counts as CRLF, as most stores rewrite it) and
return CRLF. A carriage return alone isn't a line end and stays. They work on whole buffers with the bytes type's own
searches, and hand the same object back where nothing has to be changed, which is the common case of base64 bodies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CRLF = b"\r\n"
_LINE_END = re.compile(rb"\r?\n")
_ODD = re.compile(rb"[\x0b\x0c]|\r(?!\n)|\n(?![ \t]|\Z)")
"""What bytes.split takes for white space and RFC 5234 doesn't, and line ends that don't fold."""
_WSP_RUN = re.compile(rb"[ \t]+")
_RUN_LENGTHS = (64, 8, 2)
_FWS = b"\t\n\r "


def to_crlf(data: bytes) -> bytes:
    r"""Return `data` with LF line ends made CRLF; `\r\r\n` is a lone CR before a line end."""
    if b"\r" not in data:
        return data.replace(b"\n", CRLF)
    if data.count(b"\n") == data.count(CRLF):
        return data
    return data.replace(CRLF, b"\n").replace(b"\n", CRLF)


def header_simple(field: bytes) -> bytes:
    """Return a raw header field in the "simple" form of RFC 6376 section 3.4.1: as it is, ending with CRLF.

    Args:
        field: name, colon and value with folding; the line end at the end may be missing.
    """
    canonical = to_crlf(field)
    return canonical if canonical.endswith(CRLF) else canonical + CRLF


def header_relaxed(field: bytes) -> bytes:
    """Return a raw header field in the "relaxed" form of RFC 6376 section 3.4.2.

    The name in lower case, the value unfolded, runs of white space made one space, none around colon or at the end.

    Args:
        field: name, colon and value with folding; the line end at the end may be missing.
    """
    name, _, value = field.partition(b":")
    if not _ODD.search(value):
        return name.strip(b" \t\r\n").lower() + b":" + b" ".join(value.split()) + CRLF
    unfolded = _WSP_RUN.sub(b" ", _LINE_END.sub(b"", value))
    return name.strip(b" \t\r\n").lower() + b":" + unfolded.strip(b" ") + CRLF


def header_nofws(field: bytes) -> bytes:
    """Return a raw header field in the "nofws" form of RFC 4870 section 3.4.2.2: no folding, no white space at all."""
    return field.translate(None, _FWS) + CRLF


def body_simple(body: bytes) -> bytes:
    """Return a body in the "simple" form of RFC 6376 section 3.4.3.

    Empty lines at the end go; an empty body becomes one CRLF.
    """
    return _ended(to_crlf(body)) or CRLF


def body_relaxed(body: bytes) -> bytes:
    """Return a body in the "relaxed" form of RFC 6376 section 3.4.4.

    Runs of white space become one space, white space before line ends and empty lines at the end go. An empty body
    stays empty.
    """
    text = to_crlf(body)
    last = max(text.rfind(b" "), text.rfind(b"\t"))
    if last >= 0:  # behind it there is mostly base64, in which nothing has to be looked for
        end = last + len(b" \r\n")
        spaced = text[:end].replace(b"\t", b" ")
        if b"  " in spaced:
            spaced = _one_space(spaced)
        text = spaced.replace(b" \r\n", CRLF) + text[end:]
    if text.endswith(b" "):
        text = text[:-1]
    return _ended(text)


def body_nofws(body: bytes) -> bytes:
    """Return a body in the "nofws" form of RFC 4870 section 3.4.2.2.

    All white space inside lines goes, lone carriage returns among it, and so do empty lines at the end.
    """
    text = body.translate(None, b"\t\r ")
    return text.rstrip(b"\n").replace(b"\n", CRLF) + CRLF if text.strip(b"\n") else b""


def domainkeys_input(fields: Iterable[bytes], body: bytes, algorithm: str) -> bytes:
    """Return what a DomainKeys signature covers: RFC 4870 section 3.4.2, headers and body as one text.

    Args:
        fields: the signed raw header fields, in the order of the message.
        body: the raw body.
        algorithm: `simple` or `nofws`.

    Raises:
        ValueError: for another algorithm.
    """
    if algorithm == "simple":
        head = b"".join(header_simple(field) for field in fields)
        rest = _ended(to_crlf(body))
    elif algorithm == "nofws":
        head = b"".join(header_nofws(field) for field in fields)
        rest = body_nofws(body)
    else:
        raise ValueError(f"DomainKeys has no canonicalisation named {algorithm!r}")
    return head + CRLF + rest if rest else head


def _one_space(text: bytes) -> bytes:
    """Collapse runs of spaces; long runs first, so that a body of nothing but spaces takes a few passes."""
    for length in _RUN_LENGTHS:
        run = b" " * length
        while run in text:
            text = text.replace(run, b" ")
    return text


def _ended(text: bytes) -> bytes:
    """Cut empty lines at the end and end the last line with CRLF; empty stays empty."""
    if not text:
        return text
    if not text.endswith(CRLF):
        return text + CRLF
    if not text.endswith(b"\r\n\r\n"):
        return b"" if text == CRLF else text
    kept = len(text.rstrip(CRLF))
    lone = text.rfind(b"\r\r", kept)
    end = kept if lone < 0 else lone + 1
    return text[:end] + CRLF if end else b""
