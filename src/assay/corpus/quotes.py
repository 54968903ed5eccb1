"""Quotations: each is found the mail that it quotes, and compared with it word by word.

The quoted mail is looked for among those that the quoting one cites, then by the author and time that the line above
the quotation names, then by rare words. The words are compared by their digests; only where a few differ are the mails
read again to say which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.alignment import Aligned, align
from assay.corpus.missing import Absent
from assay.corpus.quotable import COLUMNS, OWN, Quotable, off, quotable, same_author
from assay.corpus.quote_index import Index
from assay.corpus.rereading import Unread
from assay.corpus.spelling import edit_of
from assay.corpus.spill import Spill
from assay.corpus.vocabulary import contains, distinct, ordinary, shared
from assay.corpus.wording import Said, Word, wording, words_of
from assay.message import parse
from assay.message.traits.passages import spoken
from assay.model.context import Missing, Quotation, Standing

if TYPE_CHECKING:
    from pathlib import Path

    from assay.corpus.quotable import Stretch
    from assay.corpus.rereading import Reader
    from assay.model.corpus import Edit
    from assay.model.entry import Entry

LEAST = 8
"""Words of a quotation that are worth a look."""
ALIKE = 0.5
"""Share of the words of a quotation that stand in the mail that it's said to quote."""
LEAST_OTHER = 30
"""Words of a quotation that have to stand elsewhere before it's said that they do."""
FOREIGN = 0.5
"""Share of them that has to be missing: articles and the like stand in every text."""
CERTAIN = 0.6
"""The same where only the words say so."""
RECEIPT = 15
"""Minutes by which programs name the time of receipt rather than the Date."""
MOST = 12
"""Quotations said of one mail."""
_MOST_READ = 2_000
"""Pairs of mails that are read again for the words that differ."""


class _Match(NamedTuple):
    """A quotation and its mail: numbers of both mails, of the passage; how they were brought together and compare."""

    quoting: int
    quoted: int
    passage: int
    link: str
    aligned: Aligned
    rendered: bool
    """Whether the HTML alternative of the quoted mail was compared, because its plain text differs less."""
    words: int
    own: int
    whole: bool


