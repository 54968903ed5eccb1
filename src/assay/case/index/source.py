"""The evidence of a case as the index sees it: rows to index, and answers to what only the evidence knows."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from assay.case.index.build import Shard
from assay.case.index.document import Row
from assay.case.safe_text import escape
from assay.message.header_words import subjects
from assay.model.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assay.case.evidence import Evidence

_COLUMNS = (
    "sha256", "format", "message_id", "date", "from_text", "from_address", "to_text", "cc_text", "to_addresses",
    "subject", "attachments", "text", "headers",
)  # fmt: skip

_TAIL = 1 << 16


class Rows:
    """What the index is built from."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def shards(self) -> list[Shard]:
        """All shards of the take-in pass, each with its mark.

        The mark is of the content, so that a copy of the case has the same: the file's size and a digest of its end,
        where Parquet keeps the counts, bounds and places of all columns.
        """
        return [Shard(shard.id, _mark(shard.path)) for shard in self._evidence.shards()]

    def rows(self, shard: Shard) -> Iterator[Row]:
        """The messages and documents of one shard."""
        for entry in self._evidence.entries(shard=shard.id, columns=_COLUMNS):
            if entry.sha256 and entry.kind in {Kind.MESSAGE, Kind.DOCUMENT}:
                yield row(entry)


def _mark(path: Path) -> str:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        return f"{size}-{hashlib.sha256(file.read()).hexdigest()[:16]}"


def row(entry: Entry) -> Row:
    """What the index takes of one entry."""
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
    )


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
