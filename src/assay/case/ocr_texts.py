"""What OCR read of a file beside what the file itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.extracted import Entity, FileText


def with_ocr(one: FileText, read: Sequence[FileText]) -> FileText:
    """A file with the pages that OCR read among its own, labelled as they are, and what is named on them.

    Args:
        one: what the file itself says; its prints stay as they are.
        read: what OCR read of it; of a page that was read twice the newer version counts.
    """
    pages = {page.number: page for part in sorted(read, key=_version) for page in part.content.pages}
    joined = sorted((*one.content.pages, *pages.values()), key=lambda page: page.number)
    languages = (one.language, *(part.language for part in read))
    return msgspec.structs.replace(
        one,
        content=msgspec.structs.replace(one.content, pages=tuple(joined)),
        language=next((name for name in languages if name), ""),
        entities=_joined([one.entities, *(part.entities for part in read)]),
    )


def _version(read: FileText) -> int:
    return read.content.version


def _joined(lists: Sequence[Sequence[Entity]]) -> tuple[Entity, ...]:
    """Each thing that is named, once, where it stands first, with all the times it stands there."""
    found: dict[tuple[str, str], Entity] = {}
    for entity in (entity for entities in lists for entity in entities):
        key = (entity.kind, entity.value)
        before = found.get(key)
        count = entity.count + (before.count if before else 0)
        found[key] = msgspec.structs.replace(before or entity, count=count)
    return tuple(found.values())
