"""kill -9 at any moment, and the next run goes on as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from assay.case import Case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.conftest import Run

KILLS = 20
RUN = (
    "import sys; from pathlib import Path; from assay.engine.examine import Options, examine;"
    "from assay.engine.watch import Silent;"
    "examine(Options((Path(sys.argv[1]),), Path(sys.argv[2]), (Path(sys.argv[3]),), jobs=2, recover_minutes=0.0,"
    " split=100_000), Silent())"
)


@pytest.mark.slow
def test_twenty_kills_change_nothing(run: Run, campaign: Path, tmp_path: Path) -> None:
    keys = (campaign / "keys.tsv",)
    start = time.monotonic()
    undisturbed = run(tmp_path / "undisturbed", campaign / "dump", keys=keys, split=100_000)
    whole = time.monotonic() - start
    chance = random.Random(7)
    command = [sys.executable, "-c", RUN, str(campaign / "dump"), str(tmp_path / "case"), str(keys[0])]
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.2, 0.5 + whole))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
    resumed = run(tmp_path / "case", campaign / "dump", keys=keys, split=100_000)
    assert killed >= KILLS // 2
    assert resumed.digest == undisturbed.digest
    assert resumed.merkle_root == undisturbed.merkle_root
    assert (resumed.places, resumed.failures) == (undisturbed.places, undisturbed.failures)
    with Case.open(tmp_path / "case") as case:
        assert case.custody.verify(originals=True).ok
        assert not list(case.evidence.folder.rglob("*.tmp*"))
