from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

import evidence
from redteam.corpora import campaign


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("campaign") / "dump"
    return folder, campaign.make(folder, 60)


def test_every_part_costs_something_and_the_ratio_is_theirs(
    small: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    cost = evidence.report("small", *small)
    said = capsys.readouterr().out
    assert cost > 0
    assert all(f"{part} " in said for part in evidence.EVIDENCE)
    assert "60 mails" in said or "59 mails" in said
    assert "ratio" in said


def test_growth_compares_the_first_size_with_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    evidence.growth([20, 40])
    assert "at 40 as at 20" in capsys.readouterr().out
