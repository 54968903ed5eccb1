"""The little of each mail that matching quotations needs, and the ways to find the mail that a quotation quotes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.spill import Spill, Spilled
from assay.model.context import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.entry import Entry
    from assay.model.traits import Passage

OWN = frozenset({"own", "signature"})
MOST_CITED = 8
"""Cited mails among which the quoted one is looked for, the nearest first."""
QUARTER, FARTHEST = 15, 15 * 60
"""Minutes: zones differ by multiples of the first, up to the second."""
COLUMNS = (
    *("sha256", "message_id", "in_reply_to", "references", "from_address", "from_text", "to_addresses", "date"),
    *("attachments", "reconstructed", "traits.passages", "traits.topic", "traits.zone"),
)
"""The fields of `Entry` that `quotable` reads."""


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """A passage, its words on disk.

    Attributes:
        form, depth, author, address, date, subject, minutes, zone: as of the passage.
        shown: likewise, of a quotation; of own words empty.
        run: where its words are.
    """

    form: str
    depth: int
    author: str
    address: str
    date: str
    subject: str
    shown: str
    minutes: tuple[int, ...]
    zone: int | None
    run: Spilled

    @property
    def words(self) -> bytes:
        """Its words."""
        return self.run.read()


class Quotable(msgspec.Struct, frozen=True, gc=False):
    """One mail.

    Attributes:
        item, sender, seconds, standing: as of the entry.
        name: of the author, lower case.
        zone: of its Date, minutes east of UTC.
        topic: as of the traits.
        message_id: its own.
        cites: what it answers and refers to, the nearest first.
        to: addresses it was sent to, lower case.
        files: whether it carries any.
        passages: its passages, own words first.
        reconstructed: whether its container lost the original bytes.
    """

    item: str
    sender: str
    name: str
    seconds: float | None
    zone: int | None
    standing: Standing
    topic: str
    message_id: str
    cites: tuple[str, ...]
    to: tuple[str, ...]
    files: bool
    passages: tuple[Stretch, ...]
    reconstructed: bool

    @property
    def own(self) -> bytes:
        """Its own words with its signature."""
        return b"".join(one.words for one in self.passages if one.form in OWN and one.depth == 0)

    @property
    def rendered(self) -> bytes | None:
        """Its own words as the HTML alternative has them, where they differ."""
        return next((one.words for one in self.passages if one.form == "rendered"), None)

    def quotations(self) -> Iterator[tuple[int, Stretch]]:
        """Its quotations with their number among the passages."""
        for number, one in enumerate(self.passages):
            if one.depth > 0:
                yield number, one


def quotable(entry: Entry, standing: Standing, words: Spill) -> Quotable:
    """What a message's entry gives.

    Args:
        entry: with the fields that `COLUMNS` names.
        standing: what its signatures say of it.
        words: where the words of its passages are put.
    """
    traits = entry.traits
    cites = dict.fromkeys((entry.in_reply_to, *reversed(entry.references[-4 * MOST_CITED :])))
    cites.pop("", None)
    return Quotable(
        item=entry.sha256,
        sender=sys.intern(entry.from_address.lower()),
        name=sys.intern(_name(entry.from_text)),
        seconds=entry.date,
        zone=traits.zone if traits else None,
        standing=standing,
        topic=sys.intern(traits.topic) if traits else "",
        message_id=sys.intern(entry.message_id),
        cites=tuple(map(sys.intern, cites)),
        to=tuple(sys.intern(one.lower()) for one in entry.to_addresses[:50]),
        files=bool(entry.attachments),
        passages=tuple(_stretch(one, words) for one in traits.passages) if traits else (),
        reconstructed=entry.reconstructed,
    )


def _stretch(one: Passage, words: Spill) -> Stretch:
    return Stretch(
        form=sys.intern(one.form),
        depth=one.depth,
        author=sys.intern(one.author),
        address=sys.intern(one.address),
        date=one.date,
        subject=sys.intern(one.subject),
        shown=one.shown if one.depth else "",
        minutes=one.minutes,
        zone=one.zone,
        run=words.put(one.words),
    )


def _name(text: str) -> str:
    return " ".join(text.partition("<")[0].replace('"', "").lower().split())


def off(passage: Stretch, quoting: Quotable, quoted: Quotable) -> int | None:
    """How far the time in the line above a quotation is from the Date of a mail, beyond what a zone explains.

    Returns:
        Minutes; 0 where the two agree in some zone, or in the one that the line names; None where one is unknown.
    """
    if not passage.minutes or quoted.seconds is None:
        return None
    date = int(quoted.seconds // 60)
    if passage.zone is not None:
        return min((minutes - passage.zone - date for minutes in passage.minutes), key=abs)
    zones = [zone for zone in (quoting.zone, quoted.zone) if zone is not None]
    best: int | None = None
    for minutes in passage.minutes:
        exact = min((minutes - zone - date for zone in zones), key=abs, default=minutes - date)
        if abs(exact) <= 1:
            return 0
        apart = minutes - date
        rest = (apart + QUARTER // 2) % QUARTER - QUARTER // 2
        if abs(rest) <= 1 and abs(apart) <= FARTHEST:
            return 0
        if best is None or abs(exact) < abs(best):
            best = exact
    return best


def same_author(passage: Stretch, quoted: Quotable) -> str:
    """Whether the line above a quotation names the author of a mail: `same`, `other`, or empty."""
    if passage.address:
        if passage.address == quoted.sender:
            return "same"
        return "same" if passage.author and passage.author.lower() == quoted.name else "other"
    if passage.author:
        said = set(passage.author.lower().split())
        return "same" if said & set(quoted.name.split()) or passage.author.lower() in quoted.sender else "other"
    return ""
