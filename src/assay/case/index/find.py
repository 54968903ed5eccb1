"""Searching: hits by relevance or date, and how all of them divide."""

from __future__ import annotations

import enum
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import tantivy

from assay.case.index.build import damaged, open_index, segments
from assay.case.index.facets import FACETS, MOST_MONTHS, SIZE, Facets, facet
from assay.case.index.grammar import parse
from assay.case.index.lookup import Lookup, Resolver
from assay.case.index.mirror import Mirror, writable
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MOST_COUNTED = 1_000_000
_MONTHS = 1_200


class IndexDamaged(CaseDamaged):
    """The files of the index are broken; building it again mends that."""


class Order(enum.StrEnum):
    """How hits are sorted."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Hits(msgspec.Struct, frozen=True):
    """What a search found.

    Attributes:
        total: how many items match.
        items: the SHA-256 of those on this page, in order.
    """

    total: int
    items: tuple[str, ...]


class Finder:
    """One opened index.

    Args:
        folder: the case's index folder.
        resolver: answers what only the evidence knows.
    """

    def __init__(self, folder: Path, resolver: Resolver) -> None:
        files = segments(folder)
        try:
            self._mirror = None if writable(files) else Mirror(files)
            self._index = open_index(self._mirror.path if self._mirror else files)
            self._searcher = self._index.searcher()
        except BaseException as error:
            raise _as_damage(error) from error
        self._lookup = Lookup(self._index.schema, resolver)

    def search(self, query: str, order: Order = Order.RELEVANCE, limit: int = 20, offset: int = 0) -> Hits:
        """The items a query matches.

        However far `limit` and `offset` reach, no more memory is taken than the index has items: tantivy sets a place
        aside for each hit that may come, and aborts the process where it can't.

        Raises:
            QueryProblem: the query can't be understood.
            IndexDamaged: the index's files are broken; building it again mends that.
        """
        compiled = self._lookup.query(parse(query))
        by_date: dict[str, Any] = {}
        if order != Order.RELEVANCE:
            direction = tantivy.Order.Desc if order == Order.NEWEST else tantivy.Order.Asc
            by_date = {"order_by_field": "date", "order": direction}
        try:
            all_of_them = self._searcher.num_docs
            wanted = min(limit, all_of_them - offset)
            start = offset if wanted > 0 else 0
            found = self._searcher.search(compiled, limit=max(1, wanted), offset=start, count=True, **by_date)
            items = tuple(str(self._searcher.doc(address).get_first("item")) for _, address in found.hits)
            total = int(getattr(found, "count", 0) or 0)
        except BaseException as error:
            raise _as_damage(error) from error
        return Hits(total, items if wanted > 0 else ())

    def facets(self, query: str, verdicts: Mapping[int, str]) -> Facets:
        """How the items that a query matches divide.

        Args:
            query: the query.
            verdicts: the verdict by the item's key (`schema.key_of`).

        Raises:
            QueryProblem: the query can't be understood.
            IndexDamaged: the index's files are broken.
        """
        compiled = self._lookup.query(parse(query))
        fields = [field for field in FACETS if field != "verdict"]
        sizes = {"month": _MONTHS, "year": _MONTHS}
        asked = {field: {"terms": {"field": field, "size": sizes.get(field, SIZE + 1)}} for field in fields}
        try:
            most = min(_MOST_COUNTED, max(1, self._searcher.num_docs))
            found = self._searcher.search(compiled, limit=most, count=False)
            keys = self._searcher.fast_field_values("key", [address for _, address in found.hits])
            counted = self._searcher.aggregate(compiled, asked)
        except BaseException as error:
            raise _as_damage(error) from error
        by_verdict = Counter(verdicts.get(int(key), "") for key in keys if key is not None)
        by_verdict.pop("", None)
        counts = {"verdict": dict(by_verdict.most_common()), **{field: _buckets(counted[field]) for field in fields}}
        del counts["year" if len(counts["month"]) <= MOST_MONTHS else "month"]
        return Facets(tuple(facet(field, values) for field, values in counts.items() if values))


def _buckets(aggregation: dict[str, Any]) -> dict[str, int]:
    """Values with their counts, the most frequent first."""
    found = {bucket["key"]: bucket["doc_count"] for bucket in aggregation["buckets"] if bucket["key"]}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _as_damage(error: BaseException) -> BaseException:
    if damaged(error):
        return IndexDamaged(f"The search index can't be read ({error}); the next examine builds it again.")
    return error
