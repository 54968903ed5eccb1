from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path

import pytest

from house.tree import ROOT


@pytest.mark.slow
def test_imports_run_downwards() -> None:
    command = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([command, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout
    assert "Imports run downwards KEPT" in done.stdout
