"""What the dump has that may be what circulates: looked up by bytes, by Message-ID, by words and by looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import pictures, views
from assay.case.columns import FILES
from assay.document.ocr import LABEL
from assay.document.prints import MOST_WORDS, Word, cleaned, words
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
WITH sought AS (SELECT unnest(?::BIGINT[]) AS print),
  hits AS (SELECT sha256, unnest(prints) AS print FROM texts),
  found AS (SELECT sha256, print FROM hits SEMI JOIN sought USING (print)),
  rare AS (SELECT print, 1.0 / count(*) AS weight FROM found GROUP BY print)
SELECT sha256, count(*) AS shared FROM found JOIN rare USING (print)
GROUP BY sha256 ORDER BY sum(weight) DESC, shared DESC, sha256 LIMIT ?
"""
_UNREAD = "SELECT state, count(*) FROM texts WHERE state NOT IN ('read', 'no reader') GROUP BY state"
_FILES = "list_contains(?::VARCHAR[], sha256) AND kind <> 'message'"
_MAILS = "SELECT sha256, subject, text FROM items WHERE kind = 'message' AND list_contains(?::VARCHAR[], sha256)"


class Text(msgspec.Struct, frozen=True):
    """A text of the dump.

    Attributes:
        sha256: of the file, or of the mail whose own text it is.
        item: the item that carries it; the same for a mail's own text.
        name: of the file; empty for a mail's own text.
        text: cleaned.
        found: its words.
        pages: number of each page with the word it starts at.
        ocr: whether words of it were read out of pictures.
    """

    sha256: str
    item: str
    name: str
    text: str
    found: tuple[Word, ...]
    pages: tuple[tuple[int, int], ...] = ()
    ocr: bool = False

    def page(self, word: int) -> int:
        """The page that a word stands on; 0 where there are none."""
        return next((number for number, first in reversed(self.pages) if first <= word), 0)


class Library:
    """The dump's texts and files."""

    def __init__(self, case: Case) -> None:
        """Of an open case."""
        self._evidence = case.evidence
        self._rows: dict[str, ItemRow | None] = {}

    def with_bytes(self, sha256: str) -> tuple[str, str] | None:
        """The item that is, or carries, these bytes, and the file's name there; None where none does."""
        rows = self._evidence.sql("SELECT sha256, path FROM items WHERE sha256 = ?", [sha256])
        if not rows:
            rows = self._evidence.sql("SELECT item, name FROM texts WHERE sha256 = ? AND part <> ''", [sha256])
        return (str(rows[0][0]), str(rows[0][1])) if rows else None

    def with_message_id(self, message_id: str) -> list[str]:
        """The items with this Message-ID."""
        query = "SELECT sha256 FROM items WHERE kind = 'message' AND message_id = ? ORDER BY sha256"
        return [str(row[0]) for row in self._evidence.sql(query, [message_id])]

    def alike(self, sought: Sequence[int]) -> list[Text]:
        """The texts that share most, and the rarest, fingerprints with these."""
        rows = self._evidence.sql(_ALIKE, [list(sought), CLOSEST]) if sought else []
        return self.texts([str(row[0]) for row in rows])

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

    def fields(self, item: str) -> dict[str, str]:
        """The header fields of a mail that readers see, decoded."""
        names = ("from", "to", "cc", "date", "subject")
        query = "SELECT from_text, to_text, cc_text, date_text, subject FROM items WHERE sha256 = ?"
        rows = self._evidence.sql(query, [item])
        return dict(zip(names, map(str, rows[0]), strict=True)) if rows else {}

    def files(self, item: str) -> list[tuple[str, str]]:
        """SHA-256 and name of each file that a mail carries, in order; names are untrusted."""
        rows = self._evidence.entries(columns=(FILES,), where="sha256 = ?", params=[item])
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

    def texts(self, sha256s: Sequence[str]) -> list[Text]:
        """The texts of these files, and the own texts of these mails; those that have one."""
        wanted = list(dict.fromkeys(sha256s))
        files = {one.sha256: one for one in self._evidence.texts(_FILES, [wanted])}
        mails = {str(item): f"{subject}\n{text}" for item, subject, text in self._evidence.sql(_MAILS, [wanted])}
        found = []
        for sha256 in wanted:
            if sha256 in files:
                one = files[sha256]
                found.append(_paged(sha256, one.item, one.name, one.content.pages))
            elif sha256 in mails:
                text = cleaned(mails[sha256])
                found.append(Text(sha256, sha256, "", text, tuple(words(text))))
        return found


def _paged(sha256: str, item: str, name: str, pages: Sequence[Page]) -> Text:
    whole, starts = "", []
    found: list[Word] = []
    for page in pages:
        text = cleaned(page.text)
        if page.number:
            starts.append((page.number, len(found)))
        at = len(whole)
        found += (Word(word.folded, word.start + at, word.end + at) for word in words(text))
        whole += f"{text}\n\n"
    ocr = any(page.label == LABEL for page in pages)
    return Text(sha256, item, name, whole, tuple(found[:MOST_WORDS]), tuple(starts), ocr)
