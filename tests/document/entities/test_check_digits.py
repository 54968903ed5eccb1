from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.entities.check_digits import luhn, mod_97
from document.entities.generated import luhn_digit


@given(st.text(st.sampled_from("0123456789"), min_size=1, max_size=30))
def test_luhn_accepts_one_last_digit(digits: str) -> None:
    assert [last for last in "0123456789" if luhn(digits + last)] == [luhn_digit(digits)]


@pytest.mark.parametrize(
    ("characters", "expected"), [("WEST12345698765432GB82", True), ("WEST12345698765432GB83", False)]
)
def test_mod_97(characters: str, *, expected: bool) -> None:
    assert mod_97(characters) == expected
