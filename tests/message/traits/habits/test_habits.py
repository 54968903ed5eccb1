from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from tests.message import hostile
from tests.message.strategies import ANY

from assay.message import parse
from assay.message.traits.habits import habits
from assay.message.traits.seams import seams
from assay.message.traits.style import style


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    message = parse(raw)
    found = habits(message)
    assert all(len(value) <= 400 for value in found.values())
    assert all("." in name for name in found)
    assert all(0 <= seam.span.start <= seam.span.end <= len(raw) for seam in seams(message))
    kept = style(raw.decode("latin-1"))
    assert kept is None or len(kept.grams) == 256


@pytest.mark.parametrize("name", sorted(hostile.BOUNDED))
def test_hostile_mail_is_read_in_bounded_time(name: str) -> None:
    raw = hostile.BOUNDED[name]()
    message = parse(raw)
    _ = message.headers
    start = time.process_time()
    habits(message)
    seams(message)
    style(raw.decode("latin-1"))
    assert time.process_time() - start < 2
