"""Header fields of messages that get signed: splitting, picking the instances that h= names, laying tags out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLD = "\r\n        "
"""Between two lines of a signature's field."""
LINE_WIDTH = 76
_FIELD = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)")


def split_fields(raw: bytes) -> tuple[list[bytes], bytes]:
    """Split a message at its first empty line.

    Returns:
        the raw header fields with their line ends, from the top, and the body.
    """
    fields: list[bytes] = []
    position = 0
    while position < len(raw):
        end = raw.find(b"\n", position) + 1 or len(raw)
        if raw[position:end] in {b"\n", b"\r\n"}:
            return fields, raw[end:]
        match = _FIELD.match(raw, position)
        position = match.end() if match else len(raw)
        fields.append(raw[end if match is None else match.start() : position])
    return fields, b""


def name_of(field: bytes) -> str:
    """Return a field's name in lower case."""
    return field.partition(b":")[0].strip().decode("latin-1").lower()


def present(fields: list[bytes], names: Sequence[str]) -> list[str]:
    """Return the mentions that find an instance; further mentions than instances are left out."""
    left = [name_of(field) for field in fields]
    present = []
    for name in names:
        if name.lower() in left:
            left.remove(name.lower())
            present.append(name)
    return present


def extra(fields: list[bytes], names: Sequence[str], over_sign: Sequence[str]) -> list[str]:
    """Return the mentions that cover all instances of the over-signed names and one more."""
    have = [name_of(field) for field in fields]
    mentioned = [name.lower() for name in present(fields, names)]
    missing = [have.count(name.lower()) - mentioned.count(name.lower()) + 1 for name in over_sign]
    return [name for name, count in zip(over_sign, missing, strict=True) for _ in range(count)]


def select(fields: list[bytes], names: Sequence[str]) -> list[bytes]:
    """Pick the instances that h= names, from the bottom up (RFC 6376 section 5.4.2)."""
    stacks: dict[str, list[bytes]] = {}
    for field in fields:
        stacks.setdefault(name_of(field), []).append(field)
    return [stack.pop() for name in names if (stack := stacks.get(name.lower()))]


def arc_set(fields: list[bytes], instance: int) -> list[bytes]:
    """Return one ARC set in the order of RFC 8617 section 5.1.1: results, message signature, seal."""
    found = []
    for name in ("arc-authentication-results", "arc-message-signature", "arc-seal"):
        for field in fields:
            tag = re.match(rb"[^:]+:\s*(?:[^;]*;\s*)*?i\s*=\s*(\d+)", field)
            if name_of(field) == name and tag and int(tag[1]) == instance:
                found.append(field)
    return found


def lay_out(name: str, tags: Sequence[tuple[str, str]]) -> str:
    """Return a tag list as mailers write it, folded, with an empty b= at the end (RFC 6376 section 3.2)."""
    lines = [f"{name}:"]
    for tag, value in [*tags, ("b", "")]:
        pieces = _chunks(f"{tag}={value};", ":") if tag == "h" else [f"{tag}={value};" if tag != "b" else "b="]
        if len(lines[-1]) + len(pieces[0]) >= LINE_WIDTH or tag == "b":
            lines.append("")
        lines[-1] += f" {pieces[0]}" if lines[-1] else pieces[0]
        lines += pieces[1:]
    return FOLD.join(lines)


def _chunks(value: str, separator: str) -> list[str]:
    """Cut a list into lines of a header's width; the separator ends a line."""
    lines = [""]
    for piece in re.findall(f"[^{separator}]*{separator}?", value):
        if lines[-1] and len(lines[-1]) + len(piece) >= LINE_WIDTH - len(FOLD):
            lines.append("")
        lines[-1] += piece
    return lines
