"""Selectors: under which names a domain's mail is signed, and which mails are signed under one that no other uses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assay.model.context import OddSelector, Standing
from assay.model.signature import Alignment, Scheme

_Group = tuple[str, str]
"""A domain, and an address or nothing for all of the domain's."""

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.entry import Entry

FEWEST = 50
"""Mails signed in a domain's name from which on its selectors are known."""
FEWEST_OF_SENDER = 8
"""Mails of one address, likewise: one mailbox is seldom signed by several systems."""
MOST = 3
"""Selectors beyond which a domain simply has many: services that send for it have one each."""


class Selectors:
    """The relation `selectors`."""

    columns = ("sha256", "from_address", "date", "reconstructed", "signatures")

    def __init__(self) -> None:
        """Starts with nothing learned."""
        self._used: defaultdict[_Group, defaultdict[str, list[tuple[float, str]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, entry: Entry, *, standing: Standing) -> None:  # noqa: ARG002 - every relation gets it
        """Learns the names of one mail's own signatures."""
        if entry.reconstructed or entry.date is None:
            return
        names = {
            (one.domain.lower(), one.selector.lower())
            for one in entry.signatures
            if one.scheme is Scheme.DKIM and not one.error and one.alignment in {Alignment.STRICT, Alignment.RELAXED}
        }
        for domain, selector in names:
            for group in ((domain, ""), (domain, entry.from_address.lower())):
                self._used[group][selector].append((entry.date, entry.sha256))

    def result(self) -> Mapping[str, object]:
        """For each mail under a selector of its own, amid others of its domain or sender, as `OddSelector`."""
        found: dict[str, OddSelector] = {}
        for (domain, address), selectors in self._used.items():
            least = FEWEST_OF_SENDER if address else FEWEST
            usual = {name: sorted(mails) for name, mails in selectors.items() if len(mails) * 5 >= least}
            total = sum(map(len, usual.values()))
            if total < least or len(usual) > (1 if address else MOST):
                continue
            first = min(mails[0][0] for mails in usual.values())
            last = max(mails[-1][0] for mails in usual.values())
            for name, mails in selectors.items():
                if name not in usual and len(mails) == 1 and first < mails[0][0] < last:
                    odd = OddSelector(domain, name, tuple(sorted(usual)), total, address)
                    found.setdefault(mails[0][1], odd)
        return found
