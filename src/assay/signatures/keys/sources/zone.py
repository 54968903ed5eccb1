"""TXT records as zone files (RFC 1035 section 5.1) and `dig` write them.

Strings in quotes, several a record, parentheses over lines, comments, `$ORIGIN`, `@`, left-out owners and classes; a
CNAME (as `dig` shows on the way to a record that a provider keeps) gives its owner the record of its target.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from assay.signatures.keys.names import MARK, split_owner
from assay.signatures.keys.sources.interface import Problem, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*)("?)|;[^\n]*|([()])|((?:[^\s";()\\]|\\.)+)|(\n)|\\', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(\d{3}|.)", re.DOTALL)
_TIME: Final = re.compile(r"(?:\d+[smhdwSMHDW]?)+")
_CLASSES: Final = {"IN", "CH", "HS", "ANY"}
_LIKELY: Final = re.compile(r"^[^;\n\"]*\s(?:TXT|CNAME)\s", re.IGNORECASE | re.MULTILINE)
_MOST_ALIASES: Final = 8


class _Entry(msgspec.Struct):
    """One entry of a zone: its tokens, each with whether it stood in quotes."""

    line: int
    indented: bool
    tokens: list[tuple[str, bool]]


def is_zone(text: str) -> bool:
    """Whether a line looks like a TXT or CNAME record."""
    return _LIKELY.search(text) is not None


def read_zone(text: str) -> Iterator[Row | Problem]:
    """The key records; records of other names and types are passed over, they aren't keys."""
    origin, owner = "", ""
    records: dict[str, list[tuple[int, str]]] = {}
    aliases: dict[str, tuple[int, str]] = {}
    for entry in _entries(text):
        first, quoted = entry.tokens[0]
        if first.startswith("$") and not entry.indented and not quoted:
            if first.upper() == "$ORIGIN" and len(entry.tokens) > 1:
                origin = entry.tokens[1][0].strip(".").lower()
            continue
        rest = entry.tokens
        if not entry.indented:
            owner, rest = _absolute(first, origin), entry.tokens[1:]
        kind, data = _kind(rest)
        if kind == "TXT" and data:
            records.setdefault(owner, []).append((entry.line, "".join(value for value, _ in data)))
        elif kind == "CNAME" and data:
            aliases[owner] = (entry.line, _absolute(data[0][0], origin))
    yield from _rows(records)
    yield from _rows(_followed(aliases, records))


def _rows(records: dict[str, list[tuple[int, str]]]) -> Iterator[Row | Problem]:
    for owner, found in records.items():
        names = split_owner(owner)
        for line, record in found:
            if names is not None:
                yield Row(line, *names, record)
            elif "DKIM1" in record[:20].upper():
                yield Problem(line, f"{owner[:80]!r} isn't the name of a key: no .{MARK}. in it")


def _followed(
    aliases: dict[str, tuple[int, str]], records: dict[str, list[tuple[int, str]]]
) -> dict[str, list[tuple[int, str]]]:
    """The records that aliases lead to, under the names of the aliases."""
    found: dict[str, list[tuple[int, str]]] = {}
    for owner, (line, first) in aliases.items():
        target = first
        for _ in range(_MOST_ALIASES):
            if target in records:
                found[owner] = [(line, record) for _, record in records[target]]
                break
            target = aliases.get(target, (0, ""))[1]
    return found


def _entries(text: str) -> Iterator[_Entry]:
    line, depth, fresh = 1, 0, True
    entry = _Entry(1, indented=False, tokens=[])
    for token in _TOKEN.finditer(text):
        quoted, _, bracket, word, newline = token.groups()
        if newline and not depth:
            if entry.tokens:
                yield entry
            entry, fresh = _Entry(line + 1, indented=False, tokens=[]), True
        elif bracket:
            depth = depth + 1 if bracket == "(" else max(0, depth - 1)
        elif quoted is not None or word:
            if fresh and not entry.tokens:
                entry.indented = text[token.start() - 1 : token.start()] in {" ", "\t"}
                fresh = False
            entry.tokens.append((_ESCAPE.sub(_escaped, quoted if quoted is not None else word), quoted is not None))
        line += token[0].count("\n")
    if entry.tokens:
        yield entry


def _escaped(match: re.Match[str]) -> str:
    r"""What an escape stands for (RFC 1035 section 5.1): `\DDD` an octet in decimal, else the character itself."""
    value = match[1]
    return chr(int(value)) if len(value) > 1 and int(value) <= 0xFF else value  # noqa: PLR2004 - an octet


def _absolute(name: str, origin: str) -> str:
    name = name.lower()
    if name == "@":
        return origin
    return name[:-1] if name.endswith(".") else f"{name}.{origin}".strip(".")


def _kind(tokens: list[tuple[str, bool]]) -> tuple[str, list[tuple[str, bool]]]:
    """Type and data of an entry, past time to live and class in either order."""
    for index, (value, quoted) in enumerate(tokens[:3]):
        if quoted:
            break
        if value.upper() not in _CLASSES and not _TIME.fullmatch(value):
            return value.upper(), tokens[index + 1 :]
    return "", []
