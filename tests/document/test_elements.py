from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document.elements import MOST_ELEMENTS, elements


def test_paths_texts_and_attributes() -> None:
    found = elements(b'<p:a xmlns:p="x"><p:b p:c="1">hi</p:b></p:a>')
    assert [(one.path, one.text, one.attributes) for one in found] == [
        (("a", "b"), "hi", {"c": "1"}),
        (("a",), "", {}),
    ]


def test_what_stands_before_damage_is_kept() -> None:
    assert [one.text for one in elements(b"<a><b>x</b><c>")] == ["x"]
    assert [one.text for one in elements(b"<a><b>x</b>\xff\xff")] == ["x"]


def test_document_types_are_refused() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a><b>&m;</b></a>'
    fetches = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>&x;</b></a>'
    assert elements(laughs) == elements(fetches) == []


def test_floods_are_cut() -> None:
    start = time.perf_counter()
    assert len(elements(b"<a>" + b"<b/>" * 60_000)) == MOST_ELEMENTS
    elements(b"<a>" * 80_000)
    elements(b"<a " + b'b="1" ' * 40_000 + b"/>")
    assert time.perf_counter() - start < 2


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    elements(data)
    elements(b"<a>" + data)
