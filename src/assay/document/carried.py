"""The files that a mail carries, or the file that a loose document is, as traits."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assay.document.metadata import metadata
from assay.message.display import escape_name
from assay.model.place import Span
from assay.model.traits import Carried

if TYPE_CHECKING:
    from assay.message.structure import Part

MOST_FILES = 100
MOST_BYTES = 128 << 20
"""Decoded bytes of one mail that are looked into."""
_LONGEST_NAME = 255
SIGNATURES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
    }
)
"""Parts that programs show as files and that belong to one mail alone."""


class Carrier:
    """Collects the files of a message while its parts are decoded, those inside of forwarded messages included.

    Attributes:
        files: those seen so far.
    """

    def __init__(self) -> None:
        self.files: list[Carried] = []
        self._left = MOST_BYTES

    def see(self, part: Part, data: bytes) -> None:
        """Looks at a part without parts of its own and its decoded bytes. Never raises."""
        if not part.is_attachment or part.content_type.media in SIGNATURES:
            return
        self._left -= len(data)
        if data and self._left >= 0 and len(self.files) < MOST_FILES:
            self.files.append(_file(part, data))


def loose(data: bytes, size: int, name: str, media: str, sha256: str) -> Carried:
    """A loose document as a file that carries itself.

    Args:
        data: its bytes, or empty where it's too large to be looked into.
        size: how many it has.
        name: its file name inside the dump.
        media: its sniffed media type.
        sha256: of all its bytes, hex.
    """
    known = metadata(data)
    shown, span = escape_name(name[:_LONGEST_NAME]), Span(0, size)
    return Carried("", shown, media, sha256, size, known.kind, known.facts, known.times, span)


def _file(part: Part, data: bytes) -> Carried:
    known = metadata(data)
    digest = hashlib.sha256(data).hexdigest()
    name, media = escape_name((part.filename or "")[:_LONGEST_NAME]), part.content_type.media[:_LONGEST_NAME]
    facts, times = known.facts, known.times
    return Carried(part.number, name, media, digest, len(data), known.kind, facts, times, part.body_span)
