from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.case.index.facets import Facets, facet
from assay.case.index.search import Hit, Results
from assay.case.views import Cursor, ItemRow
from assay.web.listing import Listing, read_cursor, write_cursor
from assay.web.pages import State


def row(item: str = "ab", date: float | None = 1.5) -> ItemRow:
    return ItemRow(item, "dump", "a.eml", "message", "", date, "", "", "", 1, "", False, 0.0)


digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(digests, st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_cursor_survives_the_address(item: str, date: float | None) -> None:
    assert read_cursor(write_cursor(row(item, date))) == Cursor(date, item)


@given(st.text(max_size=30))
def test_no_text_makes_reading_a_cursor_fail(text: str) -> None:
    found = read_cursor(text)
    assert found is None or found.item


def test_what_no_page_wrote_is_no_cursor() -> None:
    assert [read_cursor(text) for text in ("", "_", "x", "x_ab", "1.5")] == [None] * 5
    assert read_cursor("_ab") == Cursor(None, "ab")


def test_one_row_more_than_a_page_means_another_page() -> None:
    rows = [row(f"{number}") for number in range(3)]
    state = State(verdict="suspect")
    assert Listing.by_date(rows, 3, state).following == ""
    cut = Listing.by_date(rows, 2, state)
    assert [line.row.item for line in cut.lines] == ["0", "1"]
    assert cut.following == "/items?verdict=suspect&after=1.5_1"
    assert cut.total is None
    assert Listing.by_date([], 2, state) == Listing(())


def results(total: int, *items: str) -> Results:
    return Results(total, tuple(Hit(row(item), ()) for item in items), Facets((facet("verdict", {"suspect": total}),)))


def test_a_search_pages_by_offset() -> None:
    state = State(q="x")
    first = Listing.found(results(5, "a", "b"), {"suspect": 5}, 0, 2, state)
    assert (first.total, first.following, first.verdicts) == (5, "/items?q=x&after=2", {"suspect": 5})
    assert first.facets is not None
    assert Listing.found(results(5, "e"), {}, 4, 2, state).following == ""
    assert Listing.found(results(4, "c", "d"), {}, 2, 2, state).following == ""


def test_a_query_that_cant_be_understood_lists_nothing_and_counts_nothing() -> None:
    found = Listing.problem("no such field")
    assert (found.lines, found.total, found.message, found.verdicts) == ((), None, "no such field", None)
