from __future__ import annotations

from typing import TYPE_CHECKING

from assay.checking.offered import Offer, Reader

if TYPE_CHECKING:
    import pytest


def test_files_are_read_in_processes_of_their_own_in_their_order() -> None:
    page = b"<html><body><p>Bonjour tout le monde</p></body></html>"
    with Reader(1) as reader:
        first, second = reader.read([Offer("x.html", page, ocr=False), Offer("y.txt", b"Salut", ocr=False)])
        assert "Bonjour tout le monde" in first.pages[0].text
        assert "Salut" in second.pages[0].text
        assert len(first.sha256) == 64
        assert reader.read([]) == []


def test_a_reader_that_dies_leaves_the_digest_and_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.checking.offered.FUNCTION", "checking.crashing:run")
    with Reader(1) as reader:
        found, other = reader.read([Offer("die", b"x", ocr=False), Offer("live", b"y", ocr=False)])
    assert (found.state, len(found.sha256), found.pages) == ("crashed", 64, ())
    assert other.kind == "text"
