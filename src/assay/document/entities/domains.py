"""Domain names (RFC 1034, RFC 1123) below a public suffix: those that stand alone, and those of addresses and URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assay.document.entities.reading import Found, Reading
from assay.document.entities.suffixes import public

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(reading: Reading) -> Iterator[Found]:
    """Every domain name that stands alone, defanged ones (`example[.]com`) too."""
    for name, start, end, sure in reading.bare:
        if sure:
            yield Found("domain", name, start, end)


def domain_of(found: Found) -> str:
    """The domain name in an e-mail address or a URL; empty where there is none below a public suffix."""
    if found.kind == "email":
        name = found.value.rpartition("@")[2]
    elif found.kind == "url":
        try:
            name = urlsplit(found.value).hostname or ""
        except ValueError:
            return ""
    else:
        return ""
    return name if public(name) else ""
