from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from assay.engine.interface import Bounds, Task
from assay.engine.process import Process, resident


@pytest.fixture
def path_of_workloads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets workers import `workloads`."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def test_resident_memory_is_seen_and_gone_processes_have_none() -> None:
    before = resident(os.getpid())
    block = bytearray(os.urandom(1 << 20) * 50)
    assert resident(os.getpid()) - before > 40 << 20
    assert block
    assert resident(2**22 + 1) == 0


def test_a_worker_that_is_dead_takes_no_task(path_of_workloads: None) -> None:
    worker = Process("workloads:behave", Bounds(), sys.path)
    while not worker.ready:
        list(worker.answers())
        time.sleep(0.01)
    assert worker.idle
    worker.end(patience=0.0)
    assert not worker.give(Task("1", b"x" * 1_000_000))
    assert not worker.idle
    assert worker.epitaph("") == "the worker was killed by SIGKILL"
    worker.close()
