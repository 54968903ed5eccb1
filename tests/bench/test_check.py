from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

import check  # noqa: E402
from assay.document.extract import extract  # noqa: E402
from assay.document.ocr import available  # noqa: E402
from circulating import changed, shown, written  # noqa: E402
from circulating.papers import KINDS, LANGUAGES, house, paper  # noqa: E402
from circulating.variants import ABSENT, ALTERED, COMPOSED, SAME, Planted, planted, variants  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulating.papers import Paper

SEED = 7
"""One that nothing was chosen by."""


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., check.Table]:
    monkeypatch.setattr(check, "HERE", tmp_path)
    monkeypatch.setattr(check, "MAILS", 5)

    def measure(share: int, *, pictures: bool = False, browser: bool = False, every: int = 1) -> check.Table:
        folder, papers = check.made_case(SEED, share)
        found = list(variants(SEED, papers, pictures=pictures, browser=browser))
        found = [one for one in found if one.picture == pictures][::every]
        return check.table_of(found, check.results(folder, check.readings(folder, found)), listed=True)

    return measure


def test_some_papers_are_told_apart_without_error(measured: Callable[..., check.Table]) -> None:
    table = measured(16, every=3)
    for truth in (SAME, ALTERED, ABSENT):
        good, total = check.score(table, "text", truth)
        assert good == total > 3, truth


@pytest.mark.slow
def test_two_hundred_papers_in_all_formats(measured: Callable[..., check.Table]) -> None:
    table = measured(1, browser=shown.CHROMIUM is not None)
    for truth, least in ((SAME, 1_000), (ALTERED, 1_500), (COMPOSED, 30), (ABSENT, 200)):
        good, total = check.score(table, "text", truth)
        assert total >= least
        assert good >= 0.995 * total, truth
    for (_, truth, how), counts in table.items():
        if truth == ABSENT:
            assert not counts["identical"] + counts["altered"], how
        if truth == ALTERED:
            assert not counts["identical"], how


@pytest.mark.slow
@pytest.mark.skipif(not available(), reason="tesseract isn't installed")
def test_pictures_at_two_qualities(measured: Callable[..., check.Table]) -> None:
    table = measured(6, pictures=True)
    good, total = (
        sum(two) for two in zip(*(check.score(table, "picture", one) for one in (SAME, ALTERED)), strict=True)
    )
    assert total >= 40
    assert good >= 0.95 * total
    absent, of = check.score(table, "picture", ABSENT)
    assert absent == of > 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_papers_have_the_same_words_in_every_format(kind: str, language: str) -> None:
    one = paper(house(kind, language, 1, SEED), 0, SEED)
    assert one == paper(house(kind, language, 1, SEED), 0, SEED)
    assert one.blocks != paper(house(kind, language, 1, SEED), 1, SEED).blocks
    if kind == "mail":
        assert set(" ".join(one.lines[1:]).split()) <= set(written.body(one).split())
        return
    words = set(" ".join(one.lines).split())
    for form in ("docx", "odt", "rtf", "html", "txt", "pdf", "xlsx"):
        found = extract(written.WRITERS[form](one), f"x.{form}")
        assert words <= set(found.text.split()), form


@pytest.mark.parametrize("change", changed.CHANGES.values(), ids=list(changed.CHANGES))
def test_a_change_changes_one_thing(change: Callable[[Paper, Random], Paper | None]) -> None:
    one = paper(house("contract", "en", 0, SEED), 0, SEED)
    made = change(one, Random(1))
    assert made is not None
    lines, other = one.lines, made.lines
    assert lines != other
    assert len(set(lines) ^ set(other)) <= 4


def test_forms_are_there_once_and_more_often() -> None:
    papers = planted(SEED)
    assert len(papers) >= 200
    assert {one.form for one in papers} == {"docx", "xlsx", "pdf", "odt", "rtf", "html", "txt", "eml"}
    assert len({one.name for one in papers}) == len(papers)
    assert all(isinstance(one, Planted) for one in papers)
