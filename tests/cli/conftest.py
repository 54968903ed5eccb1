"""Fixtures of the tests of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import small_case
    from command_line import Run


@pytest.fixture
def run(made: small_case.Made, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line; `--case` is added."""

    def call(*arguments: str, case: Path | None = None) -> tuple[int, str, str]:
        code = main([*arguments, "--case", str(case or made.path)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call
