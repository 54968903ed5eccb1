"""Values that software makes once and that stand in two mails: one of them was made out of the other.

What honest mail shares isn't counted: copies of one mail, a mail whose Message-ID a gateway replaced, one mailing to
several people, one connection that carried several mails, and values of software that doesn't make new ones.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from assay.corpus.spill import Spill
from assay.message.traits.tokens import SOFTWARE
from assay.model.context import Shared, Standing
from assay.model.entry import Kind
from assay.model.signature import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from assay.corpus.spill import Spilled
    from assay.model.entry import Entry
    from assay.model.traits import Token

TEMPLATE = 3
"""Mails with the same value of the sender's program up to which it isn't a template."""
CARELESS = 0.2
"""Share of a maker's values that are used twice above which it doesn't make new ones."""
FEWEST_VALUES = 5
NEAR = 3600.0
"""Seconds within which mails of one sender may go over one connection, and one mailing to several people."""
FITS, OFF = 86_400.0, 172_800.0
"""Seconds between Date and the time inside a value up to which they fit, and from which on they don't."""
MOST_OF_ONE = 12
"""Mails with one value that are compared with each other; of more, the best vouched for with each other one."""
MOST_OTHERS = 5


class _Mail(NamedTuple):
    item: str
    message_id: str
    body: str
    sender: str
    topic: str
    seconds: float | None
    standing: Standing
    whole: int
    """1 where the body hash of a DKIM signature holds, -1 where none does, 0 without."""
    listed: bool


class Reuse:
    """Remembers which mails carry which value."""

    columns = (
        "sha256",
        "message_id",
        "body_sha256",
        "from_address",
        "date",
        "notes",
        "reconstructed",
        "signatures",
        "traits.tokens",
        "traits.topic",
    )

    def __init__(self, folder: Path | None = None) -> None:
        """Remembers nothing yet.

        Args:
            folder: on a disk with space for the values of all mails.
        """
        self._mails: list[_Mail] = []
        self._spill = Spill(folder)
        self._tokens: list[Spilled] = []
        self._makers: dict[tuple[str, str], int] = {}
        self._values = (array("Q"), array("L"), array("L"))

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns the values of a mail whose container kept its bytes."""
        if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.traits is None or not entry.traits.tokens:
            return
        number = len(self._mails)
        holds = [one.body_hash_holds for one in entry.signatures if one.scheme is Scheme.DKIM and not one.error]
        self._mails.append(
            _Mail(
                entry.sha256,
                entry.message_id,
                entry.body_sha256,
                entry.from_address.lower(),
                entry.traits.topic,
                entry.date,
                standing,
                1 if True in holds else -1 if False in holds else 0,
                bool(entry.notes.get("list")),
            )
        )
        self._tokens.append(self._spill.put(_packed(entry.traits.tokens)))
        for key in {_key(one) for one in entry.traits.tokens}:
            maker = self._makers.setdefault(key[:2], len(self._makers))
            for column, value in zip(self._values, (_mark(key), maker, number), strict=True):
                column.append(value)

    def result(self) -> Mapping[str, tuple[Shared, ...]]:
        """For each mail that shares values, with which others."""
        pairs: defaultdict[tuple[int, int], list[tuple[str, str, str]]] = defaultdict(list)
        for key, numbers in self._shared().items():
            for pair in self._pairs(numbers):
                pairs[pair].append(key)
        found: defaultdict[str, list[Shared]] = defaultdict(list)
        for (first, second), keys in sorted(pairs.items()):
            for here, there in ((first, second), (second, first)):
                found[self._mails[here].item].append(self._said(here, there, sorted(keys)))
        return {item: tuple(sorted(one, key=_rank)[:MOST_OTHERS]) for item, one in found.items()}

    def _shared(self) -> dict[tuple[str, str, str], list[int]]:
        """Values of mails that aren't copies of one mail, without those of careless makers and templates."""
        made, carriers = self._carriers()
        several = {key: numbers for key, numbers in carriers.items() if len(numbers) > 1 and self._differ(numbers)}
        twice: Counter[tuple[str, str]] = Counter(key[:2] for key in several)
        return {
            key: numbers
            for key, numbers in several.items()
            if (made[key[:2]] < FEWEST_VALUES or twice[key[:2]] <= CARELESS * made[key[:2]])
            and (key[0] not in SOFTWARE or self._differing(numbers) <= TEMPLATE)
        }

    def _carriers(self) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str, str], list[int]]]:
        """How many different values each maker made, and which mails carry those that several mails carry."""
        marks, makers, numbers = (np.array(column) for column in self._values)
        _, first, place, count = np.unique(marks, return_index=True, return_inverse=True, return_counts=True)
        made = np.bincount(makers[first], minlength=len(self._makers))
        several = count[place] > 1
        wanted = set(marks[several].tolist())
        carriers: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number in np.unique(numbers[several]).tolist():
            for key in {key for key, _ in _unpacked(self._tokens[number]) if _mark(key) in wanted}:
                carriers[key].append(number)
        return dict(zip(self._makers, made.tolist(), strict=True)), carriers

    def _differ(self, numbers: list[int]) -> bool:
        return self._differing(numbers) > 1

    def _differing(self, numbers: list[int]) -> int:
        """How many different mails these are: a Message-ID that is missing counts by the body."""
        return len({self._mails[number].message_id or self._mails[number].body for number in numbers})

    def _pairs(self, numbers: list[int]) -> Iterator[tuple[int, int]]:
        if len(numbers) <= MOST_OF_ONE:
            chosen: Iterator[tuple[int, int]] = combinations(numbers, 2)
        else:
            best = max(numbers, key=lambda number: (self._mails[number].standing, self._mails[number].whole, -number))
            chosen = ((min(best, number), max(best, number)) for number in numbers if number != best)
        for first, second in chosen:
            one, other = self._mails[first], self._mails[second]
            if one.message_id != other.message_id or not one.message_id:
                yield first, second

    def _said(self, here: int, there: int, keys: list[tuple[str, str, str]]) -> Shared:
        mail, other = self._mails[here], self._mails[there]
        transport = sum(key[0] not in SOFTWARE for key in keys)
        suspicion, why = self._clone(here, there, keys)
        names = tuple(dict.fromkeys(key[0] for key in keys))
        values = tuple(f"{name}: {maker} {value}" if maker else f"{name}: {value}" for name, maker, value in keys)
        return Shared(
            other=other.item,
            tokens=names,
            values=values[:MOST_OTHERS],
            transport=transport,
            suspicion=suspicion,
            why=why,
            excuse=_excuse(mail, other, keys, transport),
            other_seconds=other.seconds,
        )

    def _clone(self, here: int, there: int, keys: list[tuple[str, str, str]]) -> tuple[str, str]:
        mail, other = self._mails[here], self._mails[there]
        known = (mail.standing is Standing.PROVEN) != (other.standing is Standing.PROVEN)
        if known and _domain(mail) == _domain(other):
            return ("this" if mail.standing < other.standing else "other"), "proven"
        if mail.whole != other.whole and min(mail.whole, other.whole) < 0:
            return ("this" if mail.whole < other.whole else "other"), "body hash"
        mine, theirs = self._off(here, keys), self._off(there, keys)
        if mine is not None and theirs is not None:
            if mine > OFF and theirs < FITS:
                return "this", "clock"
            if theirs > OFF and mine < FITS:
                return "other", "clock"
        return "", ""

    def _off(self, number: int, keys: list[tuple[str, str, str]]) -> float | None:
        """Seconds between Date and the times inside the values, the least of them."""
        date = self._mails[number].seconds
        wanted = set(keys)
        times = [at for key, at in _unpacked(self._tokens[number]) if at is not None and key in wanted]
        return None if date is None or not times else min(abs(date - at) for at in times)


