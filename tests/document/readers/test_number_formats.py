from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.document.readers.number_formats import shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "#,##0.00 [$€-40C]", "1,234.50 €"),
        (1234.5, '"EUR" #,##0', "EUR 1,234"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        (0, '0.0;-0.0;"none"', "none"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (2.5, "0.0##", "2.5"),
        (2.0, "0.###", "2"),
        (1_500_000, '0.0,,"M"', "1.5M"),
        (1234567, "\\$#,##0_)", "$1,234,567"),
        (-0.001, "0.00", "0.00"),
        (7.25, "0", "7"),
        (1.5, "General", None),
        (42000, "yyyy-mm-dd", None),
        (0.5, "# ?/?", None),
        (1e20, "0", None),
        (float("nan"), "0", None),
        (5, "@", None),
        (5, "0-0", None),
        (5, "", None),
    ],
)
def test_formats(value: float, code: str, text: str | None) -> None:
    assert shown(value, code) == text


@given(st.floats(), st.text('#0?,.;%"\\[]$€-_* Ex', max_size=30))
def test_it_never_raises(value: float, code: str) -> None:
    shown(value, code)
