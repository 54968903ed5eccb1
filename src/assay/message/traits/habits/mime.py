"""MIME as a program writes it: the tree, boundaries, parameters, charsets, transfer encodings and their width."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from assay.message.traits.habits.shape import shape

if TYPE_CHECKING:
    from assay.message.structure import Message, Part

_MOST_PARTS = 30
_LONGEST_TREE = 200
_LONGEST = 1024
_PARAMETER = re.compile(rb';(\s*)([A-Za-z*0-9-]{1,40})=("?)')
_CHARSET = re.compile(rb'charset="?([!-~]{1,40}?)["; ]', re.IGNORECASE)
_WIDTH_LINES = 400
_SMALL_HEX = re.compile(rb"=(?:[0-9][a-f]|[a-f][0-9a-f])")
_CAPITAL_HEX = re.compile(rb"=(?:[0-9][A-F]|[A-F][0-9A-F])")


def mime_habits(message: Message) -> dict[str, str]:
    """Features of the MIME tree; the first thirty parts are looked at."""
    parts = list(itertools.islice(message.parts(), _MOST_PARTS))
    root = message.root
    found = {"text.tree": _tree(root)[:_LONGEST_TREE]}
    for part in parts:
        if part.is_multipart and part.content_type.boundary:
            found.setdefault("boundary.shape", shape(part.content_type.boundary.decode("latin-1")))
            found.setdefault("type.multipart", _parameters(part))
        elif part.is_text and not part.children:
            media = part.content_type.subtype
            if media in {"plain", "html"} and f"type.{media}" not in found and part.block.mime()[0]:
                found[f"type.{media}"] = _parameters(part)
                found[f"text.encoding-{media}"] = part.encoding or "none"
                found.update(_charset(part))
            _width(part, found)
        elif part.encoding == "base64":
            _width(part, found)
    return found


def _tree(part: Part, depth: int = 0) -> str:
    subtype = part.content_type.subtype[:20]
    if not part.children or depth > 5:  # noqa: PLR2004 - deeper trees are told apart by their upper levels
        return subtype
    return f"{subtype}({','.join(_tree(child, depth + 1) for child in part.children[:6])})"


def _parameters(part: Part) -> str:
    """Names of the parameters of Content-Type in order, with their quotes and what stands before them."""
    value = (part.value("content-type") or b"")[:_LONGEST]
    return " ".join(
        f"{_gap(gap)}{name.decode('ascii')}{'q' if quote else ''}" for gap, name, quote in _PARAMETER.findall(value)[:8]
    )


def _gap(gap: bytes) -> str:
    if b"\n" in gap:
        return "tab:" if b"\t" in gap else "fold:"
    return "" if gap == b" " else "tight:" if not gap else "wide:"


def _charset(part: Part) -> dict[str, str]:
    match = _CHARSET.search((part.value("content-type") or b"")[:_LONGEST] + b";")
    if match is None:
        return {}
    written = match[1].decode("latin-1")
    case = "capitals" if written.isupper() else "small" if written.islower() else "mixed"
    return {"text.charset": written.lower(), "type.charset-case": case}


def _width(part: Part, found: dict[str, str]) -> None:
    """The width to which an encoder wraps, where enough lines show it."""
    if part.encoding not in {"base64", "quoted-printable"} or f"encoding.{part.encoding}" in found:
        return
    span = part.body_span
    body = part.raw[span.start : min(span.end, span.start + 80 * _WIDTH_LINES)]
    lines = body.split(b"\n")[:-1]
    if b"\r" in body:
        lines = [line.rstrip(b"\r") for line in lines]
    quoted = part.encoding == "quoted-printable"
    full = sum(line.endswith(b"=") for line in lines) if quoted else len(lines)
    if full > 3:  # noqa: PLR2004 - three lines may all be short
        found[f"encoding.{part.encoding}"] = str(min(max(map(len, lines)), 1000))
    if quoted:
        text = body[: body.rfind(b"\n") + 1].replace(b"\n", b"")
        lower, upper = _SMALL_HEX.search(text), _CAPITAL_HEX.search(text)
        if lower or upper:
            found["encoding.hex"] = "small" if lower and not upper else "capital" if not lower else "both"
