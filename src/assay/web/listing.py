"""The list of items: by date with keyset paging, or what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.index.facets import Facets
from assay.case.index.snippet import Piece
from assay.case.views import Cursor, ItemRow

if TYPE_CHECKING:
    from assay.case.index.search import Results
    from assay.web.pages import State


class Line(msgspec.Struct, frozen=True):
    """One item of the list; all text is untrusted."""

    row: ItemRow
    snippet: tuple[Piece, ...] = ()


class Listing(msgspec.Struct, frozen=True):
    """One page of the list.

    Attributes:
        lines: its items.
        total: how many match; None where only the page is known.
        following: the address of the next page; empty on the last.
        message: why the query can't be understood; empty where it can.
        facets: how what was found divides.
        verdicts: how what the query alone finds divides by verdict; None without a query.
    """

    lines: tuple[Line, ...]
    total: int | None = None
    following: str = ""
    message: str = ""
    facets: Facets | None = None
    verdicts: dict[str, int] | None = None

    @classmethod
    def by_date(cls, rows: list[ItemRow], size: int, state: State) -> Listing:
        """The newest first; `rows` has one more than a page when there is another page."""
        shown = rows[:size]
        following = state.address(after=write_cursor(shown[-1])) if len(rows) > size else ""
        return cls(tuple(Line(row) for row in shown), following=following)

    @classmethod
    def found(cls, found: Results, verdicts: dict[str, int], offset: int, size: int, state: State) -> Listing:
        """What a search found."""
        more = offset + size < found.total
        following = state.address(after=str(offset + size)) if more else ""
        lines = tuple(Line(hit.row, hit.snippet) for hit in found.hits)
        return cls(lines, found.total, following, facets=found.facets, verdicts=verdicts)

    @classmethod
    def problem(cls, message: str) -> Listing:
        """A query that can't be understood."""
        return cls((), message=message)


def write_cursor(row: ItemRow) -> str:
    """Where a page ends, for the address: seconds and digest."""
    return f"{'' if row.date is None else repr(row.date)}_{row.item}"


def read_cursor(text: str) -> Cursor | None:
    """Where the page before ended; None for what no page wrote."""
    date, _, item = text.partition("_")
    try:
        return Cursor(float(date) if date else None, item) if item else None
    except ValueError:
        return None
