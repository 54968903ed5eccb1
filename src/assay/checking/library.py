"""What the dump has that may be what circulates: looked up by bytes, by Message-ID, by words and by looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from assay.case import pictures, views
from assay.case.columns import FILES
from assay.checking.margins import without_margins
from assay.checking.terms import Written
from assay.document.ocr import LABEL
from assay.examiners.words import counted
from assay.model.extracted import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.case import Case
    from assay.case.views import ItemRow
    from assay.model.extracted import Page

CLOSEST = 12
"""Texts that are laid beside what is checked."""
_ALIKE = """
WITH sought AS (SELECT unnest(?::BIGINT[]) AS print, unnest(?::INTEGER[]) AS which),
  hits AS (SELECT sha256, unnest(prints) AS print FROM texts),
  found AS (SELECT DISTINCT sha256, print FROM hits SEMI JOIN sought USING (print)),
  rare AS (SELECT print, 1.0 / count(*) AS weight FROM found GROUP BY print),
  summed AS (
    SELECT which, sha256, sum(weight) AS weight, count(*) AS shared
    FROM found JOIN rare USING (print) JOIN sought USING (print) GROUP BY which, sha256
  )
SELECT which, sha256 FROM summed
QUALIFY row_number() OVER (PARTITION BY which ORDER BY weight DESC, shared DESC, sha256) <= ?
ORDER BY which, weight DESC, shared DESC, sha256
"""
_UNREAD = "SELECT state, count(*) FROM texts WHERE state NOT IN ('read', 'no reader') GROUP BY state"
_FILES = "list_contains(?::VARCHAR[], sha256) AND kind <> 'message'"
_FIELDS = ("from", "to", "cc", "date", "subject")
_MAILS = """
SELECT sha256, shard, text, from_text, to_text, cc_text, date_text, subject FROM items
WHERE kind = 'message' AND sha256 IN (SELECT unnest(?::VARCHAR[]))
"""


class Text(msgspec.Struct, frozen=True):
    """A text of the dump.

    Attributes:
        sha256: of the file, or of the mail whose own text it is.
        item: the item that carries it; the same for a mail's own text.
        name: of the file; empty for a mail's own text.
        written: the text.
        pages: number of each page with the word it starts at.
        is_mail: whether it's a mail's own text.
        ocr: whether words of it were read out of pictures.
        shard: of a mail, the shard of the take-in pass that has it.
        fields: of a mail, the header fields that readers see, decoded; untrusted.
    """

    sha256: str
    item: str
    name: str
    written: Written
    pages: tuple[tuple[int, int], ...] = ()
    is_mail: bool = False
    ocr: bool = False
    shard: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)

    def page(self, word: int) -> int:
        """The page that a word stands on; 0 where there are none."""
        return next((number for number, first in reversed(self.pages) if first <= word), 0)


class Library:
    """The dump's texts and files."""

    def __init__(self, case: Case) -> None:
        """Of an open case."""
        self._evidence = case.evidence
        self._rows: dict[str, ItemRow | None] = {}
        self._texts: dict[str, Text] = {}

    def open(self) -> None:
        """Open the evidence now; it's opened by the first question otherwise."""
        self._evidence.sql("SELECT 1")

    def with_bytes(self, sha256s: Sequence[str]) -> dict[str, tuple[str, str]]:
        """For those of these bytes that the dump has the item that they are, or that carries them, and a name there."""
        wanted = [list(sha256s)]
        where = "list_contains(?::VARCHAR[], sha256)"
        carried = self._evidence.sql(f"SELECT sha256, item, name FROM texts WHERE {where} AND part <> ''", wanted)  # noqa: S608 - ours
        items = self._evidence.sql(f"SELECT sha256, sha256, path FROM items WHERE {where}", wanted)  # noqa: S608 - ours
        return {str(sha256): (str(item), str(name)) for sha256, item, name in (*carried, *items)}

    def with_message_ids(self, message_ids: Sequence[str]) -> dict[str, list[str]]:
        """The items that have these Message-IDs."""
        query = (
            "SELECT message_id, sha256 FROM items WHERE kind = 'message' AND list_contains(?::VARCHAR[], message_id) "
            "ORDER BY sha256"
        )
        found: dict[str, list[str]] = {}
        for message_id, sha256 in self._evidence.sql(query, [list(message_ids)]) if message_ids else ():
            found.setdefault(str(message_id), []).append(str(sha256))
        return found

    def alike(self, sought: Sequence[Sequence[int]]) -> list[list[str]]:
        """For each list of fingerprints the texts that share most, and the rarest, with it, by SHA-256; best first.

        All are looked for in one pass over the fingerprints of the dump.
        """
        found: list[list[str]] = [[] for _ in sought]
        which = [number for number, prints in enumerate(sought) for _ in prints]
        if which:
            prints = [one for several in sought for one in several]
            for number, sha256 in self._evidence.sql(_ALIKE, [prints, which, CLOSEST]):
                found[number].append(str(sha256))
        return found

    def load(self, sha256s: Sequence[str], items: Sequence[str]) -> None:
        """Read at one go the texts and rows that will be asked for; those of before are let go."""
        self._texts = {one.sha256: one for one in self._read(list(dict.fromkeys(sha256s)))}
        missing = {*items, *(one.item for one in self._texts.values())} - self._rows.keys()
        found = views.rows(self._evidence, sorted(missing))
        self._rows |= {item: found.get(item) for item in missing}

    def looks(self, picture: int, most: int) -> list[tuple[int, str, str]]:
        """Files whose picture differs in so many of 64 bits at most: distance, item, name; the nearest first."""
        rows = self._evidence.sql("SELECT picture, item, name FROM texts WHERE picture IS NOT NULL")
        near = [((int(bits, 16) ^ picture).bit_count(), str(item), str(name)) for bits, item, name in rows]
        return sorted(one for one in near if one[0] <= most)[:CLOSEST]

    def row(self, item: str) -> ItemRow | None:
        """What lists show of an item."""
        if item not in self._rows:
            self._rows[item] = views.rows(self._evidence, [item]).get(item)
        return self._rows[item]

    def files(self, mail: Text) -> list[tuple[str, str]]:
        """SHA-256 and name of each file that a mail carries, in order; names are untrusted."""
        rows = self._evidence.entries(shard=mail.shard, columns=(FILES,), where="sha256 = ?", params=[mail.item])
        traits = next((entry.traits for entry in rows), None)
        return [(file.sha256, file.name) for file in traits.files] if traits is not None else []

    def unread(self) -> tuple[str, ...]:
        """What of the dump couldn't be read, in words: what keeps a "not" from being sure."""
        counts: dict[str, int] = {}
        for state, count in self._evidence.sql(_UNREAD):
            name = "encrypted" if state == State.ENCRYPTED.value else "damaged or given up on"
            counts[name] = counts.get(name, 0) + int(count)
        scans = pictures.count(self._evidence)
        counts["scanned or a picture, and not read by OCR (assay examine --ocr does that)"] = scans.left
        counts["scanned or a picture that OCR gave up on, or a page of it"] = scans.failed
        counts["scanned or a picture in which OCR found nothing legible"] = scans.illegible
        failures = int(self._evidence.sql("SELECT count(*) FROM failures")[0][0])
        said = [f"{counted(count, 'file is', 'files are')} {name}" for name, count in counts.items() if count]
        if failures:
            said.append(f"{counted(failures, 'entry', 'entries')} of the dump couldn't be taken in")
        return tuple(said)

    def texts(self, sha256s: Sequence[str], *, ocr: bool = True) -> list[Text]:
        """The texts of these files, and the own texts of these mails; those that have one.

        Args:
            sha256s: of files and mails.
            ocr: whether pages count that were read out of pictures.
        """
        if not ocr:
            return self._read(list(dict.fromkeys(sha256s)), ocr=False)
        missing = [sha256 for sha256 in dict.fromkeys(sha256s) if sha256 not in self._texts]
        self._texts |= {one.sha256: one for one in self._read(missing)}
        return [self._texts[sha256] for sha256 in dict.fromkeys(sha256s) if sha256 in self._texts]

    def _read(self, wanted: list[str], *, ocr: bool = True) -> list[Text]:
        if not wanted:
            return []
        files = {one.sha256: one for one in self._evidence.texts(_FILES, [wanted])}
        others = [sha256 for sha256 in wanted if sha256 not in files]
        mails = {str(row[0]): _mail(row) for row in (self._evidence.sql(_MAILS, [others]) if others else ())}
        found = []
        for sha256 in wanted:
            if sha256 in files:
                one = files[sha256]
                pages = [page for page in one.content.pages if ocr or page.label != LABEL]
                found.append(_paged(sha256, one.item, one.name, pages))
            elif sha256 in mails:
                found.append(mails[sha256])
        return found


def _mail(row: tuple[Any, ...]) -> Text:
    """A mail's own text, of a row of `_MAILS`."""
    item, shard, text, *values = map(str, row)
    fields = dict(zip(_FIELDS, values, strict=True))
    written = Written.of([f"{fields['subject']}\n{text}"])
    return Text(item, item, "", written, is_mail=True, shard=shard, fields=fields)


def _paged(sha256: str, item: str, name: str, pages: Sequence[Page]) -> Text:
    kept, _ = without_margins(pages)
    written = Written.of(page.text for page in kept)
    starts = tuple((page.number, start) for page, start in zip(kept, written.starts, strict=True) if page.number)
    return Text(sha256, item, name, written, starts, ocr=any(page.label == LABEL for page in pages))
