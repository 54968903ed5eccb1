"""The evidence of a case as the index sees it: rows to index, and answers to what only the evidence knows."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from assay.case import cells
from assay.case.columns import FILES
from assay.case.evidence import EXTRACT, OCR, OWN, TAKE_IN
from assay.case.index.build import Shard
from assay.case.index.document import Row
from assay.case.ocr_texts import with_ocr
from assay.case.safe_text import escape
from assay.document.ocr import LABEL
from assay.message.header_words import subjects
from assay.model.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assay.case.evidence import Evidence
    from assay.model.extracted import FileText

OCR_SHARD = f"{OCR}:"
"""How the names of shards of OCR begin among those of texts."""
_COLUMNS = (
    "sha256", "format", "message_id", "date", "from_text", "from_address", "to_text", "cc_text", "to_addresses",
    "subject", "attachments", "text", "headers", FILES,
)  # fmt: skip
_TAIL = 1 << 16
_KEPT = 8
"""Shards of texts that are kept in memory: files of one shard mostly stand in few of them."""
_MOST_ENTITIES = 2_000


class FilePage(NamedTuple):
    """A page of a file.

    Attributes:
        file: its name; untrusted.
        number: of the page; 0 where it has none.
        text: untrusted.
        ocr: whether it was read out of a picture.
    """

    file: str
    number: int
    text: str
    ocr: bool


class Rows:
    """What the index is built from."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._texts: dict[str, dict[str, list[FileText]]] = {}
        self._newest: dict[bytes, str] | None = None
        self._ocr: dict[str, list[str]] = {}

    def shards(self) -> list[Shard]:
        """All shards of the take-in pass, each with its mark.

        The mark is of the content, so that a copy of the case has the same: the file's size and a digest of its end,
        where Parquet keeps the counts, bounds and places of all columns.
        """
        return [Shard(shard, _mark(self._evidence.path(TAKE_IN, shard))) for shard in self._evidence.names(TAKE_IN)]

    def text_shards(self) -> list[str]:
        """All shards of what was read of files, and by OCR."""
        return [*self._evidence.names(EXTRACT), *(OCR_SHARD + name for name in self._evidence.names(OCR))]

    def carrying(self, texts: set[str]) -> set[str]:
        """The shards that have an item whose files, or whose own words, stand in one of these."""
        own = {name.removeprefix(OWN) for name in texts if name.startswith(OWN)}
        where = {sha256 for name in texts if not name.startswith(OWN) for sha256 in self._in(name)}
        return own | {
            shard
            for shard in self._evidence.names(TAKE_IN)
            if shard not in own and any(where.intersection(files) for files in self._files(shard))
        }

    def rows(self, shard: Shard) -> Iterator[Row]:
        """The messages and documents of one shard."""
        own = self._in(OWN + shard.id)
        if self._newest is None:
            self._newest, self._ocr = cells.newest(self._evidence), self._evidence.newest_ocr()
        for entry in self._evidence.entries(shard=shard.id, columns=_COLUMNS):
            if entry.sha256 and entry.kind in {Kind.MESSAGE, Kind.DOCUMENT}:
                texts = [text for sha256 in _files(entry) if (text := self._text(sha256)) is not None]
                yield row(entry, next(iter(own.get(entry.sha256, ())), None), texts)

    def pages(self, items: Sequence[str]) -> dict[str, list[FilePage]]:
        """Name, page number and text of each page of the files of these items."""
        where = "list_contains(?::VARCHAR[], sha256)"
        carried = {
            entry.sha256: entry.traits.files
            for entry in self._evidence.entries(columns=("sha256", FILES), where=where, params=[list(items)])
            if entry.traits is not None
        }
        wanted = sorted({file.sha256 for files in carried.values() for file in files})
        read = {one.sha256: one.content for one in self._evidence.texts(where, [wanted])} if wanted else {}
        return {
            item: [
                FilePage(file.name, page.number, page.text, page.label == LABEL)
                for file in files
                if file.sha256 in read
                for page in read[file.sha256].pages
            ]
            for item, files in carried.items()
        }

    def _files(self, shard: str) -> list[tuple[str, ...]]:
        """The files of each item of a shard."""
        return [_files(entry) for entry in self._evidence.entries(shard=shard, columns=(FILES,))]

    def _text(self, sha256: str) -> FileText | None:
        """What was read of a file, by OCR too; None where nothing was."""
        shard = (self._newest or {}).get(bytes.fromhex(sha256))
        if shard is None:
            return None
        read = [one for name in self._ocr.get(sha256, ()) for one in self._in(OCR_SHARD + name)[sha256]]
        return with_ocr(self._in(shard)[sha256][0], read)

    def _in(self, shard: str) -> dict[str, list[FileText]]:
        """What one shard has read, by SHA-256; empty where there is no such shard."""
        if shard not in self._texts:
            while len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            found: dict[str, list[FileText]] = {}
            name = shard.removeprefix(OCR_SHARD)
            for one in self._evidence.texts_of(name, EXTRACT if name == shard else OCR):
                found.setdefault(one.sha256, []).append(one)
            self._texts[shard] = found
        return self._texts[shard]


def row(entry: Entry, own: FileText | None = None, files: Sequence[FileText] = ()) -> Row:
    """What the index takes of one entry.

    Args:
        entry: the entry.
        own: what was found in its own words.
        files: what was read of its files; of a document it's its only one.
    """
    texts = [one for one in (own, *files) if one is not None]
    return Row(
        item=entry.sha256,
        kind=entry.kind.value,
        path=str(entry.place),
        format=entry.format,
        message_id=entry.message_id,
        date=entry.date,
        sender_text=entry.from_text,
        sender=entry.from_address,
        recipients=" ".join((entry.to_text, entry.cc_text, *entry.to_addresses)),
        subject="\n".join(dict.fromkeys((entry.subject, *subjects(entry.headers)))),
        headers=entry.headers,
        filenames=entry.attachments,
        text=entry.text,
        file_text="\n\n".join(one.content.text for one in files),
        languages=tuple(dict.fromkeys(one.language for one in texts if one.language)),
        types=tuple(dict.fromkeys(one.content.kind for one in files if one.content.kind)),
        entities=tuple((one.kind, one.value) for text in texts for one in text.entities)[:_MOST_ENTITIES],
    )


def _files(entry: Entry) -> tuple[str, ...]:
    """The files that an item carries, each once."""
    return () if entry.traits is None else tuple(dict.fromkeys(file.sha256 for file in entry.traits.files))


def _mark(path: Path) -> str:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        return f"{size}-{hashlib.sha256(file.read()).hexdigest()[:16]}"


class Answers:
    """What a query asks that stands in the evidence, not in the index."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def with_verdict(self, verdict: str) -> Sequence[str]:
        """The items that have this verdict now."""
        return self._column("SELECT item FROM verdicts WHERE verdict = ?", verdict)

    def inside(self, path: str) -> Sequence[str]:
        """The items one of whose places has this in its path, whatever its case."""
        return self._column("SELECT DISTINCT sha256 FROM places WHERE contains(lower(path), lower(?))", path)

    def starting(self, digest: str) -> Sequence[str]:
        """The items whose SHA-256 starts so."""
        return self._column("SELECT DISTINCT sha256 FROM places WHERE starts_with(sha256, ?)", digest)

    def _column(self, query: str, value: str) -> list[str]:
        return [row[0] for row in self._evidence.sql(query, [escape(value)])]
