"""The little of each mail that matching quotations needs, and the ways to find the mail that a quotation quotes."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from assay.message.traits.passages.words import FIRST_CARRIED, WIDTH
from assay.model.context import Standing
from assay.model.traits import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from assay.model.entry import Entry

OWN = frozenset({"own", "signature"})
MOST_CITED = 8
"""Cited mails among which the quoted one is looked for, the nearest first."""
MOST_ALIKE = 5
"""Mails with one Message-ID that are looked at: copies, of which one may be false."""
MOST_AUTHORED = 5
SHINGLE = 4
"""Words in a row by which a quotation finds its mail where nothing names it."""
ONE_IN = 8
"""Only shingles that begin with every eighth word (by its digest) are kept."""
COMMON = 12
"""Mails that share a shingle from which on it tells nothing: salutations, notices, forms."""
LEAST_SHARED = 2
_REMEMBERED = 512
QUARTER, FARTHEST = 15, 15 * 60
"""Minutes: zones differ by multiples of the first, up to the second."""


class Quotable(msgspec.Struct):
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
        own: its own words with its signature.
        rendered: its own words as the HTML alternative has them, where they differ.
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
    passages: tuple[Passage, ...]
    own: bytes
    rendered: bytes | None
    reconstructed: bool

    def quotations(self) -> Iterator[tuple[int, Passage]]:
        """Its quotations with their number among the passages."""
        for number, one in enumerate(self.passages):
            if one.depth > 0:
                yield number, one


def quotable(entry: Entry, standing: Standing) -> Quotable:
    """What a message's entry gives."""
    traits = entry.traits
    cites = dict.fromkeys((entry.in_reply_to, *reversed(entry.references[-4 * MOST_CITED :])))
    cites.pop("", None)
    passages = traits.passages if traits else ()
    return Quotable(
        item=entry.sha256,
        sender=entry.from_address.lower(),
        name=_name(entry.from_text),
        seconds=entry.date,
        zone=traits.zone if traits else None,
        standing=standing,
        topic=traits.topic if traits else "",
        message_id=entry.message_id,
        cites=tuple(cites),
        to=tuple(one.lower() for one in entry.to_addresses[:50]),
        files=bool(entry.attachments),
        passages=passages,
        own=b"".join(one.words for one in passages if one.form in OWN and one.depth == 0),
        rendered=next((one.words for one in passages if one.form == "rendered"), None),
        reconstructed=entry.reconstructed,
    )


def _name(text: str) -> str:
    return " ".join(text.partition("<")[0].replace('"', "").lower().split())


def ordinary(words: bytes) -> list[int]:
    """The words that carriers of mail leave as they are."""
    every = _numbers(words)
    found: list[int] = every[every < FIRST_CARRIED].tolist()
    return found


@functools.lru_cache(_REMEMBERED)
def vocabulary(words: bytes) -> frozenset[int]:
    """The same words, each once; those of mails that are often cited are remembered."""
    return frozenset(ordinary(words))


def _numbers(words: bytes) -> NDArray[np.uint32]:
    """Words as numbers, as `assay.message.traits.passages.words.numbers` has them."""
    return np.frombuffer(words, "<u4", len(words) // WIDTH)


def off(passage: Passage, quoting: Quotable, quoted: Quotable) -> int | None:
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


def same_author(passage: Passage, quoted: Quotable) -> str:
    """Whether the line above a quotation names the author of a mail: `same`, `other`, or empty."""
    if passage.address:
        if passage.address == quoted.sender:
            return "same"
        return "same" if passage.author and passage.author.lower() == quoted.name else "other"
    if passage.author:
        said = set(passage.author.lower().split())
        return "same" if said & set(quoted.name.split()) or passage.author.lower() in quoted.sender else "other"
    return ""


class Index:
    """Finds mails by Message-ID, by author and time, and by rare words."""

    def __init__(self, mails: list[Quotable]) -> None:
        """Indexes all but the words, which take the quotations that nothing else finds."""
        self._mails = mails
        self._ids: dict[str, list[int]] = defaultdict(list)
        self._authors: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._shingles: dict[bytes, list[int]] = {}
        for number, mail in enumerate(mails):
            if mail.message_id and len(self._ids[mail.message_id]) < MOST_ALIKE:
                self._ids[mail.message_id].append(number)
            if mail.seconds is not None:
                for key in {mail.sender, mail.name} - {""}:
                    self._authors[key].append((int(mail.seconds // 60), number))
        for dates in self._authors.values():
            dates.sort()

    def knows(self, message_id: str) -> bool:
        """Whether a mail with this Message-ID is here."""
        return message_id in self._ids

    def cited(self, number: int) -> list[int]:
        """The mails that a mail cites, the nearest first."""
        found = [one for cite in self._mails[number].cites for one in self._ids.get(cite, ())]
        return [one for one in found if one != number][:MOST_CITED]

    def authored(self, number: int, passage: Passage) -> list[int]:
        """The mails whose author and time the line above a quotation names."""
        found: list[int] = []
        for key in (passage.address, passage.author.lower()):
            dates = self._authors.get(key, ()) if key else ()
            for minutes in passage.minutes if dates else ():
                first = bisect_left(dates, (minutes - FARTHEST, 0))
                for _, one in dates[first : bisect_right(dates, (minutes + FARTHEST, len(self._mails)))][:100]:
                    if one != number and off(passage, self._mails[number], self._mails[one]) == 0:
                        found.append(one)
        return list(dict.fromkeys(found))[:MOST_AUTHORED]

    def learn(self, quotations: Iterable[Passage]) -> None:
        """Indexes the rare words of these quotations over all mails: two passes, each linear."""
        wanted = {shingle for passage in quotations for shingle in _shingles(passage.words)}
        if not wanted:
            return
        index: dict[bytes, list[int]] = defaultdict(list)
        for number, mail in enumerate(self._mails):
            for shingle in set(_shingles(mail.own)) & wanted:
                if len(index[shingle]) <= COMMON:
                    index[shingle].append(number)
        self._shingles = {shingle: found for shingle, found in index.items() if len(found) <= COMMON}

    def worded(self, number: int, passage: Passage) -> list[int]:
        """The mails that share rare words with a quotation, the best first."""
        shingles = dict.fromkeys(_shingles(passage.words))  # in their order: chance must not choose among equals
        counts = Counter(one for shingle in shingles for one in self._shingles.get(shingle, ()) if one != number)
        return [one for one, count in counts.most_common(3) if count >= LEAST_SHARED]


def _shingles(words: bytes) -> Iterator[bytes]:
    firsts = _numbers(words)[: 1 - SHINGLE]
    for place in np.flatnonzero(firsts % ONE_IN == 0).tolist():
        yield words[place * WIDTH : (place + SHINGLE) * WIDTH]


def contains(words: bytes, wanted: bytes) -> bool:
    """Whether some words stand in others, one after another."""
    found = words.find(wanted)
    while found % WIDTH and found >= 0:
        found = words.find(wanted, found + 1)
    return found >= 0
