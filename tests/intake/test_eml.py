from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.intake.eml import Shape, header_like, looks_like_message


def test_what_starts_as_a_field() -> None:
    assert header_like(b"Subject: x")
    assert header_like(b"Subject :x")
    assert not header_like(b"Sub ject: x")
    assert not header_like(b": x")
    assert not header_like(b"Gr\xc3\xbc\xc3\x9fe: x")


def test_a_shape_counts_names_once() -> None:
    shape = Shape(b"From: a\nFrom: b\nReceived: c\n continued\nodd\nX-Y: z\n\nbody: no\n")
    assert (shape.common, shape.typical) == ({b"from"}, {b"received"})
    assert (shape.fields, shape.other, shape.ended) == (4, 1, True)


def test_a_place_that_promises_mail_lowers_what_is_asked_for() -> None:
    assert not looks_like_message(b"X-Only: 1\n\n")
    assert looks_like_message(b"X-Only: 1\n\n", expected=True)
    assert not looks_like_message(b"nothing\n", expected=True)


@given(st.binary(max_size=500))
def test_any_bytes(data: bytes) -> None:
    assert looks_like_message(data) <= looks_like_message(data, expected=True)
