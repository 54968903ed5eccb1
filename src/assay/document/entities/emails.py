"""E-mail addresses (RFC 5322 section 3.4.1, RFC 6531), plain and defanged (`name[at]example[.]com`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.entities.reading import Found, Reading
from assay.document.entities.suffixes import HOST, host

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT = re.compile(r"@")
_WRITTEN_AT = re.compile(r"[ ]?[\[({](?:at|@|arobase)[\])}][ ]?")
_BACK = re.compile(r"[\w.!#$%&*+~^'-]{1,64}")
_EDGE = ".'!#$%&*^~-+"


def find(reading: Reading) -> Iterator[Found]:
    """Every address whose domain has a dot in it.

    Letters of the local part that are allowed and that nobody uses (`/`, `=`, `{`) end it, so that `to=a@b.fr` gives
    `a@b.fr`. The value is in lower case throughout.
    """
    lower = reading.lower
    places = [match.span() for match in _AT.finditer(lower)] if "@" in lower else []
    if reading.has("[at]", "(at)", "{at}", "[@]", "(@)", "arobase"):
        places = sorted([*places, *(match.span() for match in _WRITTEN_AT.finditer(lower))])
    done = 0
    for at, behind in places:
        if at < done:
            continue
        back = _BACK.match(lower[max(done, at - 64) : at][::-1])
        match = HOST.match(lower, behind)
        if back is None or match is None:
            continue
        local = back.group()[::-1].lstrip(_EDGE)
        start = at - len(local)
        written = match.group().rstrip("-_")
        name = host(written)
        if not local or not name or local.endswith(".") or ".." in local or lower[start - 1 : start] == "@":
            continue
        done = behind + len(written)
        yield Found("email", f"{local}@{name}", start, done)
