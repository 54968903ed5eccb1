from __future__ import annotations

from typing import TYPE_CHECKING

from assay.case.index.facets import Facet, Facets
from assay.case.who import Known, Used
from assay.cli.facets import facets_text, show_facets, show_person

if TYPE_CHECKING:
    import pytest

FACETS = Facets(
    (
        Facet("sender", "from", {"a@x.example": 4, "b\x1b[31m": 1}),
        Facet("kind", "kind", {"message": 5}),
        Facet("people", "people", {"Ann Roe": 3}),
    )
)


def test_values_are_shown_as_what_narrows_and_those_that_narrow_nothing_arent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_facets(FACETS, 5)
    shown = capsys.readouterr().out
    assert "from:a@x.example" in shown
    assert 'people:"Ann Roe"' in shown
    assert "kind:message" not in shown
    assert "\x1b[31m" not in shown
    assert "kind: kind:message 5" in facets_text(FACETS)


def test_who_somebody_is(capsys: pytest.CaptureFixture[str]) -> None:
    used = (Used("Ann Roe", 2, 1_485_000_000.0, 1_493_640_000.0),)
    show_person("roe", Known(used, (), (), (), (), (), 2, cut=False))
    shown = capsys.readouterr().out
    assert "2017-01-21" in shown
    assert "proves nothing" in shown
    show_person("roe", Known((), (), (), (), (), (), 0, cut=False))
    assert capsys.readouterr().out == ""
