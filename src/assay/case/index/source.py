"""The evidence of a case as the index sees it: rows to index, and answers to what only the evidence knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case.index.build import Shard
from assay.case.index.document import Row
from assay.case.safe_text import escape
from assay.message.header_words import subjects
from assay.model.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.case.evidence import Evidence

_COLUMNS = (
    "sha256", "format", "message_id", "date", "from_text", "from_address", "to_text", "cc_text", "to_addresses",
    "subject", "attachments", "text", "headers",
)  # fmt: skip


class Rows:
    """What the index is built from."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def shards(self) -> list[Shard]:
        """All shards of the take-in pass; the mark of one is its file's size and time of change."""
        found = []
        for shard in self._evidence.shards():
            facts = shard.path.stat()
            found.append(Shard(shard.id, f"{facts.st_size}-{facts.st_mtime_ns}"))
        return found

    def rows(self, shard: Shard) -> Iterator[Row]:
        """The messages and documents of one shard."""
        for entry in self._evidence.entries(shard=shard.id, columns=_COLUMNS):
            if entry.sha256 and entry.kind in {Kind.MESSAGE, Kind.DOCUMENT}:
                yield row(entry)


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
