"""Ways to find the mail that a quotation quotes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assay.corpus.quotable import FARTHEST, MOST_CITED, off
from assay.corpus.vocabulary import marked, rare, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.corpus.quotable import Quotable, Stretch

MOST_ALIKE = 5
"""Mails with one Message-ID that are looked at: copies, of which one may be false."""
MOST_AUTHORED = 5
COMMON = 12
"""Mails that share a shingle from which on it tells nothing: salutations, notices, forms."""
LEAST_SHARED = 2


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

    def authored(self, number: int, passage: Stretch) -> list[int]:
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

    def learn(self, quotations: Iterable[Stretch]) -> None:
        """Indexes the rare words of these quotations over all mails: two passes, each linear."""
        known, having = rare((one.words for one in quotations), (mail.own for mail in self._mails), COMMON)
        index: dict[bytes, list[int]] = defaultdict(list)
        for number in having:
            for shingle in marked(self._mails[number].own, known):
                index[shingle].append(number)
        self._shingles = {shingle: found for shingle, found in index.items() if len(found) <= COMMON}

    def worded(self, number: int, passage: Stretch) -> list[int]:
        """The mails that share rare words with a quotation, the best first."""
        wanted = dict.fromkeys(shingles(passage.words))  # in their order: chance must not choose among equals
        counts = Counter(one for shingle in wanted for one in self._shingles.get(shingle, ()) if one != number)
        return [one for one, count in counts.most_common(3) if count >= LEAST_SHARED]
