from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.signatures.keys.recovery import Bounds, Recovery, Step, groups
from assay.signatures.keys.recovery.worker import Task, Worker

PARENT = """
import pickle, sys
from assay.signatures.keys.recovery.worker import Worker
if __name__ == "__main__":
    worker = Worker(pickle.load(open(sys.argv[1], "rb")))
    worker.receive()
    print(worker._process.pid, flush=True)
    worker.receive()
"""
Signers = Callable[..., Any]


def worker_for(*samples: Any) -> Worker:
    (group,) = groups(samples)
    return Worker(Task(group, (), frozenset(), Bounds(), 60))


def test_a_process_says_what_it_found_and_ends(signer: Signers) -> None:
    worker = worker_for(signer().sample(1), signer().sample(2))
    said = worker.receive()
    assert isinstance(said, Recovery)
    assert int.from_bytes(said.keys[0].public, "big") == signer().modulus
    assert worker.receive() is None
    assert worker.end() == 0


def test_a_process_in_the_middle_of_a_pair_can_be_killed(signer: Signers) -> None:
    one = signer(seed=4, bits=1024, exponent=65537)
    worker = worker_for(one.sample(1), one.sample(2))
    said = worker.receive()
    assert isinstance(said, Step)
    assert (said.seconds, worker.step) == (None, said)
    assert worker.end() == -9


def ended(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return True


@pytest.mark.skipif(sys.platform != "linux", reason="by prctl(2), which only Linux has")
def test_a_process_in_the_middle_of_a_pair_ends_with_its_parent(signer: Signers, tmp_path: Path) -> None:
    one = signer(seed=4, bits=1024, exponent=65537)
    (group,) = groups([one.sample(1), one.sample(2)])
    (tmp_path / "task").write_bytes(pickle.dumps(Task(group, (), frozenset(), Bounds(), 60)))
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "parent.py"), str(tmp_path / "task")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert not ended(pid)
        parent.send_signal(signal.SIGKILL)
    try:
        begun = time.monotonic()
        while not ended(pid) and time.monotonic() < begun + 10:
            time.sleep(0.05)
        assert time.monotonic() - begun < 5
    finally:
        if not ended(pid):
            os.kill(pid, signal.SIGKILL)
