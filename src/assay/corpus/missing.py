"""Quoted but not here: mails that others quote with author and time and that the dump doesn't have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.corpus.quotable import Stretch
from assay.message.traits.passages.words import WIDTH
from assay.model.context import Missing, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.corpus.quotable import Quotable

MOST = 50_000
"""Mails that are listed."""
MOST_QUOTERS = 20
_BEGINNING = 12 * WIDTH
"""Bytes of the first words, which tell apart what one author wrote on one day."""


class _Found(msgspec.Struct):
    message_id: str
    passage: Stretch
    proven: bool
    quoted_by: dict[str, None]
    mails: int = 0


class Absent:
    """Gathers quotations that no mail here was found for."""

    def __init__(self) -> None:
        """Knows none yet."""
        self._found: dict[tuple[str, ...], _Found] = {}

    def add(self, quoting: Quotable, passage: Stretch, here: Callable[[str], bool]) -> None:
        """Takes a quotation.

        Args:
            quoting: the mail that quotes.
            passage: the quotation; one without an author or a time is left out.
            here: whether a Message-ID is that of a mail here.
        """
        if not passage.minutes or not (passage.address or passage.author):
            return
        cited = quoting.cites[0] if quoting.cites and passage.depth == 1 else ""
        message_id = "" if here(cited) else cited
        day = str(passage.minutes[0] // (24 * 60))
        author = passage.address or passage.author.lower()
        key = (message_id,) if message_id else (author, day, passage.words[:_BEGINNING].hex())
        if key not in self._found and len(self._found) >= MOST:
            return
        found = self._found.setdefault(key, _Found(message_id, passage, proven=False, quoted_by={}))
        if quoting.item not in found.quoted_by:
            found.mails += 1
            if len(found.quoted_by) < MOST_QUOTERS:
                found.quoted_by[quoting.item] = None
        found.proven = found.proven or quoting.standing is Standing.PROVEN
        if passage.run.length > found.passage.run.length:
            found.passage = passage

    def result(self) -> tuple[Missing, ...]:
        """The mails, those first that most mails quote."""
        return tuple(
            Missing(
                message_id=one.message_id,
                author=one.passage.author,
                address=one.passage.address,
                date=one.passage.date,
                subject=one.passage.subject,
                minutes=one.passage.minutes[0],
                words=one.passage.run.length // WIDTH,
                shown=one.passage.shown,
                proven=one.proven,
                quoted_by=tuple(one.quoted_by),
                mails=one.mails,
            )
            for one in sorted(self._found.values(), key=lambda one: (-one.mails, one.passage.minutes, one.message_id))
        )
