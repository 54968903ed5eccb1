"""What a file says of where a record came from, as a provenance.

A file proves nothing by itself: what it lists was *supplied*, unless the row names a publication (the DNS, a capture
or archive of it). A row that says its key was recovered from signatures is supplied, whatever else it says.
"""

from __future__ import annotations

import re
from typing import Final

from assay.model.key import Origin, Provenance

_NOT_PUBLISHED: Final = re.compile(
    r"\b(recover\w*|gcd|derived|computed|factor\w*|reverse\w*|un-?published|(not|never)\s+(been\s+)?published|guess\w*)\b",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(r"\b(published|dns|dig|zone|txt record|nslookup|resolver)\b", re.IGNORECASE)
_LONGEST: Final = 500


def says_unpublished(text: str) -> bool:
    """Whether the text says that a key was computed rather than seen."""
    return _NOT_PUBLISHED.search(text) is not None


def row_provenance(text: str, seen: str, name: str) -> Provenance:
    """The provenance of a row.

    Args:
        text: what the row says; empty where it says nothing.
        seen: date or period it gives.
        name: the file, without folders.
    """
    text = " ".join(text.split())[:_LONGEST]
    if not text:
        return Provenance(Origin.SUPPLIED, f"file {name}", seen)
    published = _PUBLISHED.search(text) and not says_unpublished(text)
    return Provenance(Origin.PUBLISHED if published else Origin.SUPPLIED, f"{text}, listed in file {name}", seen)
