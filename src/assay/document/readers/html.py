"""HTML: what it shows, its title, and what it hides."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from assay.document.readers.text import decoded
from assay.message.charsets import decode_named
from assay.message.html import LONGEST, html_text

if TYPE_CHECKING:
    from assay.document.draft import Draft

_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,2000})", re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]{1,500}", re.IGNORECASE)
_NAME = re.compile(r"\bname\s{0,9}=\s{0,9}[\"']?(author|generator|description|keywords)\b", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s{0,9}=\s{0,9}(?:\"([^\"]{1,500})|'([^']{1,500}))", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(\w{1,20})\b[^>]{0,400}?(?:\bhidden\b(?!\s*-)|display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden"
    r"|font-size\s{0,9}:\s{0,9}0(?![.\d]*[1-9])|opacity\s{0,9}:\s{0,9}0(?![.\d]))[^>]{0,400}>",
    re.IGNORECASE,
)
_FACTS = {"author": "author", "generator": "application", "description": "description", "keywords": "keywords"}
_HEAD = 64 * 1024
_MOST_HIDDEN, _LONGEST_HIDDEN = 200, 20_000


def read(data: bytes, draft: Draft) -> None:
    """Reads a page. A charset in it counts before a guess (the HTML standard, section 13.2.3.2)."""
    source = _decoded(data, draft)
    if len(source) > LONGEST:
        draft.cut = True
    title = _TITLE.search(source[:_HEAD])
    if title:
        draft.found.say("title", html.unescape(title[1]))
    for meta in _META.findall(source[:_HEAD]):
        name, content = _NAME.search(meta), _CONTENT.search(meta)
        if name and content:
            draft.found.say(_FACTS[name[1].lower()], html.unescape(content[1] or content[2]))
    draft.page(0, "", html_text(source))
    hidden = [_hidden(source, match) for match in _first(source)]
    draft.found.say("hidden", " … ".join(filter(None, hidden)))


def _first(source: str) -> list[re.Match[str]]:
    found = []
    for match in _HIDDEN.finditer(source[:LONGEST]):
        found.append(match)
        if len(found) >= _MOST_HIDDEN:
            break
    return found


def _hidden(source: str, match: re.Match[str]) -> str:
    """The text up to the end of the element that hides it; inner elements of the same name end it sooner."""
    end = source.lower().find(f"</{match[1].lower()}", match.end(), match.end() + _LONGEST_HIDDEN)
    return html_text(source[match.end() : end if end >= 0 else match.end()])


def _decoded(data: bytes, draft: Draft) -> str:
    named = _CHARSET.search(data[:4_096])
    if named is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decoded(data, draft)
    text = decode_named(data, named[1].decode("ascii", "replace"))
    draft.found.say("charset", text.charset)
    if text.fallback:
        draft.found.say("charset_guessed", "yes")
    return text.text
