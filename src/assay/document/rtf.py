"""Rich Text Format 1.9.1: the information group, and the program that wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.gathered import moment

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

MAGIC = b"{\\rtf"
_HEAD = 256 * 1024
_GROUP = 16 * 1024
_TEXTS = re.compile(rb"\{\\(title|author|operator|company)\b ?([^{}]{0,800})\}")
_NAMES = {b"title": "title", b"author": "author", b"operator": "modified_by", b"company": "company"}
_TIMES = re.compile(rb"\{\\(creatim|revtim|printim)\b([^{}]{0,80})\}")
_TIME_NAMES = {b"creatim": "created", b"revtim": "modified", b"printim": "printed"}
_PART = re.compile(rb"\\(yr|mo|dy|hr|min|sec)(\d{1,4})")
_GENERATOR = re.compile(rb"\{\\\*\\generator ([^{}]{1,400})\}")
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_LANGUAGE = re.compile(rb"\\deflang(\d{1,5})")
_ESCAPE = re.compile(rb"\\'([0-9a-fA-F]{2})")
_UNICODE = re.compile(r"\\u(-?\d{1,5}) ?(?:\?|[^\\])?")


def read(data: bytes, found: Gathered) -> None:
    """Says what the information group says. Its times have no zone."""
    head = data[:_HEAD]
    codepage = _CODEPAGE.search(head[:2_048])
    page = codepage[1].decode("ascii") if codepage else "1252"
    found.say("codepage", page)
    language = _LANGUAGE.search(head[:8_192])
    if language:
        found.say("language", f"lcid {language[1].decode('ascii')}")
    generator = _GENERATOR.search(head)
    if generator:
        found.say("application", generator[1].decode("latin-1").rstrip(";"))
    at = head.find(b"{\\info")
    if at < 0:
        return
    group = head[at : at + _GROUP]
    for match in _TEXTS.finditer(group):
        found.say(_NAMES[match[1]], _text(match[2], page))
    for match in _TIMES.finditer(group):
        parts = {part[1]: int(part[2]) for part in _PART.finditer(match[2])}
        numbers = [parts.get(name, 0) for name in (b"yr", b"mo", b"dy", b"hr", b"min", b"sec")]
        found.time(_TIME_NAMES[match[1]], moment(*numbers))


def _text(raw: bytes, page: str) -> str:
    octets = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    try:
        text = octets.decode(f"cp{page}", "replace")
    except LookupError:
        text = octets.decode("cp1252", "replace")
    return _UNICODE.sub(lambda match: chr(int(match[1]) & 0xFFFF), text)
