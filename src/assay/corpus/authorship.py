"""Authorship: whether a mail's own words are like what its sender wrote elsewhere, compared with impostors.

After the impostors' method (Koppel and Winter, JASIST 65, 2014): what counts is not how alike the mail and the other
words of its sender are, but how much more alike than the mail and what others wrote in the same language. How large
that lead is for a mail of the sender's own and for somebody else's is learned from the corpus itself, per language.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assay.model.context import Authorship
from assay.model.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.model.context import Standing
    from assay.model.entry import Entry

FEWEST_WORDS = 200
"""Own words that a mail must have to be judged."""
FEWEST_KNOWN = 1_500
"""Own words in the sender's other mails."""
FEWEST_SENDERS = 5
"""Senders of a language with as many words, to compare with and to learn from."""
FEWEST_TRIALS = 30
"""Mails of a language from which it is learned how well its hands can be told apart."""
MOST_IMPOSTORS = 12
CAP = 0.9
"""Decimal logarithm of the highest ratio: weak by rule, since people write otherwise to others, or let others write."""
_MOST_TRIALS = 2_000
_BUCKETS = 256


class _Text(NamedTuple):
    item: str
    sender: str
    words: int
    grams: bytes


class _Profile:
    """The words of one sender in one language."""

    __slots__ = ("_counts", "words")

    def __init__(self) -> None:
        self.words = 0
        self._counts = np.zeros(_BUCKETS, np.int64)

    def add(self, text: _Text) -> None:
        self.words += text.words
        self._counts += np.frombuffer(text.grams, np.uint8)

    @property
    def counts(self) -> list[int]:
        """How often each sequence of characters occurs."""
        found: list[int] = self._counts.tolist()
        return found

    def without(self, text: _Text) -> list[int]:
        """The same without one of its texts."""
        found: list[int] = (self._counts - np.frombuffer(text.grams, np.uint8)).tolist()
        return found


class AuthorshipRelation:
    """Learns how senders write and says how like them their mails are."""

    columns = ("sha256", "from_address", "traits.style")

    def __init__(self) -> None:
        self._texts: dict[str, list[_Text]] = defaultdict(list)
        self._seen: set[bytes] = set()

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns from a mail with own words in a language that is known, whatever vouches for it."""
        del standing
        style = None if entry.traits is None else entry.traits.style
        if entry.kind is not Kind.MESSAGE or style is None or not style.language or not entry.from_address:
            return
        if len(style.grams) != _BUCKETS or style.grams in self._seen:
            return
        self._seen.add(style.grams)
        sender = sys.intern(entry.from_address.lower())
        self._texts[style.language].append(_Text(entry.sha256, sender, style.words, style.grams))

    def result(self) -> Mapping[str, Authorship]:
        """The ratio of each mail that can be judged, by SHA-256; the same words in a second mail count once."""
        found: dict[str, Authorship] = {}
        for language, texts in self._texts.items():
            found.update(_Language(language, texts).judged())
        return found


class _Language:
    """All texts of one language."""

    def __init__(self, name: str, texts: Sequence[_Text]) -> None:
        self.name = name
        self.texts = texts
        self.profiles: dict[str, _Profile] = defaultdict(_Profile)
        for text in texts:
            self.profiles[text.sender].add(text)
        total = [sum(column) for column in zip(*(one.counts for one in self.profiles.values()), strict=True)]
        whole = sum(total) or 1
        self._mean = [math.sqrt(count / whole) for count in total]
        known = sorted(name for name, one in self.profiles.items() if one.words >= FEWEST_KNOWN)
        self._known = known
        self._directions = {name: self._direction(self.profiles[name].counts) for name in known}

    def judged(self) -> dict[str, Authorship]:
        """Those mails of it that can be judged."""
        if len(self._known) < FEWEST_SENDERS:
            return {}
        leads: list[tuple[_Text, int, float, float]] = []
        for text in self.texts:
            profile = self.profiles[text.sender]
            if text.words >= FEWEST_WORDS and profile.words - text.words >= FEWEST_KNOWN:
                own, impostor = self._leads(text, profile)
                leads.append((text, profile.words - text.words, own, impostor))
        if len(leads) < FEWEST_TRIALS:
            return {}
        step = max(1, len(leads) // _MOST_TRIALS)
        mine = _spread([lead for _, _, lead, _ in leads[::step]])
        theirs = _spread([lead for _, _, _, lead in leads[::step]])
        return {
            text.item: Authorship(text.words, known, ratio(lead, mine, theirs), self.name)
            for text, known, lead, _ in leads
        }

    def _leads(self, text: _Text, profile: _Profile) -> tuple[float, float]:
        """How much more a mail is like its sender than like impostors, and the same for one of the impostors."""
        direction = self._direction(text.grams)
        own = sum(map(mul, direction, self._direction(profile.without(text))))
        start = int(text.item[:8], 16) if text.item[:8].isalnum() else 0
        chosen = [
            self._known[(start + number) % len(self._known)]
            for number in range(min(len(self._known), MOST_IMPOSTORS + 1))
        ]
        others = [sum(map(mul, direction, self._directions[name])) for name in chosen if name != text.sender]
        middle, width = _spread(others[1:])
        return (own - middle) / width, (others[0] - middle) / width

    def _direction(self, counts: Sequence[int]) -> list[float]:
        """Where a text departs from the language, as a vector of length one; square roots even out their scatter."""
        whole = sum(counts) or 1
        apart = [math.sqrt(count / whole) - mean for count, mean in zip(counts, self._mean, strict=True)]
        length = math.sqrt(sum(map(mul, apart, apart))) or 1.0
        return [value / length for value in apart]


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and a width that a minority of strays doesn't move (interquartile range of a normal distribution)."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    width = (ordered[-1 - quarter] - ordered[quarter]) / 1.349
    return ordered[len(ordered) // 2], max(width, 0.01)


def ratio(lead: float, mine: tuple[float, float], theirs: tuple[float, float]) -> float:
    """The decimal logarithm of the likelihood ratio of a lead, rounded and capped.

    Args:
        lead: of the mail.
        mine: median and width of the leads of mails over impostors, were their senders true.
        theirs: the same for impostors.
    """
    if lead >= mine[0]:
        lead = mine[0]
    elif lead <= theirs[0]:
        lead = theirs[0]
    value = _log_density(lead, *mine) - _log_density(lead, *theirs)
    return round(max(-CAP, min(CAP, value)), 2)


def _log_density(value: float, middle: float, width: float) -> float:
    return -(((value - middle) / width) ** 2) / 2 / math.log(10) - math.log10(width)
