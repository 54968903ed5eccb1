"""Comments of structured header fields (RFC 5322 section 3.2.2), nested to a bound."""

from __future__ import annotations

import re

DEEPEST = 20
"""How deep comments may be nested; real ones are one deep, hostile ones thousands."""
_TOKEN = re.compile(r"[^()\\]++|\\.|[()\\]", re.DOTALL)


def without_comments(text: str) -> str | None:
    """The text without its comments; None where they are nested too deep or don't balance.

    Quoted strings aren't known here: for fields that hold none, such as Date.
    """
    if "(" not in text and ")" not in text:
        return text
    depth = 0
    kept: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word == "(":
            depth += 1
            if depth > DEEPEST:
                return None
        elif word == ")":
            depth -= 1
            if depth < 0:
                return None
            kept.append(" ")
        elif not depth:
            kept.append(word)
    return "".join(kept)
