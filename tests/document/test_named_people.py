from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.document.named_people import named_people

TEXT = "Bonjour,\nvoici le devis.\n\nCordialement,\nClaire Vasnier\nTrésorière\nImprimerie du Parc\n01 40 77 82 24\n"


def test_people_of_fields_and_of_the_block_that_signs() -> None:
    found = named_people(TEXT, ("VASNIER Claire <c.v@x.example>", "Paul Martin <p@y.example>, p2@y.example", ""))
    assert [(one.kind, one.value) for one in found] == [
        ("person", "Claire Vasnier"), ("person", "Paul Martin"), ("organisation", "Imprimerie du Parc"),
    ]  # fmt: skip
    assert found[0].shown == "Claire Vasnier <c.v@x.example>"


def test_nobody_is_named_by_a_bare_address() -> None:
    assert named_people("Merci", ("info@x.example",)) == ()


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_read(text: str, fields: list[str]) -> None:
    assert all(one.value and one.kind in {"person", "organisation"} for one in named_people(text, fields))
