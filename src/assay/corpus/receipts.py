"""Mails that the delivering server sealed (ARC) and that aren't as it sealed them any more.

After delivery nobody carries a mail further, so nothing has reason to change it. Only what becomes of a mailbox later,
an export or an archive, may still do so, and that shows in many of its mails at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from assay.corpus.mailboxes import mailbox_of
from assay.corpus.server_forms import family
from assay.corpus.transit import headers_hold, way_of
from assay.model.context import Receipt
from assay.model.entry import Kind
from assay.model.signature import Scheme
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assay.model.context import Standing
    from assay.model.entry import Entry
    from assay.model.signature import Measured
    from assay.signatures.keys.store import KeyStore

FEWEST = 20
"""Mails of one receiver that are still as it sealed them, without which nothing is known of its other ones."""
FEW = 0.03
"""Share of those that aren't above which something innocent changes them."""
_BESIDE = 4
"""Mails in the same mailbox that must be as they were sealed for each other one that isn't: a program that changed a
small mailbox as a whole is lost among the mails of all others."""
_Group = tuple[str, str]
"""Who sealed, and which list the mail came through: a provider that runs lists may seal before it rewrites."""


class _Broken(NamedTuple):
    item: str
    group: _Group
    mailbox: tuple[str, str]
    server: str
    header: int
    part: str


class Receipts:
    """The relation `receipt`."""

    columns = ("sha256", "notes", "reconstructed", "signatures", "traits.hops")

    def __init__(self, keys: KeyStore | None = None) -> None:
        """Starts with nothing learned.

        Args:
            keys: of the case; without them nothing is learned of headers.
        """
        self._keys = keys
        self._counted: Counter[tuple[_Group, str, bool]] = Counter()
        self._beside: Counter[tuple[tuple[str, str], bool]] = Counter()
        self._broken: defaultdict[str, list[_Broken]] = defaultdict(list)

    def add(self, entry: Entry, *, standing: Standing) -> None:  # noqa: ARG002 - every relation gets it
        """Learns whether one mail is as the server that delivered it sealed it.

        A body that is so once an innocent change is undone counts neither way.
        """
        one = _seal_of_receiver(entry)
        if one is None:
            return
        group, mailbox = (organisational(one.domain), way_of(entry)), mailbox_of(entry)
        explained = any(repair.innocent for repair in one.body_repairs)
        parts = {"body": None if explained else one.body_hash_holds, "headers": self._headers(one)}
        for part, holds in parts.items():
            if holds is not None:
                self._counted[group, part, holds] += 1
            if holds is False:
                server = str(entry.notes["receiver"])
                broken = _Broken(entry.sha256, group, mailbox, server, one.header.index, part)
                self._broken[entry.sha256].append(broken)
        if any(holds is not None for holds in parts.values()):
            self._beside[mailbox, False not in parts.values()] += 1

    def _headers(self, one: Measured) -> bool | None:
        found = set(headers_hold(one, self._keys))
        return True in found if found else None

    def result(self) -> Mapping[str, object]:
        """For each mail that isn't as it was sealed, where nearly all others are, as `Receipt`."""
        said: dict[str, Receipt] = {}
        for item, found in self._broken.items():
            told = [broken for broken in found if self._known(broken)]
            if told:
                counts = [self._others(broken) for broken in told]
                held, of = min(counts)
                parts = tuple(broken.part for broken in told)
                said[item] = Receipt(server=told[0].server, header=told[0].header, parts=parts, held=held, of=of)
        return said

    def _others(self, broken: _Broken) -> tuple[int, int]:
        """How many others are as they were sealed, and how many there are."""
        held = self._counted[broken.group, broken.part, True]
        return held, held + self._counted[broken.group, broken.part, False] - 1

    def _known(self, broken: _Broken) -> bool:
        held, of = self._others(broken)
        beside = self._beside[broken.mailbox, False] - 1
        usual = beside * _BESIDE <= self._beside[broken.mailbox, True]
        return held >= FEWEST and of - held <= FEW * of and usual


def _seal_of_receiver(entry: Entry) -> Measured | None:
    """The last signature over the mail of a chain, where the server that delivered it made it.

    Not where the set says that the chain was broken before (`cv=fail`): whoever gets such a mail later stops at that
    (RFC 8617 section 5.2, step 2) and may add no set, so that it needn't be the last hand. Nor where another
    organisation took the mail over above it, or the sets aren't whole.
    """
    if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.notes.get("arc") != "" or entry.traits is None:
        return None
    sets = [one for one in entry.signatures if one.arc_instance]
    last = max((one.arc_instance for one in sets), default=0)
    found = [one for one in sets if one.arc_instance == last and one.scheme is Scheme.ARC_MESSAGE and not one.error]
    seals = [one for one in sets if one.arc_instance == last and one.scheme is Scheme.ARC_SEAL and not one.error]
    owner = organisational(str(entry.notes.get("receiver", "")))
    if not found or not seals or not owner or seals[0].arc_chain == "fail":
        return None
    one = found[0]
    owners = {owner, organisational(one.domain), organisational(seals[0].domain), *_owners_above(entry, one)}
    return one if len(owners) == 1 else None


def _owners_above(entry: Entry, one: Measured) -> Iterator[str]:
    """Whose servers took the mail over above a header field, as far as they have names."""
    for hop in entry.traits.hops if entry.traits is not None else ():
        by = hop.by.lower()
        if hop.field == "received" and hop.span.start < one.header.span.start and family(by) not in {"", "address"}:
            yield organisational(by)
