"""Text that was added below a signed body: where to cut it, and whether it looks like a footer."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOOTERS = frozenset({"blank-lines", "list-footer", "footer", "appended-text"})
"""What `classify` says of text below the signed one."""
MAX_LINES = 50_000
"""Lines after each of which a cut is tried."""

_RULE = re.compile(rb"\s*(?:[_=*#~-]{3,}[^\S\n]*\r?\n|-- ?\r?\n|--\s*\r?\n|<hr\b|<br ?/?>\s*[_-]{5,})", re.IGNORECASE)
_LIST_WORDS = re.compile(
    rb"mailing list|unsubscribe|subscri|se d.{1,2}sabonner|d.{1,8}sinscri|liste de diffusion|listinfo|list archive|"
    rb"archives of|more majordomo|you received this message because",
    re.IGNORECASE,
)
_FOOTER_WORDS = re.compile(
    rb"virus|confidential|disclaimer|scanned|ce message et|ce courriel|this e-?mail|this message|envoy.{1,6} depuis|"
    rb"sent from",
    re.IGNORECASE,
)


def cut_points(canonical: bytes, algorithm: str, wanted: bytes) -> Iterator[int]:
    """Lengths of canonical prefixes that end with a line and have the wanted hash.

    The prefix is hashed on and on; empty lines are held back until a line with text follows, since a canonical body
    ends with none (RFC 6376 section 3.4.3). One pass, whatever the number of lines.
    """
    state = hashlib.new(algorithm, usedforsecurity=False)
    if state.digest() == wanted or hashlib.new(algorithm, b"\r\n", usedforsecurity=False).digest() == wanted:
        yield 0
    position = hashed = lines = 0
    while lines < MAX_LINES:
        end = canonical.find(b"\r\n", position)
        if end < 0:
            return
        lines += 1
        empty = end == position
        position = end + 2
        if empty:
            continue
        state.update(canonical[hashed:position])
        hashed = position
        if state.digest() == wanted:
            yield position


def classify(appended: bytes, *, is_list: bool) -> str:
    """What the appended bytes look like.

    Args:
        appended: the raw bytes below the signed ones.
        is_list: whether the message carries the headers of a mailing list (RFC 2369, RFC 2919).

    Returns:
        `blank-lines`, `list-footer`, `footer` or `appended-text`.
    """
    if not appended.strip():
        return "blank-lines"
    ruled = bool(_RULE.match(appended))
    if (ruled or is_list) and _LIST_WORDS.search(appended):
        return "list-footer"
    if ruled and is_list:
        return "list-footer"
    if ruled and _FOOTER_WORDS.search(appended):
        return "footer"
    return "appended-text"
