"""The lines of a text with the depth at which each is quoted: by `>` in plain text, by blockquotes in HTML."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from assay.message.html import html_text

MOST = 20_000
"""Lines read of one text."""
DEEPEST = 12
_PREFIX = re.compile(r"[ \t]{0,3}>(?:[ \t]?>)*[ \t]?")
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^>]{0,2000}>", re.IGNORECASE)
_QUOTED = (
    *("<blockquote", "gmail_quote", "gmail_extra", "yahoo_quoted", "divrplyfwdmsg", "appendonsend", "moz-cite-prefix"),
    *("border-top:solid", "border-top: solid"),
)
_IN, _OUT = "\x0e", "\x0f"
_MARKS = {ord(_IN): None, ord(_OUT): None}
_FULL = 60
"""Characters from which on a quoted line may have been broken by a program that knew nothing of quoting."""
_REST = 30
"""Characters that what it broke off has at most."""


class Run(NamedTuple):
    """Lines one after another at one depth; blank ones belong to what is above them."""

    depth: int
    lines: list[str]


def plain_runs(text: str, *, joined: bool = False) -> list[Run]:
    """The runs of a plain text.

    Args:
        text: untrusted.
        joined: whether soft line breaks leave no space behind (format=flowed with delsp=yes, RFC 3676 section 4).
    """
    runs: list[Run] = []
    depth = 0
    current: list[str] = []
    lines = text.split("\n", MOST)[:MOST]
    if ">" not in text:
        return _joined([Run(0, lines)], joined=joined)
    for line in lines:
        here = 0
        shown = line
        if ">" in line[:4] and (match := _PREFIX.match(line)) is not None and not _escaped_from(line, depth):
            here = min(match[0].count(">"), DEEPEST)
            shown = line[match.end() :]
        elif not line or line.isspace():
            current.append("")
            continue
        if here != depth:
            if current:
                runs.append(Run(depth, current))
            depth, current = here, []
        current.append(shown)
    runs.append(Run(depth, current))
    return _mended(_joined(runs, joined=joined))


def _joined(runs: list[Run], *, joined: bool) -> list[Run]:
    if not joined:
        return runs
    return [Run(run.depth, "\n".join(run.lines).replace(" \n", "").split("\n")) for run in runs]


def _escaped_from(line: str, depth: int) -> bool:
    """Whether the `>` was put there by an mbox, which escapes lines that begin with From."""
    return depth == 0 and line.startswith(">From ")


def _mended(runs: list[Run]) -> list[Run]:
    """Gives a quoted line back the end that was broken off and lost its `>`."""
    if len(runs) < 3:  # noqa: PLR2004 - before, between, behind
        return runs
    found = runs[:1]
    for number, (run, following) in enumerate(pairwise([*runs, Run(0, [])])):
        if number == 0:
            continue
        before = found[-1]
        broken = (
            run.depth < before.depth == following.depth
            and len(run.lines) == 1
            and len(run.lines[0]) <= _REST
            and len(before.lines[-1]) >= _FULL
        )
        if broken or run.depth == before.depth:
            found[-1] = Run(before.depth, [*before.lines, *run.lines])
        else:
            found.append(run)
    return found


def html_head(source: str) -> str:
    """HTML up to where the first quotation begins."""
    low = source.lower()
    found = min((place for mark in _QUOTED if (place := low.find(mark)) >= 0), default=-1)
    return source if found < 0 else source[: max(0, low.rfind("<", 0, found + 1))]


def html_runs(source: str) -> list[Run]:
    """The runs of the text that HTML shows.

    Args:
        source: untrusted.
    """
    if _IN in source or _OUT in source:
        source = source.translate(_MARKS)
    marked = (
        _BLOCKQUOTE.sub(lambda match: f"<p>{_OUT if match[1] else _IN}<p>", source)
        if "lockquote" in source.lower()
        else source
    )
    runs: list[Run] = []
    depth = 0
    current: list[str] = []
    for line in html_text(marked).split("\n", MOST)[:MOST]:
        if line[:1] not in {_IN, _OUT}:
            current.append(line)
            continue
        if current:
            runs.append(Run(min(depth, DEEPEST), current))
            current = []
        depth = max(0, depth + (1 if line[0] == _IN else -1))
    runs.append(Run(min(depth, DEEPEST), current))
    return runs
