"""Files and the mails that carry them: who vouches for a document, and which documents stand out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.corpus.bursts import bursts, saved
from assay.corpus.hands import Hands, script
from assay.corpus.tongues import Tongues
from assay.document.lateness import delivered, late
from assay.model.context import Burst, Carriage, Standing
from assay.model.entry import Kind
from assay.model.signature import Scheme
from assay.model.traits import Carried

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assay.model.entry import Entry
    from assay.model.traits import Traits

MOST = 20
"""Other mails that are named."""
_MOST_AROUND = 100
"""Files that one file lies in, after which no more are looked for."""
HABITS = ("author", "modified_by", "application", "producer", "company", "interface", "language", "codepage")
"""Facts in which the files of one sender are alike."""
LANGUAGE = ("interface", "language", "codepage")
"""Facts in which all files of a corpus may be alike."""
_FEWEST_OF_SENDER, _FEWEST_OF_ALL = 5, 30
_MOST_VALUES = 2
_NUMBERS = re.compile(r"[\d.]+")


class _Item(msgspec.Struct, frozen=True):
    sha256: str
    message_id: str
    sender: str
    files: tuple[tuple[str, str], ...]


class _File(msgspec.Struct):
    """What is known of the bytes of one file; items by their number."""

    trait: Carried
    items: list[int]
    senders: set[str]
    proven: list[int]
    first_proven: float | None = None


class Carriages:
    """The relation `carried`."""

    def __init__(self, inside: Mapping[str, Sequence[str]] | None = None) -> None:
        """Knows no file yet.

        Args:
            inside: the files that items lay in, as a zip that a mail carries, by the items' SHA-256.
        """
        self._inside = inside or {}
        self._items: list[_Item] = []
        self._files: dict[str, _File] = {}
        self._hands = Hands()
        self._tongues = Tongues()
        self._late: Counter[str] = Counter()

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns the files of one item and the names in it."""
        traits = entry.traits
        if traits is None:
            return
        self._names(entry.sha256, traits)
        if not traits.files:
            return
        sender = entry.from_address.lower() if entry.kind is Kind.MESSAGE else ""
        files = tuple({file.sha256: (file.sha256, file.name) for file in traits.files}.values())
        proven = standing is Standing.PROVEN and covered(entry)
        for file in {file.sha256: file for file in traits.files}.values():
            known = self._files.setdefault(file.sha256, _File(file, [], set(), []))
            known.items.append(len(self._items))
            known.senders.add(sender)
            if proven:
                known.proven.append(len(self._items))
                if entry.date is not None:
                    known.first_proven = min(entry.date, known.first_proven or entry.date)
        self._items.append(_Item(entry.sha256, entry.message_id, sender, files))
        reference = delivered(entry.date, traits)
        if proven and reference is not None and any(late(file, reference) for file in traits.files):
            self._late[sender] += 1

    def _names(self, item: str, traits: Traits) -> None:
        for field, name, address in traits.names:
            if field in {"from", "reply-to"}:
                self._hands.add(name, item)
                self._hands.add(address.partition("@")[0], item)
        for file in traits.files:
            for fact in ("author", "modified_by", "interface", "company"):
                self._hands.add(file.facts.get(fact, ""), item)
            self._tongues.add(file.facts, item)

    def result(self) -> Mapping[str, tuple[Carriage, ...]]:
        """The files of each item of which something is known."""
        burst = self._bursts()
        lone = _Lone(self._items, self._files)
        found: dict[str, tuple[Carriage, ...]] = {}
        for number, item in enumerate(self._items):
            said = [self._carriage(number, sha256, name, burst.get(sha256), lone) for sha256, name in item.files]
            kept = tuple(one for one in said if one.others or one.burst or one.lone or one.late)
            if kept:
                found[item.sha256] = kept
        return found

    def _bursts(self) -> dict[str, Burst]:
        """The bursts by their documents, and by the files in which those lie."""
        documents = []
        for sha256, file in self._files.items():
            around = [self._files[outer] for outer in self._around(sha256) if outer in self._files]
            numbers = [*file.items[: 2 * MOST], *(number for one in around for number in one.items[: 2 * MOST])]
            items = [self._items[number] for number in numbers]
            holders = {item.sender for item in items if item.sender}
            mails = around if sha256 in self._inside else [file]
            loose = any(not self._items[number].sender for one in mails for number in one.items[: 2 * MOST])
            if loose:
                holders.add(sha256)
            proven = bool(file.proven) or any(one.proven for one in around)
            one = saved(file.trait, {item.sha256 for item in items}, holders, loose=loose, proven=proven)
            if one is not None:
                documents.append(one)
        found = bursts(documents, self._hands, self._tongues)
        for sha256, burst in list(found.items()):
            for outer in self._around(sha256):
                found.setdefault(outer, burst)
        return found

    def _around(self, sha256: str) -> list[str]:
        """The files that a file lies in, the nearest first."""
        found: dict[str, None] = {}
        layer = [sha256]
        while layer and len(found) < _MOST_AROUND:
            layer = [outer for one in layer for outer in self._inside.get(one, ()) if outer not in found]
            found |= dict.fromkeys(layer)
        return [outer for outer in found if outer != sha256]

    def _carriage(self, number: int, sha256: str, name: str, burst: Burst | None, lone: _Lone) -> Carriage:
        file, item = self._files[sha256], self._items[number]
        proven = self._others(file.proven, number)
        return Carriage(
            sha256,
            name,
            self._others(file.items, number),
            proven,
            file.first_proven if proven else None,
            len(file.senders - {""}),
            burst,
            lone.of(number, file.trait),
            self._late[item.sender],
        )

    def _others(self, numbers: list[int], number: int) -> tuple[str, ...]:
        """Mails that aren't copies of this one: at most as many as are named, from a bounded look."""
        mine = self._items[number]
        found = (
            other.sha256
            for other in map(self._items.__getitem__, numbers[: 3 * MOST])
            if other.sha256 != mine.sha256 and other.sender and (other.message_id or other.sha256) != mine.message_id
        )
        return tuple(dict.fromkeys(found))[:MOST]


