"""Text out of a dump, made safe to look at: what a screen would obey or hide is written out."""

from __future__ import annotations

import re

_ACTIVE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1: terminals obey them
    r"\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible and bidirectional
    r"\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, tags
)
_BREAKS = re.compile(r"[\t\n]")


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFF:  # noqa: PLR2004 - the last character of Latin-1
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last of the basic plane


def untrusted(text: str) -> str:
    r"""One line that is safe on a terminal and in a page (which escapes its markup besides).

    Control characters (ECMA-48 C0 and C1, so no escape sequence survives), characters that reorder text (Unicode
    Standard Annex 9), invisible ones and lone surrogates are written as `\x1b`, `\u202e` and so on; tab and line
    feed too.
    """
    return _BREAKS.sub(_written_out, _ACTIVE.sub(_written_out, text))


def untrusted_block(text: str) -> str:
    """Several lines, safe in the same way: tab and line feed stay, CR LF becomes LF."""
    return _ACTIVE.sub(_written_out, text.replace("\r\n", "\n"))
