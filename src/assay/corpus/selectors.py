"""Selectors: under which names a domain's mail is signed, and which mails are signed under one that no other uses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assay.model.context import OddSelector, Standing
from assay.model.signature import Alignment, Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.entry import Entry

FEWEST = 50
"""Mails signed in a domain's name from which on its selectors are known."""
MOST = 3
"""Selectors beyond which a domain simply has many: services that send for it have one each."""


class Selectors:
    """The relation `selectors`."""

    def __init__(self) -> None:
        """Starts with nothing learned."""
        self._used: defaultdict[str, defaultdict[str, list[tuple[float, str]]]] = defaultdict(lambda: defaultdict(list))

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
            self._used[domain][selector].append((entry.date, entry.sha256))

    def result(self) -> Mapping[str, object]:
        """For each mail under a selector of its own, amid others of its domain, as `OddSelector`."""
        found: dict[str, OddSelector] = {}
        for domain, selectors in self._used.items():
            usual = {name: sorted(mails) for name, mails in selectors.items() if len(mails) * 10 >= FEWEST}
            total = sum(map(len, usual.values()))
            if total < FEWEST or len(usual) > MOST:
                continue
            first = min(mails[0][0] for mails in usual.values())
            last = max(mails[-1][0] for mails in usual.values())
            for name, mails in selectors.items():
                if len(mails) == 1 and first < mails[0][0] < last:
                    found[mails[0][1]] = OddSelector(domain, name, tuple(sorted(usual)), total)
        return found