class _Lone:
    """Facts that only one item has, where the others of its sender, or all, are alike."""

    def __init__(self, items: list[_Item], files: dict[str, _File]) -> None:
        self._items = items
        self._everywhere: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._groups: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for number, item in enumerate(items):
            for sha256, _ in item.files:
                for name, value in _habits(files[sha256].trait):
                    self._everywhere[name, value].add(number)
                    if item.sender:
                        self._groups[item.sender, name][value].add(number)
                    if name in LANGUAGE:
                        self._groups["", name][value].add(number)

    def of(self, number: int, file: Carried) -> dict[str, str]:
        """The facts of a file of an item that stand out, by name."""
        sender = self._items[number].sender
        return {
            name: file.facts[name]
            for name, value in _habits(file)
            if self._everywhere[name, value] == {number}
            and (
                (sender and self._alike(sender, name, value, _FEWEST_OF_SENDER))
                or (name in LANGUAGE and self._alike("", name, value, _FEWEST_OF_ALL) and _language(file.facts[name]))
            )
        }

    def _alike(self, group: str, name: str, value: str, fewest: int) -> bool:
        others = {key: items for key, items in self._groups[group, name].items() if key != value}
        return len(others) <= _MOST_VALUES and sum(map(len, others.values())) >= fewest


def covered(entry: Entry) -> bool:
    """Whether each signature of a mail covers its whole body, so that no file was put behind what is signed."""
    signed = [one for one in entry.signatures if one.scheme in {Scheme.DKIM, Scheme.DOMAINKEYS}]
    return bool(signed) and all(one.body_signed == one.body_total and not one.doubt for one in signed)


def _habits(file: Carried) -> list[tuple[str, str]]:
    """Facts without case and version numbers, with the kind of file where that decides them."""
    facts = file.facts
    return [
        (name, value if name in LANGUAGE else _NUMBERS.sub("#", value).casefold())
        for name in HABITS
        if (value := facts.get(name))
    ]


def _language(value: str) -> bool:
    return bool(script(value)) or value.isdigit() or "-" in value
