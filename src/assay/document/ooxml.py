"""Office Open XML (ECMA-376): the core and extended properties, and the language of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.document.elements import elements
from assay.document.gathered import iso

if TYPE_CHECKING:
    from assay.document.gathered import Gathered
    from assay.document.zip import Archive

TYPES = b"[Content_Types].xml"
_CORE = {"creator": "author", "lastModifiedBy": "modified_by", "language": "language", "revision": "revision"}
_TIMES = {"created": "created", "modified": "modified", "lastPrinted": "printed"}
_APP = {"Application": "application", "AppVersion": "version", "Template": "template", "Company": "company"}
_LANGUAGE = re.compile(rb'<w:(?:themeFontLang|lang)\b[^>]{0,200}?\bw:val="([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})"')


def read(archive: Archive, found: Gathered) -> None:
    """Says what the properties of an office document say.

    The word for `worksheets` or `title` in HeadingPairs is in the language of the Office that saved it, whatever the
    language of the text.
    """
    for element in elements(archive.read(b"docProps/core.xml")):
        name = element.path[-1]
        if name in _TIMES:
            found.time(_TIMES[name], iso(element.text))
        elif name in _CORE:
            found.say(_CORE[name], element.text)
    for element in elements(archive.read(b"docProps/app.xml")):
        name = element.path[-1]
        if name in _APP:
            found.say(_APP[name], element.text)
        elif name == "lpstr" and "HeadingPairs" in element.path:
            found.say("interface", element.text)
    language = _LANGUAGE.search(archive.read(b"word/settings.xml", 64 * 1024))
    if language:
        found.say("language", language[1].decode("ascii"))
