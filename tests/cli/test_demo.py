from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assay.cli import main
from assay.cli.demo import score
from assay.demo.campaign import Truth

if TYPE_CHECKING:
    from pathlib import Path


def test_score_counts_by_method_and_each_item_once() -> None:
    items = (
        Truth("a", "1", "message", "", "genuine", ("authenticated",)),
        Truth("a-again", "1", "message", "", "genuine", ("authenticated",)),
        Truth("b", "2", "message", "", "genuine", ("authenticated",)),
        Truth("c", "3", "message", "", "forged", ("suspect", "contradicted")),
        Truth("d", "4", "message", "", "forged", ("suspect", "contradicted")),
    )
    rows = score(items, {"1": "authenticated", "2": "suspect", "3": "contradicted"})
    assert [(row["method"], row["items"], row["accused"], row["right"]) for row in rows] == [
        ("genuine", 2, 1, 1),
        ("forged", 2, 1, 1),
    ]
    assert rows[1]["verdicts"] == {"": 1, "contradicted": 1}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert main(["demo", "--folder", str(tmp_path), "--no-serve"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_the_demo_from_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["demo", "--folder", str(tmp_path / "demo"), "--no-serve", "--recover-minutes", "0", "--json"]
    assert main(line) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["summary"]["items"] > 250
    assert told["summary"]["failures"] == 0
    assert sum(row["items"] for row in told["planted"]) == told["summary"]["items"]
    assert len({row["method"] for row in told["planted"]}) >= 8
