from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.message.parameters import parse_parameters


def test_values_boundary_and_defects() -> None:
    values, boundary, defects = parse_parameters(b'; Boundary="a b " ; x=y; x=z')
    assert values == (("boundary", "a b "), ("x", "y"))
    assert boundary == b"a b"
    assert defects == ("duplicate-parameter",)


def test_sections_in_any_order() -> None:
    values, _, _ = parse_parameters(b"; name*2=c; name*0*=utf-8''%C3%A9; name*1*=b%25")
    assert values == (("name", "éb%c"),)


def test_sections_win_over_the_plain_form() -> None:
    values, _, _ = parse_parameters(b"; name=plain; name*=utf-8''extended")
    assert values == (("name", "extended"),)


@given(st.from_regex(rb"[a;=\"'*%0-9()\\ \n-]{0,120}", fullmatch=True))
def test_any_bytes(rest: bytes) -> None:
    values, boundary, _ = parse_parameters(rest)
    assert len({name for name, _ in values}) == len(values)
    assert len(boundary) <= len(rest)
