"""What happens to mail on its way into a dump: how many body hashes, and signed headers, survive each way.

A broken signature means something only where others survive: a list that rewrites every body breaks them all, and so
does an export that converts line ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assay.model.corpus import Way
from assay.model.signature import Alignment, Scheme
from assay.signatures.check import OTHER_CONTENT, headers_with_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.model.entry import Entry
    from assay.model.signature import Measured
    from assay.signatures.keys.store import KeyStore


def way_of(entry: Entry) -> str:
    """The way a message came: through a mailing list, or straight."""
    return str(entry.notes.get("list", ""))


def headers_hold(one: Measured, keys: KeyStore | None) -> Iterator[bool]:
    """Whether the headers are as they were signed, by each key that made the signature; nothing where none is known."""
    for key in keys.find(one.domain, one.selector) if keys is not None else ():
        if key.public and key.algorithm == one.algorithm.partition("-")[0]:
            holds, reason = headers_with_key(one, key)
            if holds or reason == OTHER_CONTENT:
                yield holds


class Ways:
    """Counts body hashes and signed headers by way."""

    def __init__(self, keys: KeyStore | None = None) -> None:
        """Starts with nothing counted.

        Args:
            keys: of the case; without them nothing is learned of headers.
        """
        self._keys = keys
        self._bodies: defaultdict[str, Counter[bool]] = defaultdict(Counter)
        self._heads: defaultdict[str, Counter[bool]] = defaultdict(Counter)

    def add(self, entry: Entry) -> None:
        """Counts one message, once whatever the number of its signatures: those of DKIM only.

        Where the author's domain signed, only its own count; a list's, made after it rewrote the mail, always hold.
        """
        if entry.reconstructed:
            return
        signatures = [one for one in entry.signatures if one.scheme is Scheme.DKIM and not one.error]
        authors = [one for one in signatures if one.alignment is not Alignment.NONE]
        signatures = authors or ([] if way_of(entry) else signatures)
        holds = [one.body_hash_holds for one in signatures]
        explained = any(repair.innocent for one in entry.signatures for repair in one.body_repairs)
        if True in holds:
            self._bodies[way_of(entry)][True] += 1
        elif False in holds and not explained:
            self._bodies[way_of(entry)][False] += 1
        heads = {holds for one in signatures for holds in headers_hold(one, self._keys)}
        if heads:
            self._heads[way_of(entry)][True in heads] += 1

    def result(self) -> dict[str, Way]:
        """What was counted, by way."""
        names = sorted({*self._bodies, *self._heads})
        counted = ((name, self._bodies[name], self._heads[name]) for name in names)
        return {name: Way(body[True], body[False], head[True], head[False]) for name, body, head in counted}
