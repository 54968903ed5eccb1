"""Who is who: what the mails of a case say of a person: names, addresses, titles, organisations, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.safe_text import escape
from assay.document.people import person, signature_block
from assay.document.prints import folded
from assay.message.address import parse_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case.evidence import Evidence

MOST = 5_000
"""Mails that are looked at, the newest first."""
_MAILS = """
SELECT sha256, epoch(date), from_text, to_text, cc_text, from_address FROM (
  SELECT *, strip_accents(lower(concat_ws(' ', from_text, to_text, cc_text, from_address))) AS named FROM items)
WHERE kind = 'message' AND list_bool_and([contains(named, word) FOR word IN ?::VARCHAR[]])
ORDER BY date DESC NULLS LAST, sha256 LIMIT ?
"""
_TEXTS = "SELECT sha256, text FROM items WHERE sha256 IN (SELECT unnest(?::VARCHAR[]))"


class Used(msgspec.Struct, frozen=True):
    """Something that was said of a person; untrusted.

    Attributes:
        value: what.
        mails: in how many mails.
        first, last: of those that are dated, seconds since 1970; None where none is.
    """

    value: str
    mails: int
    first: float | None
    last: float | None


class Known(msgspec.Struct, frozen=True):
    """What is said of a person, the most frequent first. Anybody may have typed it: it proves nothing.

    Attributes:
        names: in address fields and signature blocks.
        addresses: of mail.
        titles, organisations, phones, places: in signature blocks of mails from these addresses.
        mails: how many mails name the person.
        cut: whether there are more mails than were looked at.
    """

    names: tuple[Used, ...]
    addresses: tuple[Used, ...]
    titles: tuple[Used, ...]
    organisations: tuple[Used, ...]
    phones: tuple[Used, ...]
    places: tuple[Used, ...]
    mails: int
    cut: bool


class _Gathered:
    def __init__(self) -> None:
        self._seen: dict[str, dict[str, float | None]] = {}

    def add(self, value: str, item: str, date: float | None) -> None:
        if value:
            self._seen.setdefault(value, {})[item] = date

    def used(self) -> tuple[Used, ...]:
        found = []
        for value, items in self._seen.items():
            dates = [date for date in items.values() if date is not None]
            found.append(Used(value, len(items), min(dates, default=None), max(dates, default=None)))
        return tuple(sorted(found, key=lambda one: (-one.mails, one.value)))


def who_is(evidence: Evidence, name: str) -> Known:
    """What the mails say of a person.

    Args:
        evidence: of the case.
        name: of the person, or an address; every word of it has to stand in what a mail calls somebody.
    """
    wanted = [folded(word) for word in name.split()]
    rows = evidence.sql(_MAILS, [[escape(word) for word in wanted], MOST + 1]) if wanted else []
    names, addresses = _Gathered(), _Gathered()
    items: set[str] = set()
    sent: dict[str, float | None] = {}
    for item, date, author, to, cc, from_address in rows[:MOST]:
        for field, value in (("from", author), ("to", to), ("cc", cc)):
            for called, address in _called(value, wanted):
                names.add(called, item, date)
                addresses.add(address, item, date)
                items.add(item)
                if field == "from" and address == str(from_address).lower():
                    sent[item] = date
    titles, organisations, phones, places = _Gathered(), _Gathered(), _Gathered(), _Gathered()
    for item, text in evidence.sql(_TEXTS, [list(sent)]) if sent else ():
        block = signature_block(text)
        if block is None or not _fits(block.name, wanted):
            continue
        names.add(block.name, item, sent[item])
        titles.add(block.title, item, sent[item])
        organisations.add(block.organisation, item, sent[item])
        places.add(", ".join(block.address), item, sent[item])
        for phone in block.phones:
            phones.add(phone, item, sent[item])
    return Known(
        names.used(), addresses.used(), titles.used(), organisations.used(), phones.used(), places.used(),
        len(items), len(rows) > MOST,
    )  # fmt: skip


def _called(value: str, wanted: list[str]) -> Iterator[tuple[str, str]]:
    """Name and address of each mailbox of a field that is meant."""
    for mailbox in parse_addresses(value.encode("utf-8", "replace")).mailboxes:
        said = person(mailbox)
        name = said.name if said is not None else mailbox.display
        if _fits(f"{name} {mailbox.address}", wanted):
            yield name, mailbox.address.lower()


def _fits(name: str, wanted: list[str]) -> bool:
    """Whether each wanted word is in a name; a block that names nobody is anybody's."""
    if not name:
        return True
    said = " ".join(folded(word) for word in name.split())
    return all(word in said for word in wanted)
