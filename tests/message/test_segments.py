from __future__ import annotations

from hypothesis import given
from tests.message.strategies import ANY

from assay.message import parse
from assay.message.segments import pieces


@given(ANY)
def test_pieces_are_in_order_and_leave_no_gap(raw: bytes) -> None:
    position = 0
    for _, start, end in pieces(parse(raw)):
        assert start == position
        assert end >= start
        position = end
    assert position == len(raw)


def test_kinds() -> None:
    raw = b"From x\nA: b\nstray\nSubject: c\n\nbody"
    kinds = [(segment.kind, raw[segment.start : segment.end]) for segment in parse(raw).segments()]
    assert kinds == [
        ("envelope", b"From x\n"),
        ("header", b"A: b\n"),
        ("junk", b"stray\n"),
        ("header", b"Subject: c\n"),
        ("separator", b"\n"),
        ("body", b"body"),
    ]
