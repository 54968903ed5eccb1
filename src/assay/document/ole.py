"""Office files before 2007: the property sets SummaryInformation and DocumentSummaryInformation ([MS-OLEPS])."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.compound import Compound
from assay.document.gathered import filetime

if TYPE_CHECKING:
    from assay.document.gathered import Gathered

_SUMMARY = {2: "title", 4: "author", 7: "template", 8: "modified_by", 9: "revision", 18: "application"}
_TIMES = {11: "printed", 12: "created", 13: "modified"}
_DOCUMENT = {15: "company"}
_CODEPAGE, _HEADINGS = 1, 12
_ANSI, _WIDE, _TIME, _VARIANTS = 30, 31, 64, 0x100C
_MOST_PROPERTIES = 100
_LONGEST = 1_024
_UTF16 = 1200


def read(data: bytes, found: Gathered) -> None:
    """Says what the property sets say."""
    file = Compound(data)
    _set(file.stream("\x05SummaryInformation"), _SUMMARY, found)
    _set(file.stream("\x05DocumentSummaryInformation"), _DOCUMENT, found)
    if file.stream("EncryptedPackage", 8):
        found.say("encrypted", "yes")


def _set(stream: bytes, names: dict[int, str], found: Gathered) -> None:
    """The first property set of a stream."""
    if stream[:2] != b"\xfe\xff":
        return
    start = _number(stream, 44, 4)
    section = stream[start:]
    count = min(_number(section, 4, 4), _MOST_PROPERTIES)
    places = [(_number(section, 8 + 8 * index, 4), _number(section, 12 + 8 * index, 4)) for index in range(count)]
    codepage = next((_number(section, at + 4, 2) for kind, at in places if kind == _CODEPAGE), 1252)
    if names is _SUMMARY and codepage:
        found.say("codepage", str(codepage))
    for kind, at in places:
        if kind in names:
            found.say(names[kind], _text(section, at, codepage))
        elif names is _SUMMARY and kind in _TIMES and _number(section, at, 4) == _TIME:
            found.time(_TIMES[kind], filetime(_number(section, at + 4, 8)))
        elif names is _DOCUMENT and kind == _HEADINGS and _number(section, at, 4) == _VARIANTS:
            found.say("interface", _text(section, at + 8, codepage))


def _text(section: bytes, at: int, codepage: int) -> str:
    kind, size = _number(section, at, 4), _number(section, at + 4, 4)
    if kind == _WIDE:
        return section[at + 8 : at + 8 + 2 * min(size, _LONGEST)].decode("utf-16-le", "replace").split("\0")[0]
    if kind != _ANSI:
        return ""
    raw = section[at + 8 : at + 8 + min(size, _LONGEST)]
    if codepage == _UTF16:
        return raw.decode("utf-16-le", "replace").split("\0")[0]
    try:
        return raw.split(b"\0")[0].decode(
            {65001: "utf-8", 10000: "mac-roman"}.get(codepage, f"cp{codepage}"), "replace"
        )
    except LookupError:
        return raw.split(b"\0")[0].decode("cp1252", "replace")


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
