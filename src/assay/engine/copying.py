"""What the reduction learns beside the relations: copies, ways, and which shard judges an item of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case import cells
from assay.corpus.copies import copies, groups
from assay.corpus.transit import Ways
from assay.corpus.witness import COLUMNS, witness
from assay.engine.learned import Corpus
from assay.engine.shelf import Shelf
from assay.engine.unit import TAKE_IN
from assay.model.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case import Case
    from assay.corpus.witness import Witness
    from assay.model.corpus import Copy
    from assay.model.entry import Entry
    from assay.signatures.keys.store import KeyStore

COPIES = "copies"
"""The part of the reduction that it belongs to."""
_AT_ONCE = 500
"""Copies whose texts are in memory at once."""


class Copying:
    """Learns from all items.

    Attributes:
        columns: the fields of `Entry` that it reads.
    """

    columns = (*COLUMNS, "signatures")

    def __init__(self, case: Case, keys: KeyStore) -> None:
        """Finds out which Message-IDs stand in several mails: of the others nothing has to be kept."""
        self._case = case
        self._keys = keys
        self._ways = Ways(keys)
        self._shared = cells.shared_ids(case.evidence)
        self._witnesses: list[Witness] = []

    def add(self, entry: Entry) -> None:
        """Learns from one item."""
        if entry.kind is Kind.MESSAGE:
            self._ways.add(entry)
            if entry.message_id in self._shared:
                self._witnesses.append(witness(entry))

    def result(self) -> Corpus:
        """What it learned, for all items."""
        return Corpus(dict(self._copies()), self._ways.result(), _owners(self._case))

    def _copies(self) -> Iterator[tuple[str, tuple[Copy, ...]]]:
        for some in _portions(groups(self._witnesses)):
            yield from copies(some, Shelf(self._case, {one.item for group in some for one in group}, self._keys))


def _portions(found: list[tuple[Witness, ...]]) -> Iterator[list[tuple[Witness, ...]]]:
    portion: list[tuple[Witness, ...]] = []
    for group in found:
        portion.append(group)
        if sum(map(len, portion)) >= _AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _owners(case: Case) -> dict[str, str]:
    """Of items of several shards the first shard."""
    first: dict[str, str] = {}
    several: set[str] = set()
    for shard in case.evidence.names(TAKE_IN):
        several.update(item for item in cells.items(case.evidence, shard) if first.setdefault(item, shard) != shard)
    return {item: first[item] for item in sorted(several)}
