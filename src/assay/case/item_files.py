"""The files of one item, with what was read of them, and what of that OCR read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.pictures import FAILED, LEGIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.case.evidence import Evidence
    from assay.model.entry import Entry
    from assay.model.extracted import FileText

_ONE_OF = "list_contains(?::VARCHAR[], sha256)"


class OcrPage(msgspec.Struct, frozen=True):
    """A page whose text OCR read; `page` is 0 where there are none, and the text is untrusted."""

    page: int
    text: str


class Ocr(msgspec.Struct, frozen=True):
    """What OCR made of a file.

    Attributes:
        pages: those on which it read something.
        confidence: how sure it is of them, 0 to 100, on the average.
        reason: why there is nothing, or why pages failed; empty else. Untrusted.
        turned: which pages were turned by how many degrees to be read; empty for none.
    """

    pages: tuple[OcrPage, ...]
    confidence: int
    reason: str
    turned: str


class ItemFile(msgspec.Struct, frozen=True):
    """A file of an item; untrusted.

    Attributes:
        name, sha256, size, media: as the item has it.
        kind: as in `assay.model.extracted.Extracted`; empty where it wasn't read.
        state, reason: how reading it ended; empty where it wasn't read.
        words: how many words of its own it has.
        scanned: whether only OCR reads it.
        ocr: what OCR made of it; None where it hasn't looked at it.
    """

    name: str
    sha256: str
    size: int
    media: str
    kind: str
    state: str
    reason: str
    words: int
    scanned: bool
    ocr: Ocr | None


def item_files(evidence: Evidence, entry: Entry) -> tuple[ItemFile, ...]:
    """The files that an item carries, or the one that it is.

    Args:
        evidence: of the case.
        entry: the item's row, with its traits.
    """
    carried = entry.traits.files if entry.traits is not None else ()
    wanted = [[one.sha256 for one in carried]]
    if not carried:
        return ()
    texts = {one.sha256: one for one in evidence.texts(_ONE_OF, wanted)}
    ocr: dict[str, list[FileText]] = {}
    for one in evidence.ocr(_ONE_OF, wanted):
        ocr.setdefault(one.sha256, []).append(one)
    found = []
    for file in carried:
        text = texts.get(file.sha256)
        content = text.content if text else None
        found.append(
            ItemFile(
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                media=content.media if content else file.media,
                kind=content.kind if content else "",
                state=content.state.value if content else "",
                reason=content.reason if content else "",
                words=int(content.facts.get("words", "0")) if content else 0,
                scanned=content.scanned if content else False,
                ocr=_ocr(ocr[file.sha256]) if file.sha256 in ocr else None,
            )
        )
    return tuple(found)


def _ocr(read: Sequence[FileText]) -> Ocr:
    facts = [one.content.facts for one in read]
    pages = sorted((page.number, page.text) for one in read for page in one.content.pages)
    sure = [(int(one["confidence"]), int(one[LEGIBLE])) for one in facts if "confidence" in one]
    failed = [one[FAILED] for one in facts if FAILED in one]
    nothing = [] if pages else [one.content.reason for one in read]
    return Ocr(
        pages=tuple(OcrPage(number, text) for number, text in pages),
        confidence=round(sum(one * count for one, count in sure) / sum(count for _, count in sure)) if sure else 0,
        reason=next(iter((*failed, *nothing)), ""),
        turned=", ".join(one["turned"] for one in facts if "turned" in one),
    )
