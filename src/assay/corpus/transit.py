"""What happens to mail on its way into a dump: how many body hashes survive each way.

A broken signature means something only where others survive: a list that rewrites every body breaks them all, and so
does an export that converts line ends.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assay.model.corpus import Way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.model.entry import Entry


def way_of(entry: Entry) -> str:
    """The way a message came: through a mailing list, or straight."""
    return str(entry.notes.get("list", ""))


class Ways:
    """Counts body hashes by way."""

    def __init__(self) -> None:
        self._intact: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()

    def add(self, entry: Entry) -> None:
        """Counts one message, once whatever the number of its signatures: those of DKIM only."""
        if entry.reconstructed:
            return
        holds = [one.body_hash_holds for one in entry.signatures if one.scheme.value == "dkim" and not one.error]
        explained = any(repair.innocent for one in entry.signatures for repair in one.body_repairs)
        if True in holds:
            self._intact[way_of(entry)] += 1
        elif False in holds and not explained:
            self._broken[way_of(entry)] += 1

    def result(self) -> dict[str, Way]:
        """What was counted, by way."""
        names: Iterable[str] = {*self._intact, *self._broken}
        return {name: Way(self._intact[name], self._broken[name]) for name in sorted(names)}
