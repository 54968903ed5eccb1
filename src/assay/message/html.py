"""HTML to text for search: linear in its input, never rendered."""

from __future__ import annotations

import html
import re

LONGEST = 1_000_000
"""Characters of HTML that are read."""
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
_QUOTED_GREATER = re.compile(r"[^\"'>]*+(?:\"[^\"]*+\"[^\"'>]*+|'[^']*+'[^\"'>]*+)*+>")
_SKIPPED = frozenset({"script", "style", "title", "noscript", "template"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "o",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
        "ins",
        "del",
    ]
)
_SPACES = "\t\r\f\v\u00a0"


def html_text(source: str) -> str:
    """The text that HTML shows.

    Tags, comments, scripts and styles are dropped, entities resolved, blocks stand on lines of their own.

    Args:
        source: untrusted; its first million characters are read.
    """
    chunks = source[:LONGEST].split("<")
    pieces = [chunks[0]]
    until = ""
    for chunk in chunks[1:]:
        if until:
            until = _inside(chunk, until, pieces)
            continue
        match = _NAME.match(chunk)
        if match is None:
            until = _markup(chunk, pieces)
            continue
        end = chunk.find(">")
        if end < 0:
            until = ">"
            continue
        if '"' in chunk and chunk.count('"', 0, end) & 1:
            quoted = _QUOTED_GREATER.match(chunk)
            end = quoted.end() - 1 if quoted is not None else end
        name = match[1].lower()
        if name in _SKIPPED:
            if chunk[0] != "/" and chunk[end - 1] != "/":
                until = "/" + name
            continue
        if name not in _INLINE:
            pieces.append("\n")
        pieces.append(chunk[end + 1 :])
    return _tidy(html.unescape("".join(pieces)).replace("\r\n", "\n"))


def _tidy(text: str) -> str:
    """One space for each run of white space inside a line, none at the ends of lines, no blank lines."""
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    text = _single(text, " ").replace(" \n", "\n").replace("\n ", "\n")
    return _single(text, "\n").strip()


def _single(text: str, sign: str) -> str:
    """The text with one sign for each run of them; a long run takes a few passes."""
    while sign + sign in text:
        text = text.replace(sign + sign, sign)
    return text


def _markup(chunk: str, pieces: list[str]) -> str:
    """What isn't a tag: a comment, a declaration, or a plain less-than sign. Returns what has to end it."""
    if chunk.startswith("!--"):
        return _inside(chunk[3:], "-->", pieces)
    if chunk[:1] in {"!", "?", "/"}:
        return _inside(chunk, ">", pieces)
    pieces.append("<" + chunk)
    return ""


def _inside(chunk: str, until: str, pieces: list[str]) -> str:
    """Skip what is inside a comment, an open tag, a script or a style; keep what follows its end."""
    if until[0] == "/":
        if chunk[: len(until)].lower() != until:
            return until
        until = ">"
    found = chunk.find(until)
    if found < 0:
        return until
    pieces.append(chunk[found + len(until) :])
    return ""
