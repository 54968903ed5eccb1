"""Bursts of edits: many documents of others, mostly old ones, that one foreign hand saved right after one another.

In May 2017 an archive of spreadsheets, some over ten years old, turned out to have been saved within four minutes by an
Office in a language that nobody in the campaign used.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.model.context import Burst

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.corpus.hands import Hands
    from assay.model.traits import Carried

KINDS = frozenset({"ooxml", "ole", "odf", "rtf"})
FEWEST = 5
"""Documents of a burst."""
_FEWEST_NAMED = 3
_GAP = 300.0
"""Seconds between one and the next."""
_OLD = 30 * 86_400.0
_SPREAD = 180 * 86_400.0
"""Seconds between the making of the first and the last: what is made in one piece is also saved in one piece."""
_MIGRATION = 50
_MIGRATED = 0.3
"""So many documents, and that share of all, are saved by a migration."""
_MOST_OTHERS = 20


class Saved(msgspec.Struct, frozen=True):
    """A document with what bursts are told by.

    Attributes:
        sha256: of its bytes.
        created, modified: seconds since 1970.
        by: who saved it last; empty where it doesn't say.
        author: who made it.
        interface: a word in the language of the program.
        items: where it lies.
        holders: the senders of the mails that carry it, and for a loose document itself.
        proven: whether a mail that a signature vouches for carries it.
    """

    sha256: str
    created: float
    modified: float
    by: str
    author: str
    interface: str
    items: set[str]
    holders: set[str]
    proven: bool


def saved(file: Carried, items: set[str], holders: set[str], *, proven: bool) -> Saved | None:
    """What bursts are told by; None for what can't be part of one."""
    created, modified = file.times.get("created"), file.times.get("modified")
    if file.kind not in KINDS or created is None or modified is None:
        return None
    facts = file.facts
    by, author, interface = (facts.get(name, "") for name in ("modified_by", "author", "interface"))
    return Saved(file.sha256, created, modified, by, author, interface, items, holders, proven)


def bursts(documents: Sequence[Saved], hands: Hands) -> dict[str, Burst]:
    """The bursts by the documents that belong to them.

    Args:
        documents: all of the corpus.
        hands: the names that stand in it.
    """
    named: dict[str, list[Saved]] = defaultdict(list)
    nameless: list[Saved] = []
    for one in documents:
        (named[one.by.casefold()] if one.by else nameless).append(one)
    found: dict[str, Burst] = {}
    for group in named.values():
        for cluster in _clusters(group):
            whole = cluster + _beside(cluster, nameless)
            burst = _burst(whole, hands, len(documents)) if len(whole) >= FEWEST else None
            if burst is None:
                continue
            for one in whole:
                others = tuple(other.sha256 for other in whole[: _MOST_OTHERS + 1] if other is not one)[:_MOST_OTHERS]
                found[one.sha256] = msgspec.structs.replace(burst, others=others)
    return found


def _clusters(group: list[Saved]) -> Iterator[list[Saved]]:
    group.sort(key=lambda one: one.modified)
    start = 0
    for index in range(1, len(group) + 1):
        if index == len(group) or group[index].modified - group[index - 1].modified > _GAP:
            if index - start >= _FEWEST_NAMED:
                yield group[start:index]
            start = index


def _beside(cluster: list[Saved], nameless: list[Saved]) -> list[Saved]:
    """Documents that don't say who saved them, from the same minutes."""
    first, last = cluster[0].modified - _GAP, cluster[-1].modified + _GAP
    return [one for one in nameless if first <= one.modified <= last]


def _burst(cluster: list[Saved], hands: Hands, documents: int) -> Burst | None:
    made = [one.created for one in cluster]
    old = [one.created for one in cluster if one.modified - one.created >= _OLD]
    aged = len(old) >= FEWEST and max(old) - min(old) >= _SPREAD
    times = [one.modified for one in cluster]
    items = set[str]().union(*(one.items for one in cluster))
    by = cluster[0].by
    words = [one.interface for one in cluster if one.interface]
    strange = sum(hands.foreign(word, items) for word in words)
    authors = {one.author.casefold() for one in cluster if one.author} - {by.casefold()}
    migration = len(cluster) >= _MIGRATION and len(cluster) > _MIGRATED * documents
    at_home = 2 * sum(hands.known(author, items) for author in authors) >= len(authors) > 0
    foreign = ""
    if hands.foreign(by, items) or 2 * strange > len(words) > 0:
        foreign = "script" if aged or at_home else ""
    elif aged and at_home and len(authors) > 1 and not migration and not hands.known(by, items):
        foreign = "name"
    if not foreign:
        return None
    return Burst(
        others=(),
        documents=len(cluster),
        start=min(times),
        seconds=max(times) - min(times),
        days=(max(made) - min(made)) / 86_400,
        by=by,
        foreign=foreign,
        authors=len(authors),
        carriers=len(set[str]().union(*(one.holders for one in cluster))),
        proven=any(one.proven for one in cluster),
    )
