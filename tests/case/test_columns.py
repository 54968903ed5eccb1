from __future__ import annotations

import time

import pytest
from hostile_entries import entries, texts
from hypothesis import given
from hypothesis import strategies as st

from assay.case.columns import FILES, SCHEMA, from_batch, microseconds, needed, to_batch, traits_of
from assay.model.entry import Entry, Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.place import Place, Span, Step
from assay.model.traits import Carried, Traits


@given(st.lists(entries, max_size=4))
def test_entries_come_back_exactly(rows: list[Entry]) -> None:
    batch = to_batch(rows)
    batch.validate(full=True)
    assert from_batch(batch.select(needed(None))) == rows


@given(entries, st.sets(st.sampled_from(Entry.__struct_fields__)))
def test_fields_that_are_not_read_have_their_defaults(row: Entry, fields: set[str]) -> None:
    (back,) = from_batch(to_batch([row]).select(needed(fields)))
    plain = Entry(kind=row.kind, place=row.place)
    for field in Entry.__struct_fields__:
        assert getattr(back, field) == getattr(row if field in {*fields, "kind", "place"} else plain, field)


@given(st.lists(texts, max_size=3), texts)
def test_of_traits_only_those_that_are_wanted(names: list[str], topic: str) -> None:
    files = tuple(Carried("2", name, "", "a" * 64, 3, "pdf", {"author": name}, {}, Span(0, 3)) for name in names)
    rows = [
        Entry(kind=Kind.MESSAGE, place=Place("s", "p"), traits=one)
        for one in (None, Traits(topic=topic, habits={"a": topic}, zone=1, files=files))
    ]
    for fields, wanted in [
        (["size", FILES], Traits(files=files)),
        (["traits.topic", "traits.habits"], Traits(topic=topic, habits={"a": topic})),
        (["traits.topic", "traits"], rows[1].traits),
        (["size"], None),
    ]:
        back = from_batch(to_batch(rows).select(needed(fields)), traits_of(fields))
        assert [one.traits for one in back] == [None, wanted]


def test_a_field_that_entries_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="sender"):
        needed(["sender"])


def test_every_field_has_its_column() -> None:
    assert set(needed(Entry.__struct_fields__)) == set(needed(None)) == set(SCHEMA.names) - {"path", "date"}


@pytest.mark.parametrize(
    ("seconds", "stamp"),
    [
        (None, None),
        (0.0, 0),
        (1.5, 1_500_000),
        (-62_135_596_800.0, -62_135_596_800_000_000),
        (253_402_300_799.0, 253_402_300_799_000_000),
        (253_402_300_800.0, None),
        (-62_135_596_801.0, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_dates_out_of_the_calendar_have_no_timestamp(seconds: float | None, stamp: int | None) -> None:
    assert microseconds(seconds) == stamp


def test_notes_of_two_rows_are_two_dicts() -> None:
    rows = from_batch(to_batch([Entry(kind=Kind.MESSAGE, place=Place("s", "p"))] * 2).select(needed(None)))
    assert rows[0].notes is not rows[1].notes


def test_seventy_thousand_rows_take_seconds() -> None:
    finding = Finding("c", "e/1", Direction.FOR, Strength.WEAK, "s", (), {"a": "ü"})
    row = Entry(
        kind=Kind.MESSAGE, place=Place("s", "p", (Step("mbox", "@1", 1, 2),)), text="hello " * 300, findings=(finding,)
    )
    start = time.process_time()
    for _ in range(7):
        assert len(from_batch(to_batch([row] * 1_000).select(needed(None)))) == 1_000
    assert time.process_time() - start < 4
