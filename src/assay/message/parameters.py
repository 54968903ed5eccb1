"""Parameters of structured header fields (RFC 2045 section 5.1, RFC 2231)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.charsets import decode_named
from assay.message.words import decode_words, raw_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 256
_BETWEEN = re.compile(rb"[\s;]*+(?:\((?:[^()\\]|\\.)*+\)[\s;]*+)*+", re.DOTALL)
_PARAMETER = re.compile(rb"([^\s=;\"(]++)\s*+=\s*+(?:\"((?:[^\"\\]|\\.|\\\Z)*+)\"?|([^;]*+))[^;]*+", re.DOTALL)
_QUOTED_PAIR = re.compile(rb"\\(.)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n(?=[ \t])|[\r\n]")
_SECTION = re.compile(rb"^([^*]++)(?:\*(\d{1,4}))?(\*)?$")
COMMENT = re.compile(rb"\s\(.*", re.DOTALL)
"""A comment behind an unquoted value, to the end."""


def parse_parameters(rest: bytes) -> tuple[tuple[tuple[str, str], ...], bytes, tuple[str, ...]]:
    """Read parameters; the first of equal names is obeyed.

    Args:
        rest: what follows the type.

    Returns:
        names and decoded values, the raw boundary, codes of defects.
    """
    plain: dict[str, bytes] = {}
    sections: dict[str, dict[int, tuple[bytes, bool]]] = {}
    defects: list[str] = []
    for match in _matches(rest, defects):
        name, value = match[1].lower(), _value(match[2], match[3])
        section = _SECTION.match(name) if b"*" in name else None
        if section is None:
            key = name.decode("latin-1")
            if key in plain:
                defects.append("duplicate-parameter")
            plain.setdefault(key, value)
        else:
            key = section[1].decode("latin-1")
            sections.setdefault(key, {}).setdefault(int(section[2] or 0), (value, section[3] is not None))
    values = {key: _text(value) for key, value in plain.items()}
    for key, found in sections.items():
        values[key] = _joined(found)
    return tuple(values.items()), plain.get("boundary", b"").rstrip(), tuple(defects)


def _matches(rest: bytes, defects: list[str]) -> Iterator[re.Match[bytes]]:
    """The parameters one by one; what is none is skipped up to the next semicolon."""
    position = found = 0
    while True:
        between = _BETWEEN.match(rest, position)
        position = between.end() if between is not None else position
        match = _PARAMETER.match(rest, position)
        if match is not None:
            if found >= _MOST:
                defects.append("parameter-limit")
                return
            found += 1
            yield match
            position = match.end()
        else:
            position = rest.find(b";", position)
            if position < 0:
                return


def _value(quoted: bytes | None, bare: bytes | None) -> bytes:
    if quoted is not None:
        value = _FOLD.sub(b"", quoted)
        return _QUOTED_PAIR.sub(rb"\1", value) if b"\\" in value else value
    value = _FOLD.sub(b"", bare or b"").strip()
    return COMMENT.sub(b"", value) if b"(" in value else value


def _text(value: bytes) -> str:
    if b"=?" in value:
        return decode_words(value).text
    return raw_text(value)


def _joined(sections: dict[int, tuple[bytes, bool]]) -> str:
    """Join the sections of a parameter in the order of their numbers (RFC 2231 section 3 and 4)."""
    charset = ""
    pieces: list[bytes] = []
    for number in sorted(sections):
        value, extended = sections[number]
        if extended and not pieces and value.count(b"'") >= 2:  # noqa: PLR2004 - charset'language'value
            name, _, value = value.split(b"'", 2)
            charset = name.decode("latin-1")
        pieces.append(_unpercent(value) if extended else value)
    data = b"".join(pieces)
    return decode_named(data, charset).text if charset else raw_text(data)


_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


def _unpercent(value: bytes) -> bytes:
    return _PERCENT.sub(lambda match: bytes((int(match[1], 16),)), value)
