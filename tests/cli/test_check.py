from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assay.cli import main
from checking.conftest import LETTER, MAIL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "mail.eml").write_bytes(MAIL.encode())
    assert main(["examine", str(tmp_path / "dump"), "--case", str(tmp_path / "case"), "--recover-minutes", "0"]) == 0
    return tmp_path / "case"


def test_one_file_and_a_folder(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "same.txt").write_text(LETTER)
    (papers / "other.txt").write_text(LETTER.replace("48,400", "84,400"))
    capsys.readouterr()
    assert main(["check", str(papers / "other.txt"), "--case", str(case), "--no-ocr"]) == 0
    shown = capsys.readouterr().out
    assert "altered" in shown
    assert "84,400" in shown
    assert main(["check", str(papers), "--case", str(case), "--no-ocr"]) == 0
    assert "1 identical, 1 altered" in capsys.readouterr().out
    assert main(["check", str(papers / "same.txt"), "--case", str(case), "--json", "--no-ocr"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "identical"


def test_what_isnt_a_file_is_said(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none.pdf"), "--case", str(case)]) == 2
    assert "none.pdf" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / "empty"), "--case", str(case)]) == 2
