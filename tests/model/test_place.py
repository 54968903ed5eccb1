from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from assay.model.place import Place, Span, Step


def test_a_place_is_shown_through_all_containers() -> None:
    place = Place("dump", "mail.zip").inside(Step("zip", "in/box.mbox")).inside(Step("mbox", "@1024", 1024, 300))
    assert str(place) == "mail.zip!/in/box.mbox!/@1024"
    assert [step.container for step in place.steps] == ["zip", "mbox"]


def test_going_inside_leaves_the_place_as_it_was() -> None:
    place = Place("dump", "mail.zip")
    assert place.inside(Step("zip", "x")) != place
    assert str(place) == "mail.zip"


@given(st.integers(0, 1 << 40), st.integers(0, 1 << 30))
def test_a_span_has_the_length_of_its_bytes_and_travels_as_a_pair(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert len(span) == length
    assert msgspec.json.encode(span) == b"[%d,%d]" % (start, start + length)
    assert msgspec.json.decode(msgspec.json.encode(span), type=Span) == span