def _domain(mail: _Mail) -> str:
    """Whoever signs for another domain may have cloned an honest mail to discredit it."""
    return mail.sender.rpartition("@")[2]


def _key(token: Token) -> tuple[str, str, str]:
    return token.name, token.maker, token.value


def _mark(key: tuple[str, str, str]) -> int:
    """A number for a value: equal for equal ones, and practically never for others."""
    text = "\0".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


def _packed(tokens: Sequence[Token]) -> bytes:
    return msgspec.msgpack.encode(
        [([text.encode("utf-8", "surrogatepass") for text in _key(one)], one.seconds) for one in tokens]
    )


def _unpacked(spilled: Spilled) -> Iterator[tuple[tuple[str, str, str], float | None]]:
    """Yields the values of a mail with the times inside of them."""
    for (name, maker, value), seconds in _PACKED.decode(spilled.read()):
        text = [part.decode("utf-8", "surrogatepass") for part in (name, maker, value)]
        yield (text[0], text[1], text[2]), seconds


_PACKED = msgspec.msgpack.Decoder(list[tuple[tuple[bytes, bytes, bytes], float | None]])


def _rank(shared: Shared) -> tuple[bool, bool, bool, int, str]:
    return bool(shared.excuse), shared.suspicion != "this", shared.why != "proven", -shared.transport, shared.other


def _excuse(mail: _Mail, other: _Mail, keys: list[tuple[str, str, str]], transport: int) -> str:
    """The innocent reason; empty where none is known."""
    if Standing.NONE not in {mail.standing, other.standing}:
        return "signatures vouch for both"
    alike = mail.sender == other.sender and mail.topic == other.topic
    if mail.body == other.body and alike:
        return "the same mail under two Message-IDs, which gateways replace"
    if (mail.listed or other.listed) and alike:
        return "one mail that a list passed on in two ways"
    near = mail.seconds is not None and other.seconds is not None and abs(mail.seconds - other.seconds) <= NEAR
    if len(keys) == 1 and keys[0][0] == "queue-id" and mail.sender == other.sender and near:
        return "mails that one server handed to another over one connection"
    if not transport and alike:
        return "a draft that was sent twice, or one mailing to several people"
    if not transport and {key[0] for key in keys} == {"thread-index"}:
        return "an answer from a program that takes over the index of what it answers"
    return ""
