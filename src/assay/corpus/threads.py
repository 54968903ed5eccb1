"""Threads: who answers whom, and who is never referred to.

After Zawinski's algorithm (jwz.org/doc/threading.html): a mail's parent is what In-Reply-To names, else the last of
its References that is here; else what Outlook's Thread-Index says, whose prefix is the parent's (MS-OXOMSG section
2.2.1.3). Loops and Message-IDs that several mails share are borne.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.model.context import Standing, Thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.entry import Entry

MOST_NAMED = 20
"""Message-IDs named of one mail."""
MOST_REFERENCES = 100
MOST_ALIKE = 10
"""Mails with one Message-ID that are looked at."""
SMALLEST, LARGEST = 5, 60
"""Mails of threads whose citations are compared."""
LEAST_LATER = 3
"""Later mails that have to leave a mail out before it's said."""
_CHILD = 10
"""Hexadecimal digits that an answer appends to Thread-Index."""
_ROOT = 44


class _Node(msgspec.Struct):
    item: str
    cites: tuple[str, ...]
    index: str
    seconds: float | None
    earliest: float | None
    latest: float | None
    received: bool
    standing: Standing
    message_id: str
    parent: int | None = None
    how: str = ""
    children: int = 0
    first: int | None = None


class Threads:
    """Learns the threads of a corpus."""

    columns = ("sha256", "message_id", "in_reply_to", "references", "date", "traits.hops", "traits.thread_index")

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._nodes: list[_Node] = []

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Keeps what threads are made of."""
        if entry.kind.value != "message":
            return
        times = [hop.seconds for hop in entry.traits.hops if hop.seconds is not None] if entry.traits else []
        received = bool(times)
        if entry.date is not None:
            times.append(entry.date)
        cites = dict.fromkeys((*entry.references[-MOST_REFERENCES:], entry.in_reply_to))
        cites.pop("", None)
        cites.pop(entry.message_id, None)
        if entry.in_reply_to in cites:
            del cites[entry.in_reply_to]
            cites[entry.in_reply_to] = None
        self._nodes.append(
            _Node(
                entry.sha256,
                tuple(map(sys.intern, cites)),
                entry.traits.thread_index if entry.traits else "",
                entry.date,
                min(times, default=None),
                max(times, default=None),
                received,
                standing,
                sys.intern(entry.message_id),
            )
        )

    def result(self) -> dict[str, Thread]:
        """The threads, by item."""
        nodes = self._nodes
        by_id: dict[str, list[int]] = defaultdict(list)
        by_index: dict[str, int] = {}
        for number, node in enumerate(nodes):
            if node.message_id and len(by_id[node.message_id]) < MOST_ALIKE:
                by_id[node.message_id].append(number)
            if len(node.index) >= _ROOT:
                by_index.setdefault(node.index, number)
        cited = Counter(cite for node in nodes for cite in node.cites)
        for number, node in enumerate(nodes):
            self._find_parent(number, node, by_id, by_index)
        left_out = self._left_out(by_id)
        sizes = Counter(map(self._root, range(len(nodes))))
        return {
            node.item: self._thread(number, node, by_id, cited, left_out.get(number, 0), sizes)
            for number, node in enumerate(nodes)
        }

    def _find_parent(self, number: int, node: _Node, by_id: dict[str, list[int]], by_index: dict[str, int]) -> None:
        found: int | None = None
        for cite in reversed(node.cites):
            alike = [one for one in by_id.get(cite, ()) if one != number]
            if alike:
                found = min(alike, key=lambda one: (_or_zero(self._nodes[one].earliest), self._nodes[one].item))
                node.how = "message-id"
                break
        if found is None and len(node.index) > _ROOT:
            found = by_index.get(node.index[:-_CHILD])
            node.how = "thread-index"
        if found is None or found == number or self._loops(found, number):
            node.how = ""
            return
        node.parent = found
        parent = self._nodes[found]
        parent.children += 1
        first = parent.first
        if node.latest is not None and (first is None or node.latest < _or_zero(self._nodes[first].latest)):
            parent.first = number

    def _loops(self, start: int, forbidden: int) -> bool:
        at: int | None = start
        for _ in range(MOST_REFERENCES):
            if at is None:
                return False
            if at == forbidden:
                return True
            at = self._nodes[at].parent
        return True

    def _root(self, number: int) -> int:
        for _ in range(MOST_REFERENCES):
            parent = self._nodes[number].parent
            if parent is None:
                break
            number = parent
        return number

    def _thread(
        self,
        number: int,
        node: _Node,
        by_id: dict[str, list[int]],
        cited: Counter[str],
        later: int,
        sizes: Counter[int],
    ) -> Thread:
        parent = None if node.parent is None else self._nodes[node.parent]
        child = None if node.first is None else self._nodes[node.first]
        absent = [cite for cite in node.cites if cite not in by_id]
        alien: list[str] = []
        if parent is not None and node.how == "message-id" and parent.cites:
            known = {*parent.cites, parent.message_id}
            alien = [cite for cite in absent if cited[cite] == 1 and cite not in known]
        return Thread(
            parent="" if parent is None else parent.item,
            how=node.how,
            standing=node.standing,
            parent_standing=Standing.NONE if parent is None else parent.standing,
            latest=node.latest,
            earliest=node.earliest,
            received=node.received,
            parent_earliest=None if parent is None else parent.earliest,
            parent_received=parent is not None and parent.received,
            seconds=node.seconds,
            parent_seconds=None if parent is None else parent.seconds,
            absent=tuple(absent[-MOST_NAMED:]),
            alien=tuple(alien[-MOST_NAMED:]),
            children=node.children,
            child="" if child is None else child.item,
            child_standing=Standing.NONE if child is None else child.standing,
            child_latest=None if child is None else child.latest,
            child_received=child is not None and child.received,
            later=later,
            size=sizes[self._root(number)],
        )

    def _left_out(self, by_id: dict[str, list[int]]) -> dict[int, int]:
        """Mails that no later one of their thread cites, though each of those cites all others before it."""
        threads: dict[int, list[int]] = defaultdict(list)
        for number, node in enumerate(self._nodes):
            if node.message_id and len(by_id[node.message_id]) == 1 and node.seconds is not None:
                threads[self._root(number)].append(number)
        found: dict[int, int] = {}
        for members in threads.values():
            if SMALLEST <= len(members) <= LARGEST:
                found.update(self._skipped(sorted(members, key=lambda one: _or_zero(self._nodes[one].seconds))))
        return found

    def _skipped(self, ordered: list[int]) -> Iterator[tuple[int, int]]:
        ids = [self._nodes[one].message_id for one in ordered]
        missed = [set(ids[:place]) - set(self._nodes[one].cites) for place, one in enumerate(ordered)]
        for place in range(1, len(ordered) - LEAST_LATER):
            if all(missing == {ids[place]} for missing in missed[place + 1 :]):
                yield ordered[place], len(ordered) - place - 1


def _or_zero(value: float | None) -> float:
    return 0.0 if value is None else value
