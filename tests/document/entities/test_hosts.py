from __future__ import annotations

import pytest

from assay.document.entities.hosts import Bare, bare


def found(text: str) -> list[Bare]:
    return list(bare(text, text.lower()))


def test_a_name_has_its_place() -> None:
    assert found("(voir Orange.fr).") == [Bare("orange.fr", 6, 15, sure=True)]


@pytest.mark.parametrize("written", ["evil[.]com", "evil(.)com", "evil{dot}com", "evil[dot]com"])
def test_a_defanged_name(written: str) -> None:
    assert found(f"a {written}") == [Bare("evil.com", 2, 2 + len(written), sure=True)]


@pytest.mark.parametrize("written", ["notes.md", "fini.De", "etc.et", "merci.je"])
def test_what_may_be_a_file_or_two_sentences_is_not_sure(written: str) -> None:
    assert [one.sure for one in found(written)] == [False]


@pytest.mark.parametrize("written", ["ORANGE.FR", "a.notes.md", "b.co.uk"])
def test_more_labels_or_capitals_throughout_are_sure(written: str) -> None:
    assert [one.sure for one in found(written)] == [True]
