"""How far Dates lie from delivery: what a day's difference means for mail of one server, and of one sender by it.

Of a server only mails that a signature or a seal vouches for teach how often honest Dates are wrong, so that planted
mails don't. A sender's machine whose clock is wrong is wrong by the same for a while: one mail alone that is far off,
among many of its sender that are on time, isn't that. How often senders' clocks are wrong is learned over all servers
as well; then the server itself must be known to be right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assay.corpus.server_forms import family
from assay.message.traits.clocks.kinds import DAY
from assay.message.traits.trace import delivering
from assay.model.context import Punctual, Standing
from assay.model.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.entry import Entry

ALIKE = 0.05
"""Share of a gap by which two are the same wrong clock."""
MOST = 500
"""Gaps of one sender that are kept."""


class Punctuality:
    """The relation `punctual`."""

    columns = ("sha256", "from_address", "date", "reconstructed", "traits.hops")

    def __init__(self) -> None:
        """Starts with nothing learned."""
        self._vouched: Counter[str] = Counter()
        self._off: Counter[str] = Counter()
        self._delivered: Counter[tuple[str, bool]] = Counter()
        self._gaps: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        self._items: dict[str, tuple[str, str, float]] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns how far the Date of one mail lies from its delivery."""
        if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.traits is None or entry.date is None:
            return
        hops = entry.traits.hops
        last = delivering(hops) or next((hop for hop in hops if hop.field == "received"), None)
        if last is None or last.seconds is None:
            return
        server, sender, gap = family(last.by), entry.from_address.lower(), last.seconds - entry.date
        far = abs(gap) > DAY
        if standing > Standing.NONE:
            self._vouched[server] += 1
            self._off[server] += far
        self._delivered[server, far] += 1
        if len(self._gaps[server, sender]) < MOST:
            self._gaps[server, sender].append(gap)
        if far:
            self._items[entry.sha256] = (server, sender, gap)

    def result(self) -> Mapping[str, object]:
        """For each mail whose Date lies more than a day from its delivery, as `Punctual`."""
        return {item: self._punctual(*found) for item, found in self._items.items()}

    def _punctual(self, server: str, sender: str, gap: float) -> Punctual:
        gaps = self._gaps[server, sender]
        alike = sum(abs(one - gap) <= max(DAY, ALIKE * abs(gap)) for one in gaps)
        return Punctual(
            server=server,
            gap=gap,
            vouched=self._vouched[server],
            off=self._off[server],
            on_time=sum(abs(one) <= DAY for one in gaps),
            far=sum(abs(one) > DAY for one in gaps) - 1,
            alike=alike - 1,
            everywhere=self._vouched.total(),
            everywhere_off=self._off.total(),
            same_server=self._delivered[server, False],
            same_server_far=self._delivered[server, True] - 1,
        )