class Quotes:
    """Learns who quotes whom."""

    columns = COLUMNS

    def __init__(self, reader: Reader | None = None, folder: Path | None = None) -> None:
        """Knows nothing yet.

        Args:
            reader: where mails are read again whose words differ; without one no differences are said.
            folder: on a disk with space for the words of all mails.
        """
        self._words = Spill(folder)
        self._reader = reader or Unread()
        self._mails: list[Quotable] = []
        self._absent = Absent()
        self._senders: Counter[str] = Counter()
        self._named: Counter[str] = Counter()

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Keeps the words of a mail."""
        if entry.kind.value != "message":
            return
        mail = quotable(entry, standing, self._words)
        self._mails.append(mail)
        self._senders[mail.sender] += 1
        self._named.update({one for one in mail.to if one != mail.sender})

    def missing(self) -> tuple[Missing, ...]:
        """The mails that are quoted and aren't here; once `result` was asked for."""
        return self._absent.result()

    def result(self) -> dict[str, tuple[Quotation, ...]]:
        """The quotations, by item, of both sides."""
        matches = self._matches()
        differing = [one for one in matches if one.aligned.places and self._is_named(one)][:_MOST_READ]
        edits = self._edits(differing)
        found: dict[str, list[Quotation]] = defaultdict(list)
        for match in matches:
            quoting, quoted = self._mails[match.quoting], self._mails[match.quoted]
            said = edits.get((match.quoting, match.passage, match.quoted))
            if said is None and match.aligned.places and self._is_named(match):
                continue
            of_quoted, of_quoting = self._sides(match, said)
            found[quoted.item].append(of_quoted)
            found[quoting.item].append(of_quoting)
        return {item: tuple(sorted(all_, key=_weight)[:MOST]) for item, all_ in found.items()}

    def _matches(self) -> list[_Match]:
        index = Index(self._mails)
        found: list[_Match] = []
        left: list[tuple[int, int]] = []
        for number, mail in enumerate(self._mails):
            for place, passage in mail.quotations():
                words = ordinary(passage.words)
                if len(words) < LEAST:
                    continue
                cited = index.cited(number)
                exact = self._exact(number, place, words, cited)
                if exact:
                    found += exact
                    continue
                authored = index.authored(number, passage)
                best = self._best(number, place, words, [("message-id", cited), ("attribution", authored)], ALIKE)
                found += best
                if best:
                    continue
                other = self._other_text(number, place, words, [*cited, *authored])
                if other is None:
                    left.append((number, place))
                else:
                    found.append(other)
        index.learn(self._mails[number].passages[place] for number, place in left)
        for number, place in left:
            passage = self._mails[number].passages[place]
            words = ordinary(passage.words)
            best = self._best(number, place, words, [("words", index.worded(number, passage))], CERTAIN)
            found += best
            if not best:
                self._absent.add(self._mails[number], passage, index.knows)
        return found

    def _exact(self, number: int, place: int, words: list[int], cited: list[int]) -> list[_Match]:
        """The nearest cited mail that has the whole quotation, with others of its Message-ID: the usual case."""
        wanted = self._mails[number].passages[place].words
        for one in cited:
            if contains(self._mails[one].own, wanted):
                name = self._mails[one].message_id
                same = [other for other in cited if other == one or (name and self._mails[other].message_id == name)]
                return [self._compare(number, place, words, other, "message-id") for other in sorted(set(same))]
        return []

    def _best(
        self, number: int, place: int, words: list[int], candidates: list[tuple[str, list[int]]], least: float
    ) -> list[_Match]:
        """The mail that a quotation fits best, and other mails with its Message-ID."""
        if not any(numbers for _, numbers in candidates):
            return []
        wanted = distinct(self._mails[number].passages[place].words)
        scores: dict[int, tuple[float, str]] = {}
        for link, numbers in candidates:
            for one in numbers:
                if one not in scores:
                    scores[one] = (shared(wanted, self._mails[one].own) / wanted.size, link)
        top = max(scores, key=lambda one: (scores[one][0], -one))
        if scores[top][0] < least:
            return []
        alike = self._mails[top].message_id
        same = [one for one in scores if one == top or (alike and self._mails[one].message_id == alike)]
        return [self._compare(number, place, words, one, scores[one][1]) for one in sorted(same)]

    def _other_text(self, number: int, place: int, words: list[int], named: list[int]) -> _Match | None:
        """The one mail whose author and time the line above names, though the quotation isn't from it."""
        mail = self._mails[number]
        passage = mail.passages[place]
        found = {
            one
            for one in named
            if same_author(passage, self._mails[one]) == "same" and off(passage, mail, self._mails[one]) == 0
        }
        if len(found) != 1 or len(words) < LEAST_OTHER:
            return None
        one = found.pop()
        there = {word for part in self._mails[one].passages for word in ordinary(part.words)}
        if len(there.intersection(words)) >= FOREIGN * len(set(words)):
            return None
        return self._compare(number, place, words, one, "other-text")

    def _compare(self, number: int, place: int, words: list[int], one: int, link: str) -> _Match:
        quoted = self._mails[one]
        own = ordinary(quoted.own)
        passage = self._mails[number].passages[place]
        aligned = Aligned(len(words), ()) if contains(quoted.own, passage.words) else align(own, words)
        complete = contains(passage.words, quoted.own)
        rendered = False
        if quoted.rendered is not None:
            complete = False
            shown = ordinary(quoted.rendered)
            other = align(shown, words)
            if other.places and not aligned.places:
                own, aligned, rendered = shown, other, True
        return _Match(number, one, place, link, aligned, rendered, len(words), len(own), complete)

    def _sides(self, match: _Match, said: Said | None) -> tuple[Quotation, Quotation]:
        quoting, quoted = self._mails[match.quoting], self._mails[match.quoted]
        passage = quoting.passages[match.passage]
        named = self._named[quoting.sender] - (quoting.sender in quoted.to)
        common = {
            "link": match.link,
            "named": self._is_named(match),
            "loose": match.aligned.loose,
            "depth": passage.depth,
            "stranger": self._senders[quoting.sender] <= 1 and named <= 0,
            "author": same_author(passage, quoted),
            "clock": off(passage, quoting, quoted),
            "subject": quoting.topic == quoted.topic or passage.depth > 1,
            "words": match.words,
            "own": match.own,
            "matched": match.aligned.matched,
            "whole": match.whole and not quoted.files and not any(True for _ in quoted.quotations()),
            "innocent": said.innocent if said else 0,
            "gravity": said.gravity if said else "",
        }
        edits: tuple[Edit, ...] = said.edits if said else ()
        of_quoted = Quotation(
            **common,  # type: ignore[arg-type]
            other=quoting.item,
            quoting=False,
            standing=_stands(quoted),
            other_standing=_stands(quoting),
            other_sender=quoting.sender,
            other_seconds=quoting.seconds,
            differences=edits,
        )
        of_quoting = Quotation(
            **common,  # type: ignore[arg-type]
            other=quoted.item,
            quoting=True,
            standing=_stands(quoting),
            other_standing=_stands(quoted),
            other_sender=quoted.sender,
            other_seconds=quoted.seconds,
            differences=tuple(edit_of([one.there], [one.here]) for one in edits),
        )
        return of_quoted, of_quoting

    def _is_named(self, match: _Match) -> bool:
        quoting = self._mails[match.quoting]
        return _named(quoting, self._mails[match.quoted], quoting.passages[match.passage], match.link)

    def _edits(self, matches: list[_Match]) -> dict[tuple[int, int, int], Said]:
        """Reads the mails again for the words that differ."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for match in matches:
            for number in {match.quoting, match.quoted}:
                wanted[self._mails[number].item].append(number)
        texts: dict[int, list[tuple[str, int, list[Word]]]] = {}
        for item, raw in self._reader.read(wanted):
            parts = [(one.passage.form, one.passage.depth, one.text) for one in spoken(parse(raw))]
            for number in wanted[item]:
                texts[number] = [(form, depth, words_of(text)) for form, depth, text in parts]
        found: dict[tuple[int, int, int], Said] = {}
        for match in matches:
            if match.quoting not in texts or match.quoted not in texts:
                continue
            quoted = texts[match.quoting][match.passage][2]
            forms = {"rendered"} if match.rendered else OWN
            own = [word for form, depth, words in texts[match.quoted] if form in forms and depth == 0 for word in words]
            found[match.quoting, match.passage, match.quoted] = wording(match.aligned, match.words, own, quoted)
        return found


def _named(quoting: Quotable, quoted: Quotable, passage: Stretch, link: str) -> bool:
    clock = off(passage, quoting, quoted)
    if clock is not None and abs(clock) <= RECEIPT:
        return same_author(passage, quoted) == "same"
    direct = passage.depth == 1 and bool(quoting.cites) and quoting.cites[0] == quoted.message_id
    return direct and link == "message-id" and same_author(passage, quoted) != "other"


def _stands(mail: Quotable) -> Standing:
    return Standing.NONE if mail.reconstructed else mail.standing


def _weight(one: Quotation) -> tuple[bool, int, float, str]:
    return one.gravity not in {"firm", "open"}, -int(one.other_standing), -one.matched, one.other
