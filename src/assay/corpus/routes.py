"""What is unusual about the way of each mail, measured by the mails that came the same way.

Names of what is found:
    `form ASPECT`: a line under a server's name that isn't written as its other lines are;
    `block lacks`, `block order`: the delivering server's fields on top of the mail;
    `accord CHECK`: what that server recorded against what is here (`assay.corpus.accord`);
    `unsigned`, `unsigned sender`, `unsigned software`: no signature where all alike have one (`assay.corpus.signing`);
    `clock`: two servers whose clocks agree everywhere else, here running backwards;
    `gap`: a server that got the mail from another organisation than the next line below was written by;
    `recorded METHOD`: a check that the delivering server made and that failed;
    `client`: handed over by an organisation that no other mail of that domain comes from;
    `no way`: no line of any server, in a mailbox whose other mail to the owner has them.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assay.corpus.accord import Check, accord, believed
from assay.corpus.mailboxes import Mailboxes
from assay.corpus.server_forms import BY_CHANCE, Line, family, group_of, odd_blocks, odd_lines
from assay.corpus.signing import FEW_CHANGED, Signing
from assay.message.traits.trace import delivering
from assay.model.context import Irregular, Standing
from assay.model.entry import Kind
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from assay.model.entry import Entry
    from assay.model.traits import Hop, Traits

BACKWARDS = 600.0
"""Seconds by which an upper line is older than the lower one before that counts: clocks err."""
FEWEST_CHECKS = 5
FEWEST_PAIRS = 20
FEWEST_CLIENTS = 30
MOST_CLIENTS = 3
FEW = 0.02
"""Share of mails that may fail a check before failing it says nothing."""
_MOST_KEPT = 2000
_METHODS = frozenset({"dmarc", "dkim", "spf"})


class Routes:
    """Learns from all mails what each way looks like."""

    columns = (
        "sha256",
        "from_address",
        "to_addresses",
        "notes",
        "reconstructed",
        "signatures",
        "traits.claims",
        "traits.habits",
        "traits.hops",
        "traits.names",
        "traits.trace",
    )

    def __init__(self, custodians: Collection[str] = ()) -> None:
        self._custodians = frozenset(organisational(domain) for domain in custodians)
        self._lines: defaultdict[tuple[str, str, bool], list[Line]] = defaultdict(list)
        self._blocks: defaultdict[str, list[Line]] = defaultdict(list)
        self._held: Counter[tuple[str, str]] = Counter()
        self._vouched: Counter[tuple[str, str]] = Counter()
        self._failed: defaultdict[tuple[str, str], list[tuple[str, Check, Standing]]] = defaultdict(list)
        self._pairs: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._backwards: list[tuple[str, str, str, float, Hop]] = []
        self._links: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._gaps: list[tuple[str, str, tuple[str, str], Hop]] = []
        self._clients: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._handed: defaultdict[tuple[str, str], list[tuple[str, Hop]]] = defaultdict(list)
        self._signing = Signing()
        self._recorded: list[tuple[str, Irregular]] = []
        self._mailboxes = Mailboxes(self._custodians)

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns from a mail whose container kept its bytes."""
        if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.traits is None:
            return
        self._mailboxes.add(entry)
        last = delivering(entry.traits.hops)
        receiver = family(last.by) if last is not None else ""
        self._add_lines(entry, entry.traits, receiver, standing)
        if last is None or not receiver:
            return
        if last.seconds is not None:
            block = Line(last.seconds, entry.sha256, sys.intern("|".join(entry.traits.trace)), standing, last.span)
            self._blocks[receiver].append(block)
        self._add_checks(entry, receiver, standing)
        self._add_client(entry, entry.traits, last)
        if standing is Standing.NONE:
            claims = believed(entry.traits, last, self._custodians)
            failed = {one.method: one.span for one in claims if one.method in _METHODS and one.result == "fail"}
            for method, span in failed.items():
                said = Irregular(f"recorded {method}", receiver, "fail", "pass", 0, 0, 0, span)
                self._recorded.append((entry.sha256, said))

    def _add_lines(self, entry: Entry, traits: Traits, receiver: str, standing: Standing) -> None:
        above: Hop | None = None
        for hop in traits.hops:
            group = group_of(hop, receiver)
            if group is not None and hop.seconds is not None:
                self._lines[group].append(Line(hop.seconds, entry.sha256, sys.intern(hop.form), standing, hop.span))
            if hop.field == "received":
                if above is not None:
                    self._add_pair(entry.sha256, above, hop)
                above = hop

    def _add_pair(self, item: str, upper: Hop, lower: Hop) -> None:
        first, second = family(upper.by), family(lower.by)
        if not first or not second:
            return
        if upper.seconds is not None and lower.seconds is not None:
            late = lower.seconds - upper.seconds
            wrong = int(late > BACKWARDS)
            for name in {first, second}:
                self._pairs[name][0] += 1
                self._pairs[name][1] += wrong
            if wrong and first != second:
                self._backwards.append((item, first, second, late, upper))
        if upper.helo and "address" not in {first, second}:
            linked = _linked(upper, lower)
            self._links[first][0] += 1
            self._links[first][1] += int(not linked)
            if not linked:
                between = (organisational(upper.helo), organisational(lower.by))
                self._gaps.append((item, first, between, upper))

    def _add_checks(self, entry: Entry, receiver: str, standing: Standing) -> None:
        for check in accord(entry, self._custodians):
            key = (receiver, check.name)
            if check.holds:
                self._held[key] += 1
                self._vouched[key] += standing > Standing.NONE
            elif len(self._failed[key]) < _MOST_KEPT:
                self._failed[key].append((entry.sha256, check, standing))

    def _add_client(self, entry: Entry, traits: Traits, last: Hop) -> None:
        domain = entry.from_address.rpartition("@")[2].lower()
        name = last.host or last.helo
        named = "." in name and not name[-1:].isdigit()
        client = organisational(name) if named else ".".join(last.address.split(".")[:2])
        self._signing.add(entry, traits, last, client)
        if domain and not entry.notes.get("list"):
            self._clients[domain][client] += 1
            handed = self._handed[domain, client]
            if len(handed) < MOST_CLIENTS:
                handed.append((entry.sha256, last))

    def result(self) -> Mapping[str, tuple[Irregular, ...]]:
        """What is unusual about the mails about which anything is."""
        found: defaultdict[str, list[Irregular]] = defaultdict(list)
        for item, irregular in self._all():
            if irregular not in found[item]:
                found[item].append(irregular)
        return {item: tuple(one) for item, one in found.items()}

    def _all(self) -> Iterator[tuple[str, Irregular]]:
        for group, lines in self._lines.items():
            yield from odd_lines(group[0], lines)
        for receiver, blocks in self._blocks.items():
            yield from odd_blocks(receiver, blocks)
        yield from self._recorded
        yield from self._discords()
        yield from self._clocks()
        yield from self._odd_links()
        yield from self._signing.unsigned()
        yield from self._odd_clients()
        yield from self._mailboxes.without_way()

    def _discords(self) -> Iterator[tuple[str, Irregular]]:
        for key, failed in self._failed.items():
            held = self._held[key]
            receiver, name = key
            items = {item for item, _, _ in failed}
            beyond_chance = len(items) * self._vouched[key] >= BY_CHANCE * held
            bound = FEW_CHANGED if name in {"signature", "body"} or beyond_chance else FEW
            vouched = {item for item, _, standing in failed if standing > Standing.NONE}
            if held < FEWEST_CHECKS or len(items) > max(1, bound * held) or len(vouched) * 200 > held:
                continue
            for item, check, standing in failed:
                if standing is not Standing.PROVEN:
                    yield (
                        item,
                        Irregular(
                            f"accord {name}",
                            receiver,
                            check.here,
                            check.recorded,
                            len(items) - 1,
                            held,
                            self._vouched[key],
                            check.span,
                        ),
                    )

    def _clocks(self) -> Iterator[tuple[str, Irregular]]:
        for item, first, second, late, hop in self._backwards:
            if self._steady(self._pairs[first]) and self._steady(self._pairs[second]):
                seen = max(self._pairs[name][1] for name in (first, second)) - 1
                of = min(self._pairs[name][0] for name in (first, second)) - 1
                yield item, Irregular("clock", first, f"{late:.0f}", second, seen, of, 0, hop.span)

    def _odd_links(self) -> Iterator[tuple[str, Irregular]]:
        common = Counter(between for _, _, between, _ in self._gaps)
        for item, first, between, hop in self._gaps:
            total, wrong = self._links[first]
            if common[between] == 1 and self._steady(self._links[first]):
                yield item, Irregular("gap", first, between[1], between[0], wrong - 1, total - 1, 0, hop.span)

    @staticmethod
    def _steady(counted: list[int]) -> bool:
        total, wrong = counted
        return total > FEWEST_PAIRS and wrong <= max(1, FEW * total)

    def _odd_clients(self) -> Iterator[tuple[str, Irregular]]:
        for domain, clients in self._clients.items():
            total = clients.total()
            usual, most = clients.most_common(1)[0]
            if total <= FEWEST_CLIENTS or most < total - 2:
                continue
            for client, count in clients.items():
                if client != usual:
                    for item, hop in self._handed[domain, client]:
                        yield item, Irregular("client", domain, client, usual, count - 1, total - 1, 0, hop.span)


def _linked(upper: Hop, lower: Hop) -> bool:
    """Whether an upper line names, in any way, the server that wrote the lower one."""
    owner = organisational(lower.by)
    names = (upper.helo, upper.host, upper.by)
    return any(owner == organisational(name) for name in names if name)
