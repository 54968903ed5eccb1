"""Marks of the tool that made a mail, beside those in its sender's other mails: identifiers and the times in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.examiners.dating import PATIENCE
from assay.examiners.dialect import SHAPE
from assay.message.traits.clocks.kinds import KINDS, Event
from assay.model.context import Toolmarks
from assay.model.entry import Kind
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assay.model.context import Standing
    from assay.model.entry import Entry

OWN, HOUSE, HOUSE_SENDERS = 5, 20, 3
"""Mails of a sender that show how a program writes for him; else of his organisation, by so many senders."""
FEW = 2
"""Mails of one sender with one mark above which they are his habit; likewise of his colleagues, with a gateway."""
_PROGRAM = "mailer.name"


class _Group:
    """The shapes of identifiers under one program's name: of one sender, or of all of an organisation."""

    __slots__ = ("senders", "shapes")

    def __init__(self) -> None:
        self.shapes: Counter[str] = Counter()
        self.senders: set[str] = set()


class ToolmarkRelation:
    """The relation `toolmarks`."""

    def __init__(self) -> None:
        """Starts with nothing learned."""
        self._mails: Counter[str] = Counter()
        self._clocks: Counter[tuple[str, str]] = Counter()
        self._late: list[tuple[str, str, str]] = []
        self._own: defaultdict[tuple[str, str], _Group] = defaultdict(_Group)
        self._house: defaultdict[tuple[str, str], _Group] = defaultdict(_Group)
        self._items: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)

    def add(self, entry: Entry, *, standing: Standing) -> None:  # noqa: ARG002 - what is vouched for is never told of
        """Learns what made one mail."""
        if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.traits is None or not entry.from_address:
            return
        sender = entry.from_address.lower()
        self._mails[sender] += 1
        for name in {clock.name for clock in entry.traits.clocks if _written(clock.name)}:
            self._clocks[sender, name] += 1
            if not entry.traits.hops and entry.date is not None:
                late = min(one.seconds - entry.date for one in entry.traits.clocks if one.name == name)
                if late > PATIENCE:
                    self._late.append((entry.sha256, sender, name))
        program, shape = entry.traits.habits.get(_PROGRAM, ""), entry.traits.habits.get(SHAPE, "")
        if program and shape:
            for group in (
                self._own[sender, program],
                self._house[organisational(sender.rpartition("@")[2]), program],
            ):
                group.shapes[shape] += 1
                if len(group.senders) < HOUSE_SENDERS:
                    group.senders.add(sender)
            kept = self._items[sender, program, shape]
            if len(kept) <= FEW:
                kept.append(entry.sha256)

    def result(self) -> Mapping[str, Toolmarks]:
        """What is known of mails that were made long after their Date, or with rare marks for the program they name."""
        found: dict[str, Toolmarks] = {}
        for item, sender, name in self._late:
            alike = self._clocks[sender, name] - 1
            found[item] = Toolmarks(clock=name, clock_alike=alike, mails=self._mails[sender] - 1)
        for item, program in self._odd():
            found[item] = msgspec.structs.replace(
                found.get(item, Toolmarks()),
                program_mails=program.program_mails,
                program_usual=program.program_usual,
                house=program.house,
            )
        return found

    def _odd(self) -> Iterator[tuple[str, Toolmarks]]:
        """Yields the mails whose identifier no other mail has that names the program, and what those have."""
        for (sender, program, shape), items in self._items.items():
            if len(items) > FEW:
                continue
            house = self._house[organisational(sender.rpartition("@")[2]), program]
            own = self._own[sender, program]
            group = own if own.shapes.total() - len(items) >= OWN else house
            others = group.shapes.total() - len(items)
            alike = house.shapes[shape] - len(items)
            if alike > (FEW if group is own else 0) or others < (OWN if group is own else HOUSE):
                continue
            if group is house and len(house.senders) < HOUSE_SENDERS:
                continue
            usual = group.shapes.most_common(1)[0][0]
            marks = Toolmarks(program_mails=others, program_usual=usual, house=group is house)
            yield from ((item, marks) for item in items)


def _written(clock: str) -> bool:
    return clock in KINDS and KINDS[clock].event is Event.WRITTEN
