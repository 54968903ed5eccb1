"""Bursts of edits: many documents of others, mostly old ones, that one foreign hand saved right after one another.

In May 2017 an archive of spreadsheets, some over ten years old, turned out to have been saved within four minutes by an
Office in a language that nobody in the campaign used; about half of them bore a name in its script.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.tongues import told, tongue
from assay.examiners.burst import KINDS
from assay.model.context import Burst, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.corpus.hands import Hands
    from assay.corpus.tongues import Tongues
    from assay.model.traits import Carried

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
        tells: what it says of the language and the organisation of the machine that saved it (`tongues.told`).
        items: where it lies.
        holders: the senders of the mails that carry it, and for a loose document itself.
        loose: whether it lies about in the dump, also inside of a file that does.
        proven: whether a mail that a signature vouches for carries it.
    """

    sha256: str
    created: float
    modified: float
    by: str
    author: str
    tells: dict[str, str]
    items: set[str]
    holders: set[str]
    loose: bool
    proven: bool


def saved(file: Carried, items: set[str], holders: set[str], *, loose: bool, proven: bool) -> Saved | None:
    """What bursts are told by; None for what can't be part of one."""
    created, modified = file.times.get("created"), file.times.get("modified")
    if file.kind not in KINDS or created is None or modified is None:
        return None
    by, author = (file.facts.get(name, "") for name in ("modified_by", "author"))
    return Saved(file.sha256, created, modified, by, author, told(file.facts), items, holders, loose, proven)


def bursts(documents: Sequence[Saved], hands: Hands, tongues: Tongues) -> dict[str, Burst]:
    """The bursts by the documents that belong to them.

    Args:
        documents: all of the corpus.
        hands: the names that stand in it.
        tongues: the languages and organisations.
    """
    groups: defaultdict[tuple[str, str], list[Saved]] = defaultdict(list)
    nameless: list[Saved] = []
    for one in documents:
        for name, value in one.tells.items():
            groups[name, value.casefold()].append(one)
        if one.by:
            groups["by", one.by.casefold()].append(one)
        else:
            nameless.append(one)
    nameless.sort(key=lambda one: one.modified)
    found: dict[str, Burst] = {}
    for group in groups.values():
        for cluster in _clusters(group):
            whole = list({one.sha256: one for one in (*cluster, *_beside(cluster, nameless))}.values())
            burst = _burst(whole, hands, tongues, len(documents)) if len(whole) >= FEWEST else None
            if burst is None:
                continue
            for one in whole:
                others = tuple(other.sha256 for other in whole[: _MOST_OTHERS + 1] if other is not one)[:_MOST_OTHERS]
                if one.sha256 not in found or _weight(burst) > _weight(found[one.sha256]):
                    found[one.sha256] = msgspec.structs.replace(burst, others=others)
    return found


def _weight(burst: Burst) -> tuple[int, int, int]:
    """Of several bursts of one document that with most documents is told, and of these that which tells most."""
    return burst.documents, len(burst.signs), burst.named


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
    start, end = (bisect_left(nameless, first, key=_modified), bisect_right(nameless, last, key=_modified))
    return nameless[start:end]


def _modified(one: Saved) -> float:
    return one.modified


def _burst(cluster: list[Saved], hands: Hands, tongues: Tongues, documents: int) -> Burst | None:
    made = [one.created for one in cluster]
    old = [one.created for one in cluster if one.modified - one.created >= _OLD]
    aged = len(old) >= FEWEST and max(old) - min(old) >= _SPREAD
    times = [one.modified for one in cluster]
    items = set[str]().union(*(one.items for one in cluster))
    names = Counter(one.by for one in cluster if one.by)
    by = max(names, key=lambda name: (hands.foreign(name, items), names[name], name), default="")
    signs = {"name": by} if hands.foreign(by, items) else {}
    signs |= _signs(cluster, items, hands, tongues)
    authors = {one.author.casefold() for one in cluster if one.author} - {by.casefold()}
    migration = len(cluster) >= _MIGRATION and len(cluster) > _MIGRATED * documents
    at_home = 2 * sum(hands.known(author, items) for author in authors) >= len(authors) > 0
    others = aged and at_home and len(authors) > 1 and not migration
    foreign = ""
    if "name" in signs or "interface" in signs:
        foreign = "script" if aged or at_home else ""
    elif signs:
        foreign = "language" if aged and (at_home or not authors) and not migration else ""
    elif others and by and not hands.known(by, items):
        foreign, signs = "name", {"name": by}
    if not foreign:
        return None
    return Burst(
        others=(),
        documents=len(cluster),
        start=min(times),
        seconds=max(times) - min(times),
        days=(max(made) - min(made)) / 86_400,
        by=by,
        named=names[by],
        foreign=foreign,
        signs=tuple(Sign(name, value, tongue(name, value)) for name, value in signs.items()),
        authors=len(authors),
        carriers=len(set[str]().union(*(one.holders for one in cluster))),
        sent=not any(one.loose for one in cluster),
        proven=any(one.proven for one in cluster),
    )


def _signs(cluster: list[Saved], items: set[str], hands: Hands, tongues: Tongues) -> dict[str, str]:
    """What most of those documents that say it say of a machine whose language isn't of this corpus."""
    signs: dict[str, str] = {}
    for name in ("interface", "company", "language", "codepage"):
        said = [one.tells[name] for one in cluster if name in one.tells]
        if name in {"interface", "company"}:
            strange = [value for value in said if hands.foreign(value, items)]
        else:
            strange = [value for value in said if tongues.foreign(name, value, items)]
        if 2 * len(strange) > len(said):
            signs[name] = Counter(strange).most_common(1)[0][0]
    return signs
