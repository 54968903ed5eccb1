"""Mails without a signature where all like them have one.

Three kinds of likeness, each with what it takes before a mail without one is odd:
    `unsigned sender`: of one address, by one way, made by one kind of software: few mails tell a habit;
    `unsigned software`: of one domain, by one way, made by one kind of software;
    `unsigned`: of one domain, by one way.
The list that a mail came through and the server that delivered it belong to the way: either may take signatures off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.server_forms import amid
from assay.model.context import Irregular
from assay.model.signature import Scheme
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.model.entry import Entry
    from assay.model.place import Span
    from assay.model.traits import Hop, Traits

FEWEST = 30
"""Mails of a domain without which nothing is known of it."""
FEWEST_OF_SENDER = 3
"""The same for one sender by one way with one software."""
FEW_CHANGED = 0.1
"""Share of mails without a signature from which on it says nothing."""
_BESIDE = 1
"""Signed mails of the sender on each side in time, at least."""
_BESIDE_FULL, FULL = 2, 5
"""Those on each side and in all that make a habit; with fewer the mail is compared with four at most."""
_NEAR = 400 * 86_400.0
"""How far those beside may lie: providers begin and stop to sign."""


class _Mail(NamedTuple):
    seconds: float
    item: str
    signed: bool
    span: Span


class Signing:
    """Learns who signs."""

    def __init__(self) -> None:
        self._groups: dict[str, defaultdict[tuple[str, ...], list[_Mail]]] = {
            name: defaultdict(list) for name in ("unsigned sender", "unsigned software", "unsigned")
        }

    def add(self, entry: Entry, traits: Traits, last: Hop, client: str) -> None:
        """Learns from one mail.

        Args:
            entry: a message.
            traits: its own.
            last: the delivering hop.
            client: the organisation that handed it over there.
        """
        address = entry.from_address.lower()
        domain = address.rpartition("@")[2]
        if not domain or last.seconds is None:
            return
        through = str(entry.notes.get("list", "")).lower()
        way = submitting(traits) if through else client
        signed = any(
            one.scheme is Scheme.DKIM and not (through and _is_of(through, one.domain)) for one in entry.signatures
        )
        mail = _Mail(last.seconds, entry.sha256, signed, last.span)
        where = (way, through, organisational(last.by))
        maker = software(traits)
        self._groups["unsigned"][domain, *where].append(mail)
        self._groups["unsigned software"][domain, *where, maker].append(mail)
        self._groups["unsigned sender"][address, submitting(traits), *where, maker].append(mail)

    def unsigned(self) -> Iterator[tuple[str, Irregular]]:
        """Yields the mails without a signature amid signed ones, each once, by what tells most."""
        told: set[str] = set()
        for name, groups in self._groups.items():
            for key, mails in groups.items():
                for item, irregular in _bare(name, key, mails):
                    if item not in told and (irregular.of >= FULL or name != "unsigned sender"):
                        told.add(item)
                        yield item, irregular
        for key, mails in self._groups["unsigned sender"].items():
            for item, irregular in _bare("unsigned sender", key, mails):
                if item not in told:
                    yield item, irregular


def _bare(name: str, key: tuple[str, ...], mails: list[_Mail]) -> Iterator[tuple[str, Irregular]]:
    bare = [mail for mail in mails if not mail.signed]
    of_sender = name == "unsigned sender"
    fewest = FEWEST_OF_SENDER + 1 if of_sender else FEWEST
    if not bare or not key[1] or len(mails) < fewest or len(bare) > max(1, FEW_CHANGED * len(mails)):
        return
    times = sorted(mail.seconds for mail in mails if mail.signed)
    without = sorted(mail.seconds for mail in bare)
    for seconds, item, _, span in bare:
        of = len(times)
        alone = _alone(times, without, seconds)
        if name == "unsigned software" and not alone:
            continue
        if of_sender and not (alone and beside(times, seconds, _BESIDE_FULL)):
            of = min(of, FULL - 1)
        if beside(times, seconds, _BESIDE) if of_sender else amid(times, seconds):
            through = key[3] if of_sender else key[2]
            yield item, Irregular(name, key[0], key[1], through, len(bare) - 1, of, 0, span)


def beside(times: Sequence[float], seconds: float, count: int) -> bool:
    """Whether so many of the times, which are sorted, lie close before a time, and as many close behind."""
    place = bisect_left(times, seconds)
    if place < count or len(times) - place < count:
        return False
    return seconds - times[place - count] <= _NEAR and times[place + count - 1] - seconds <= _NEAR


def _alone(times: Sequence[float], without: Sequence[float], seconds: float) -> bool:
    """Whether the next mails before and behind are signed: where signing fails for a while, it does for several."""
    at, place = bisect_left(without, seconds), bisect_left(times, seconds)
    if not 0 < place < len(times):
        return False
    before = at == 0 or without[at - 1] < times[place - 1]
    return before and (at + 1 >= len(without) or without[at + 1] > times[place])


def submitting(traits: Traits) -> str:
    """The organisation of the first server on the way that has a public name; empty where there is none."""
    names = (hop.by for hop in reversed(traits.hops) if hop.field == "received")
    return next((organisational(name) for name in names if "." in name and not _is_address(name)), "")


def software(traits: Traits) -> str:
    """The kind of software that made a mail: by its name, else by the shape of Message-ID."""
    habits = traits.habits
    return habits.get("mailer.name") or f"{habits.get('id.left', '')}@{habits.get('id.right', '')}"


def _is_address(name: str) -> bool:
    return ":" in name or name[-1:].isdigit()


def _is_of(through: str, domain: str) -> bool:
    """Whether a signature is the list's own, which says nothing of what the sender does."""
    return f".{through}".endswith(f".{organisational(domain)}")
