"""How signers' keys are used in the corpus: by whom, from when to when, and beside which other key of the same name."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.examiners.clocks import weighed
from assay.examiners.readings import readings
from assay.model.context import KeyUse, Standing
from assay.model.finding import Direction, Strength
from assay.model.signature import Alignment, Outcome, Scheme
from assay.signatures.check import BY_OTHER_KEY, check
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.entry import Entry
    from assay.signatures.keys.store import KeyStore

MOST_KEYS = 8
"""Keys of one mail that are remembered."""
_NAME = tuple[str, str]


class _Key:
    """What is kept of one key: sums, and the dates that are left when one mail is left out."""

    __slots__ = ("domains", "earliest", "latest", "mails", "senders", "suspects")

    def __init__(self) -> None:
        self.mails = self.suspects = 0
        self.senders: set[str] = set()
        self.domains: set[str] = set()
        self.earliest: list[float] = []
        self.latest: list[float] = []

    def add(self, date: float | None) -> None:
        self.mails += 1
        if date is not None:
            self.earliest = sorted((*self.earliest, date))[:2]
            self.latest = sorted((*self.latest, date), reverse=True)[:2]

    def without(self, date: float | None) -> tuple[float | None, float | None]:
        """The earliest and latest Date of the others."""
        return _first_but(self.earliest, date), _first_but(self.latest, date)


def _first_but(dates: list[float], date: float | None) -> float | None:
    rest = dates[1:] if dates and dates[0] == date else dates
    return rest[0] if rest else None


class KeyUses:
    """Learns which mails each key signs."""

    columns = ("sha256", "from_address", "date", "reconstructed", "signatures", "traits.clocks", "traits.hops")

    def __init__(self, keys: KeyStore | None = None) -> None:
        """Starts with nothing learned.

        Args:
            keys: of the case; without them nothing is known of any.
        """
        self._store = keys
        self._keys: defaultdict[str, _Key] = defaultdict(_Key)
        self._names: defaultdict[_NAME, Counter[str]] = defaultdict(Counter)
        self._items: dict[str, tuple[float | None, bool, tuple[tuple[str, _NAME], ...]]] = {}
        self._foreign: dict[str, tuple[float | None, tuple[_NAME, ...]]] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns from one item: which keys its signatures hold with."""
        signers, foreign = self._signers(entry)
        if foreign:
            self._foreign[entry.sha256] = (entry.date, foreign)
        if not signers:
            return
        suspect = standing is not Standing.PROVEN and speaks_against(entry)
        author = entry.from_address.lower()
        for fingerprint, (name, aligned) in signers.items():
            key = self._keys[fingerprint]
            key.add(entry.date)
            key.suspects += suspect
            key.senders.add(author)
            if aligned:
                key.domains.add(organisational(author.rpartition("@")[2]))
            self._names[name][fingerprint] += 1
        held = tuple((fingerprint, name) for fingerprint, (name, _) in signers.items())
        self._items[entry.sha256] = (entry.date, suspect, held)

    def result(self) -> Mapping[str, object]:
        """For each signed item the use of its keys, or of those in whose name it's signed, as `KeyUse`."""
        found = {
            item: tuple(self._use(fingerprint, name, date, suspect=suspect) for fingerprint, name in held)
            for item, (date, suspect, held) in self._items.items()
        }
        for item, (date, names) in self._foreign.items():
            known = [self._known(name, date) for name in names if self._names[name]]
            if known:
                found[item] = (*found.get(item, ()), *known)
        return found

    def _known(self, name: _NAME, date: float | None) -> KeyUse:
        """The use of the key that signs most mails under a name, as seen from a mail that it didn't sign."""
        fingerprint, mails = self._names[name].most_common(1)[0]
        return msgspec.structs.replace(self._use(fingerprint, name, date, suspect=False), mails=mails + 1)

    def _signers(self, entry: Entry) -> tuple[dict[str, tuple[_NAME, bool]], tuple[_NAME, ...]]:
        """The keys that made its signatures, and the names in which other keys than the known ones did."""
        found: dict[str, tuple[_NAME, bool]] = {}
        foreign: dict[_NAME, None] = {}
        if self._store is None or entry.reconstructed:
            return found, ()
        for one in entry.signatures:
            known = self._store.find(one.domain, one.selector) if one.scheme is Scheme.DKIM else ()
            if not known or len(found) >= MOST_KEYS:
                continue
            checked = check(one, known, date=entry.date, now=0.0)
            if checked.outcome is Outcome.PASS and checked.key is not None:
                aligned = one.alignment in {Alignment.STRICT, Alignment.RELAXED}
                found.setdefault(checked.key.fingerprint, ((one.domain, one.selector), aligned))
            elif checked.outcome is Outcome.FAIL and checked.reason == BY_OTHER_KEY:
                foreign[one.domain, one.selector] = None
        return found, tuple(foreign)

    def _use(self, fingerprint: str, name: _NAME, date: float | None, *, suspect: bool) -> KeyUse:
        key = self._keys[fingerprint]
        first, last = key.without(date)
        others = key.mails - 1
        rivals = [(count, other) for other, count in self._names[name].items() if other != fingerprint]
        count, rival = max(rivals, default=(0, ""))
        dates = self._keys[rival] if rival else None
        return KeyUse(
            fingerprint=fingerprint,
            mails=key.mails,
            senders=len(key.senders),
            domains=len(key.domains),
            first=first,
            last=last,
            other_suspects=(key.suspects - suspect) / others if others else None,
            rival_mails=count,
            rival_first=dates.earliest[0] if dates and dates.earliest else None,
            rival_last=dates.latest[0] if dates and dates.latest else None,
        )


def speaks_against(entry: Entry) -> bool:
    """Whether a mail's own clocks speak against it with any weight."""
    light = {Strength.NONE, Strength.WEAK}
    return any(
        one.direction is Direction.AGAINST and one.strength not in light for one in weighed(entry, readings(entry))
    )
