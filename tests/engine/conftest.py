"""Runs of the main job on small dumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.demo.campaign import build_campaign
from assay.engine.examine import Options, Summary, examine
from assay.engine.watch import Silent

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample campaign: `dump`, `keys.tsv` and `truth.jsonl`."""
    folder = tmp_path_factory.mktemp("campaign")
    build_campaign(folder)
    return folder


class Run:
    """Runs `examine` without recovery, in two processes."""

    def __call__(self, case: Path, *sources: Path, **options: object) -> Summary:
        settings = {"jobs": 2, "recover_minutes": 0.0, **options}
        return examine(Options(sources, case, **settings), Silent())


@pytest.fixture
def run() -> Run:
    return Run()
