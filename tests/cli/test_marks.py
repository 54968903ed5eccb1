from __future__ import annotations

from types import SimpleNamespace

import pytest

from assay.cli.marks import mark
from assay.model.verdict import Verdict


@pytest.fixture(params=["utf-8", "UTF-8", "ascii", None])
def encoding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    monkeypatch.setattr("assay.cli.marks.sys", SimpleNamespace(stdout=SimpleNamespace(encoding=request.param)))
    return request.param


def test_each_verdict_has_its_own_shape_word_and_colour(encoding: str | None) -> None:
    marks = [mark(verdict.value) for verdict in Verdict]
    assert len({one.plain.split()[0] for one in marks}) == len(marks)
    assert len({str(one.style) for one in marks}) == len(marks)
    assert [one.plain.split()[1] for one in marks] == [verdict.value for verdict in Verdict]


def test_only_what_the_terminal_can_show(encoding: str | None) -> None:
    plain = "".join(mark(verdict.value, in_part=in_part).plain for verdict in Verdict for in_part in (False, True))
    assert plain.isascii() == ("utf" not in (encoding or "").lower())


def test_in_part_is_said_and_shown(encoding: str | None) -> None:
    whole, part = mark("authenticated"), mark("authenticated", in_part=True)
    assert part.plain.endswith("authenticated, in part")
    assert "in part" not in whole.plain
    assert (part.plain[0] != whole.plain[0]) == ("utf" in (encoding or "").lower())


def test_not_judged_is_no_verdict_and_a_word_that_is_none_is_refused() -> None:
    assert mark("").plain == "· not judged"
    with pytest.raises(ValueError, match="guilty"):
        mark("guilty")
