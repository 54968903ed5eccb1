"""The pass that reads text in pictures, in a worker: pages to words, with language, entities and prints.

A picture that hangs the program, eats memory or crashes the worker fails alone: the shard is run again without it, and
its row says how it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.case.evidence import OCR
from assay.case.pictures import FAILED, LEGIBLE
from assay.document.entities import entities
from assay.document.language import language
from assay.document.ocr import LABEL, PageRead, available, read_pages
from assay.document.page_numbers import SCANNED_PAGES, page_ranges
from assay.document.prints import cleaned, prints
from assay.engine.entries import Poison
from assay.engine.extract import Wanted
from assay.engine.reader import Files
from assay.model.errors import OriginalChanged
from assay.model.extracted import Extracted, FileText, Page, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.engine.interface import Beat

FUNCTION = "assay.engine.ocr:run"
VERSION = 1
"""Version of this pass: raising it reads all pictures again."""
META_READ, META_LANGUAGES, META_PAGES = "read", "languages", "pages"


class Scan(msgspec.Struct, frozen=True):
    """Some pages of a file.

    Attributes:
        file: the file, and where its bytes are.
        kind: as in `assay.model.extracted.Extracted`.
        pages: their numbers; 0 alone for a picture that has no pages.
    """

    file: Wanted
    kind: str
    pages: tuple[int, ...]

    @property
    def id(self) -> str:
        """Names it."""
        return f"{self.file.sha256} {page_ranges(self.pages)}"


class Ocr(msgspec.Struct, frozen=True):
    """The payload of a task of this pass.

    Attributes:
        case: the case folder.
        shard: the shard's name.
        scans: what is read, that of one item next to each other.
        poison: what killed a worker before, by `Scan.id`: it isn't touched.
    """

    case: str
    shard: str
    scans: tuple[Scan, ...]
    poison: dict[str, Poison] = msgspec.field(default_factory=dict)


def run(payload: bytes, beat: Beat) -> bytes:
    """Reads the pages of one shard and writes what is on them.

    Args:
        payload: an `Ocr`, MessagePack.
        beat: told of every page.

    Returns:
        Why some pages are left for another run, in words, MessagePack: the program or originals aren't there.
    """
    task = msgspec.msgpack.decode(payload, type=Ocr)
    if not available():
        return msgspec.msgpack.encode(["tesseract isn't installed on a machine that works on this"])
    left: list[str] = []
    with Case.join(task.case) as case:
        rows = list(_rows(Files(case), task, beat, left))
        if rows:
            meta = {
                META_READ: VERSION,
                META_LANGUAGES: available(),
                META_PAGES: [(row.sha256, row.content.facts[SCANNED_PAGES]) for row in rows],
            }
            case.evidence.write_texts(task.shard, rows, meta, OCR)
    return msgspec.msgpack.encode(left)


def _rows(files: Files, task: Ocr, beat: Beat, left: list[str]) -> Iterator[FileText]:
    done = 0
    for scan in task.scans:
        beat(scan.id, done, 0)
        poison = task.poison.get(scan.id)
        try:
            if poison is not None:
                found = [PageRead(scan.pages[0], state=State(poison.state), reason=poison.reason)]
            else:
                data = files.read(scan.file.stored, scan.file.item, scan.file.part)
                found = []
                for page in read_pages(data, scan.kind, tuple(filter(None, scan.pages))):
                    found.append(page)
                    beat(scan.id, done + len(found), 0)
            yield row(scan, found)
        except (OriginalChanged, OSError) as error:
            left.append(str(error))
        done += len(scan.pages)
    beat("", done, 0)


def row(scan: Scan, found: Sequence[PageRead]) -> FileText:
    """What is kept of some pages of a file.

    Args:
        scan: the pages.
        found: what was read on them.
    """
    legible = [one for one in found if one.text]
    failed = [one for one in found if one.state not in {State.READ, State.ILLEGIBLE}]
    facts = {SCANNED_PAGES: page_ranges(filter(None, scan.pages)), LEGIBLE: str(len(legible))}
    facts["languages"] = "+".join(available())
    if legible:
        facts["confidence"] = f"{sum(one.confidence for one in legible) / len(legible):.0f}"
    if failed:
        where = f"page {failed[0].number}: " if failed[0].number else ""
        facts[FAILED] = f"{where}{failed[0].reason}"
    if turned := [one for one in found if one.turned]:
        facts["turned"] = ", ".join(f"{one.number}: {one.turned}" if one.number else f"{one.turned}" for one in turned)
    pages = tuple(Page(one.number, LABEL, one.text) for one in legible)
    ended = next(iter((*legible, *failed)), PageRead(0, state=State.ILLEGIBLE, reason="nothing legible"))
    content = Extracted(
        kind=scan.kind, media=scan.file.media, state=ended.state, reason=ended.reason, pages=pages, facts=facts,
        version=VERSION,
    )  # fmt: skip
    return FileText(
        sha256=scan.file.sha256,
        item=scan.file.item,
        part=scan.file.part,
        name=scan.file.name,
        size=scan.file.size,
        content=content,
        language=language(content.text),
        entities=entities(pages),
        prints=prints(cleaned(content.text)),
    )
