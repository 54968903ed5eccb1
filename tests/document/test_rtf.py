from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assay.document import metadata

FILE = (
    rb"{\rtf1\ansi\ansicpg1251\deflang1049{\*\generator Riched20 10.0;}{\info{\author Anna}{\operator \'c8\'ec\'ff}"
    rb"{\company Ph\u257?re}{\creatim\yr2009\mo5\dy1\hr8\min0}{\revtim\yr2017\mo3\dy27\hr10\min0\sec5}}text}"
)


def test_the_information_group() -> None:
    found = metadata(FILE)
    assert found.kind == "rtf"
    assert found.facts == {
        "codepage": "1251",
        "language": "lcid 1049",
        "application": "Riched20 10.0",
        "author": "Anna",
        "modified_by": "Имя",
        "company": "Phāre",
    }
    assert found.times == {"created": 1241164800.0, "modified": 1490608805.0}


def test_without_information_and_with_an_unknown_code_page() -> None:
    assert metadata(rb"{\rtf1 text}").facts == {"codepage": "1252"}
    assert metadata(rb"{\rtf1\ansicpg99999{\info{\author Anna}}}").facts["author"] == "Anna"


def test_surrogates_can_be_kept() -> None:
    assert metadata(rb"{\rtf1{\info{\author a\u-10179?b}}}").facts["author"].encode()


def test_floods_are_cut() -> None:
    start = time.perf_counter()
    metadata(rb"{\rtf1{\info" + rb"{\author " * 500_000)
    metadata(rb"{\rtf1" + rb"{\*\generator " * 500_000)
    assert time.perf_counter() - start < 1


@given(st.binary(max_size=200))
def test_nothing_raises(data: bytes) -> None:
    metadata(rb"{\rtf1{\info{\author " + data)
    metadata(rb"{\rtf" + data)
