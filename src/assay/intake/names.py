r"""Names of files and members as text that can be stored everywhere, and back to their octets.

A name is octets. Those that are UTF-8 stand for themselves; any other octet is written as `\xNN`. A backslash that a
name really has is written as `\x5c` where it would read as such an escape, so that two names never have one text, and
`actual` gives the octets back.
"""

from __future__ import annotations

import os
import re

_READS_AS_ESCAPE = re.compile(rb"\\(?=x[0-9a-f]{2})")
_ESCAPE = re.compile(r"\\x([0-9a-f]{2})")


def shown(name: str | bytes) -> str:
    r"""The text of a name, as it's stored and displayed.

    Args:
        name: octets, or a string as `os.fsdecode` gives it (octets that aren't UTF-8 as lone surrogates, PEP 383).

    Returns:
        Text without surrogates; untrusted. `caf\xe9.eml` is the file whose name has the octet E9.
    """
    if isinstance(name, str):
        if name.isascii() and "\\x" not in name:
            return name
        name = name.encode("utf-8", "surrogateescape" if _is_of_octets(name) else "surrogatepass")
    return _READS_AS_ESCAPE.sub(rb"\\x5c", name).decode("utf-8", "backslashreplace")


def actual(text: str) -> str:
    """The name that `shown` made a text of, as functions of the operating system take it (`os.fsdecode`)."""
    if "\\x" not in text:
        return text
    pieces = _ESCAPE.split(text)
    octets = [bytes([int(piece, 16)]) if at % 2 else piece.encode() for at, piece in enumerate(pieces)]
    return os.fsdecode(b"".join(octets))


def _is_of_octets(name: str) -> bool:
    """Whether every lone surrogate stands for an octet; those that archives bring along are none."""
    return not any("\ud800" <= sign <= "\udfff" and not "\udc80" <= sign <= "\udcff" for sign in name)
