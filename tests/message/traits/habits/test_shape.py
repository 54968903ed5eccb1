from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.habits.shape import shape


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("A1B2C3D4-0001-4AAA-8BBB-0123456789AB", "UUID"),
        ("a1b2c3d4-0001-4aaa-8bbb-0123456789ab", "uuid"),
        ("Apple-Mail=_A1B2C3D4-0001-4AAA-8BBB-0123456789AB", "Apple-Mail=_UUID"),
        ("----=_NextPart_000_0012_01D2B9C6.3E5A0B70", "----=_NextPart_w_w_u8.u8"),
        ("20170424101500.GA1234", "n14.w"),
        ("CAJD1bhvN7AVcC9gXVG+9B=1jttKNzWPHs45-BAbCdEfGh12_4Z", "base64"),
        ("001a113d0a1e6b4f2a054de5c2f0", "l28"),
    ],
)
def test_what_is_random_is_left_out(identifier: str, expected: str) -> None:
    assert shape(identifier) == expected


@given(st.text(max_size=400))
def test_any_text_has_a_short_shape(identifier: str) -> None:
    assert len(shape(identifier)) <= 400


@given(st.from_regex(re.compile(r"[0-9]{14}\.[0-9]{5}"), fullmatch=True))
def test_counting_on_changes_nothing(identifier: str) -> None:
    assert shape(identifier) == "n14.w"
