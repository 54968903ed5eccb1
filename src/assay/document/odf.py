"""OpenDocument (ISO/IEC 26300-1 section 4.3): meta.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.elements import elements
from assay.document.gathered import iso

if TYPE_CHECKING:
    from assay.document.gathered import Gathered
    from assay.document.zip import Archive

MIMETYPE = b"application/vnd.oasis.opendocument."
_FACTS = {
    "initial-creator": "author",
    "creator": "modified_by",
    "generator": "application",
    "language": "language",
    "editing-cycles": "revision",
}
_TIMES = {"creation-date": "created", "date": "modified", "print-date": "printed"}


def read(archive: Archive, found: Gathered) -> None:
    """Says what the metadata of an OpenDocument file says. Its times have no zone."""
    for element in elements(archive.read(b"meta.xml")):
        name = element.path[-1]
        if name in _TIMES:
            found.time(_TIMES[name], iso(element.text))
        elif name in _FACTS:
            found.say(_FACTS[name], element.text)
        elif name == "template":
            found.say("template", element.attributes.get("title", ""))
