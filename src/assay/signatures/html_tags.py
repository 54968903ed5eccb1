"""Whether a text is HTML or only looks a little like it: what shows as HTML hides whatever stands in unknown tags."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})")
_HIDING = re.compile(
    r"<!--|<(?:style|script|title|template|noscript|head|textarea|select|object|svg)\b|\bhidden\b|"
    r"display\s*:\s*none|font-size\s*:\s*0|visibility\s*:|opacity\s*:",
    re.IGNORECASE,
)
"""What takes words out of sight."""
_CLOSED = 2
"""Closing tags from which on a text that is shown as it stands is the source of HTML."""


@functools.cache
def _known() -> frozenset[str]:
    text = resources.files(__package__).joinpath("html_tags.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["elements"].split())


def looks_like_html(text: str) -> bool:
    """Whether it has elements of HTML, and no word in angle brackets that isn't one.

    What starts with words may be plain text: then nothing of it may be hidden from who sees it as HTML.

    Names with a colon or a hyphen are those of Office and of custom elements, which programs write.
    """
    names = [name.lower() for _, name in _TAG.findall(text)]
    known = sum(name in _known() for name in names)
    if not text.lstrip("\ufeff \t\r\n").startswith("<") and _HIDING.search(text):
        return False
    return known > 0 and all(name in _known() or ":" in name or "-" in name for name in names)


def shows_source(text: str) -> bool:
    """Whether it would be the source of HTML that a reader sees: several elements are closed in it."""
    closed = [name.lower() for slash, name in _TAG.findall(text) if slash]
    return sum(name in _known() for name in closed) >= _CLOSED and "<" in text.lstrip()[:1]
