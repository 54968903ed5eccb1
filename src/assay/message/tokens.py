"""Splits an address list into its elements and those into tokens (RFC 5322 section 3.4)."""

from __future__ import annotations

import re

from assay.message.comments import DEEPEST

_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.)*+")'
    r"|(?P<space>\s++)"
    r"|(?P<literal>\[[^\[\]\s]*+\])"
    r"|(?P<atom>(?:[^\s\"(),:;<>@\\\[\]]|\\.)++)"
    r"|(?P<special>.)",
    re.DOTALL,
)
_IN_COMMENT = re.compile(r"\\.|[()]", re.DOTALL)

Token = tuple[str, str]
"""Kind (`quoted`, `space`, `literal`, `atom`, `comment`, `special`) and text."""


def elements_of(text: str) -> list[list[Token]] | None:
    """Split at the commas outside of quotes, comments and angles; None where comments are nested too deep."""
    elements: list[list[Token]] = []
    current: list[Token] = []
    position, angle = 0, False
    while position < len(text):
        if text[position] == "(":
            end = _comment_end(text, position)
            if end is None:
                return None
            closed = text[end - 1] == ")" and end > position + 1
            current.append(("comment", text[position + 1 : end - 1]) if closed else ("special", text[position:end]))
            position = end
            continue
        match = _TOKEN.match(text, position)
        kind, word = ("special", text[position]) if match is None else (match.lastgroup or "", match[0])
        position += len(word)
        group = word == ":" and not any(found == "special" for found, _ in current)
        if kind == "special" and not angle and (word in ",;" or group):
            _close(current, elements, group=group)
            current = []
            continue
        if kind == "special" and word in "<>":
            angle = word == "<"
        current.append((kind, word))
    _close(current, elements, group=False)
    return elements


def _comment_end(text: str, position: int) -> int | None:
    """Where the comment that opens at an offset ends, else the end of the text; None where it's nested too deep."""
    depth = 0
    for match in _IN_COMMENT.finditer(text, position):
        word = match[0]
        if word == "(":
            depth += 1
            if depth > DEEPEST:
                return None
        elif word == ")":
            depth -= 1
            if not depth:
                return match.end()
    return len(text)


def _close(current: list[Token], elements: list[list[Token]], *, group: bool) -> None:
    if not group and any(kind not in {"space", "comment"} for kind, _ in current):
        elements.append(current)
