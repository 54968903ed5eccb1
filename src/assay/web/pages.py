"""What the pages show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec

from assay.case import Case, views
from assay.model.entry import Kind
from assay.model.verdict import Verdict
from assay.signatures.keys.store import KeyStore

_REASONS = 8


class State(msgspec.Struct, frozen=True):
    """What of the list's view stands in the address.

    Attributes:
        verdict: only items that have it; empty: all.
        q: the query of the search box; empty: all.
        sort: order of what was found.
        after: where the page before ended.
    """

    verdict: str = ""
    q: str = ""
    sort: str = "relevance"
    after: str = ""

    def address(self, path: str = "/items", **changes: str) -> str:
        """The address of this state with changes."""
        values = {**msgspec.structs.asdict(self), **changes}
        if values["sort"] == "relevance":
            values["sort"] = ""
        given = {name: value for name, value in values.items() if value}
        return f"{path}?{urlencode(given, errors='replace')}" if given else path

    def item(self, item: str, **changes: str) -> str:
        """The address of an item beside this list."""
        return self.address(f"/items/{item}", **changes)


class Count(msgspec.Struct, frozen=True):
    """How many items have a verdict, and how many of these in part."""

    verdict: str
    total: int
    in_part: int


def counts(case: Case) -> list[Count]:
    """The five verdicts with their counts."""
    found = views.verdict_counts(case.evidence)
    return [
        Count(
            verdict.value,
            found.get((verdict.value, False), 0) + found.get((verdict.value, True), 0),
            found.get((verdict.value, True), 0),
        )
        for verdict in Verdict
    ]


def frame(case: Case, active: str) -> dict[str, Any]:
    """What every page has around it."""
    return {"case_name": case.path.name, "active": active, "state": State(), "item": None}


def overview(case: Case) -> dict[str, Any]:
    """The first page."""
    evidence = case.evidence
    kinds = views.kind_counts(evidence)
    items, size = views.sizes(evidence)
    by_verdict = counts(case)
    keys: dict[str, int] = {}
    for key in KeyStore(case.path / "keys.jsonl").all():
        keys[key.provenance.origin.value] = keys.get(key.provenance.origin.value, 0) + 1
    return {
        "counts": by_verdict,
        "items": items,
        "judged": sum(count.total for count in by_verdict),
        "bytes": size,
        "kinds": [(kind, *kinds[kind]) for kind in kinds if kind != Kind.PENDING or kinds[kind][0]],
        "entries": sum(count for count, _ in kinds.values()),
        "failed": kinds[Kind.FAILURE][0],
        "failures": views.failure_counts(evidence)[:_REASONS],
        "keys": keys,
        "sources": case.settings.sources,
        "custodians": case.settings.custodians,
        "chart": chart(case),
    }


class Month(msgspec.Struct, frozen=True):
    """One month's items by verdict."""

    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


_MONTHS = """
SELECT strftime(i.date, '%Y-%m') AS month, v.verdict, count(*)
FROM items i JOIN verdicts v ON v.item = i.sha256
WHERE i.date_seconds IS NOT NULL AND i.date IS NOT NULL GROUP BY ALL ORDER BY month
"""
_MOST_MONTHS = 240
"""Months that the chart shows: twenty years."""


class Aside(msgspec.Struct, frozen=True):
    """Items on one side of the chart, which it doesn't show.

    Attributes:
        total: how many.
        first, last: their months.
    """

    total: int
    first: str
    last: str


class Chart(msgspec.Struct, frozen=True):
    """Items by month.

    Attributes:
        months: without gaps, `_MOST_MONTHS` at most.
        before, after: what lies outside of them; None where nothing does.
    """

    months: tuple[Month, ...] = ()
    before: Aside | None = None
    after: Aside | None = None


def chart(case: Case) -> Chart:
    """Items by month (UTC) and verdict.

    A forged or broken Date can be of any year from 1 to 9999. The chart shows the twenty years that hold most items,
    the latest such where several do, and says what lies outside.
    """
    found: dict[int, dict[str, int]] = {}
    for month, verdict, count in case.evidence.sql(_MONTHS):
        found.setdefault(int(month[:4]) * 12 + int(month[5:]) - 1, {})[verdict] = count
    if not found:
        return Chart()
    first, last = _densest({at: sum(counts.values()) for at, counts in found.items()})
    return Chart(
        tuple(Month(_month_name(at), found.get(at, {})) for at in range(first, last + 1)),
        _aside({at: counts for at, counts in found.items() if at < first}),
        _aside({at: counts for at, counts in found.items() if at > last}),
    )


def _densest(totals: dict[int, int]) -> tuple[int, int]:
    """The first and the last month with items within the `_MOST_MONTHS` that hold most of them."""
    months = sorted(totals)
    best, best_sum, start, inside = (months[0], months[0]), 0, 0, 0
    for end in months:
        inside += totals[end]
        while end - months[start] >= _MOST_MONTHS:
            inside -= totals[months[start]]
            start += 1
        if inside >= best_sum:
            best, best_sum = (months[start], end), inside
    return best


def _aside(found: dict[int, dict[str, int]]) -> Aside | None:
    if not found:
        return None
    return Aside(
        sum(sum(counts.values()) for counts in found.values()), _month_name(min(found)), _month_name(max(found))
    )


def _month_name(at: int) -> str:
    return f"{at // 12:04}-{at % 12 + 1:02}"
