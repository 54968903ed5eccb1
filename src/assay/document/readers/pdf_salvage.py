"""A PDF whose end is missing, and with it the table of its objects: an end that names the pages that are left."""

from __future__ import annotations

import itertools
import re

_PAGE = re.compile(rb"/Type[ \t\r\n]{0,9}/Page(?![A-Za-z])")
_NUMBER = re.compile(rb"(\d{1,8}) (\d{1,5}) $")
_BEFORE = 4_000
"""Bytes of a page's dictionary in front of its type."""
_FIRST_FREE = 8_388_000
"""Numbers of objects that are added: pdfium takes none past 8,388,608 (annex C of ISO 32000-1)."""


def with_end(data: bytes, most: int) -> bytes:
    """The file with a catalogue of its pages behind it; empty where no page stands in the clear.

    Args:
        data: the file, from its mark on.
        most: pages that are named.
    """
    found = (_object(data, match.start()) for match in itertools.islice(_PAGE.finditer(data), most))
    pages = list(filter(None, found))
    if not pages:
        return b""
    tree = b"%d 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (_FIRST_FREE, len(pages), b" ".join(pages))
    catalogue = b"%d 0 obj<</Type/Catalog/Pages %d 0 R>>endobj\n" % (_FIRST_FREE + 1, _FIRST_FREE)
    trailer = b"trailer<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (_FIRST_FREE + 1, _FIRST_FREE + 2)
    return data + b"\nendstream endobj\n" + tree + catalogue + trailer


def _object(data: bytes, at: int) -> bytes:
    """A reference to the object in which that place is; empty where its beginning isn't near."""
    start = data.rfind(b"obj", max(at - _BEFORE, 0), at)
    number = _NUMBER.search(data[max(start - 16, 0) : start]) if start >= 0 else None
    return b"%s %s R" % (number[1], number[2]) if number else b""
