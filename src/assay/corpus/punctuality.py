"""How far Dates lie from delivery, by the server that delivered: what a day's difference means here.

Only mails that a signature or a seal vouches for teach how often honest Dates are wrong, so that planted mails don't.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assay.corpus.server_forms import family
from assay.message.traits.clocks.kinds import DAY
from assay.message.traits.trace import delivering
from assay.model.context import Punctual, Standing
from assay.model.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.entry import Entry


class Punctuality:
    """The relation `punctual`."""

    def __init__(self) -> None:
        """Starts with nothing learned."""
        self._vouched: Counter[str] = Counter()
        self._off: Counter[str] = Counter()
        self._items: dict[str, tuple[str, float]] = {}

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns how far the Date of one mail lies from its delivery."""
        if entry.kind is not Kind.MESSAGE or entry.reconstructed or entry.traits is None or entry.date is None:
            return
        last = delivering(entry.traits.hops)
        if last is None or last.seconds is None:
            return
        server, gap = family(last.by), last.seconds - entry.date
        far = abs(gap) > DAY
        if standing > Standing.NONE:
            self._vouched[server] += 1
            self._off[server] += far
        if far:
            self._items[entry.sha256] = (server, gap)

    def result(self) -> Mapping[str, object]:
        """For each mail whose Date lies more than a day from its delivery, as `Punctual`."""
        return {
            item: Punctual(server, gap, self._vouched[server], self._off[server])
            for item, (server, gap) in self._items.items()
        }
