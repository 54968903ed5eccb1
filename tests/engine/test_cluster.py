from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assay.engine import cluster
from assay.engine.cluster import ClusterExecutor, Notes, read_note
from assay.engine.interface import Bounds, Crashed, Done, Executor, Outcome, Progress, Task
from assay.model.errors import AssayError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUNDS = Bounds(item_seconds=4.0, item_memory=100 << 20)


@pytest.fixture(scope="module")
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One Ray for all tests; executors leave a Ray alone that was there before them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        patch.setenv("HOME", str(home))
        with ClusterExecutor("workloads:behave", tmp_path_factory.mktemp("notes"), 2) as executor:
            assert os.environ["RAY_AUTH_MODE"] == "token"
            yield executor._ray
            temporary = executor._home
            assert temporary
        assert not temporary.exists()
        assert list(home.iterdir()) == []


def run(function: str, folder: Path, payloads: list[bytes]) -> dict[str, Outcome]:
    with ClusterExecutor(f"workloads:{function}", folder, 2, BOUNDS) as executor:
        for number, payload in enumerate(payloads):
            executor.submit(Task(f"{number}", payload))
        outcomes = list(executor.outcomes())
    assert len(outcomes) == len(payloads)
    assert list(folder.iterdir()) == []
    return {outcome.task.payload.decode(): outcome for outcome in outcomes}


def test_without_ray_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r"assay\[cluster\]"), ClusterExecutor("a:b", tmp_path):
        pass


def test_ray_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, assay.engine.cluster; sys.exit('ray' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_notes_count_from_the_start_of_their_task(tmp_path: Path) -> None:
    assert read_note(tmp_path / "note") == Progress(0, 0, ())
    notes = Notes(tmp_path / "note", Progress(10, 100, ()))
    notes.write(Progress(11, 120, ("where",)))
    notes.write(Progress(12, 130, ("not yet again",)))
    assert read_note(tmp_path / "note") == Progress(1, 20, ("where",))
    (tmp_path / "note").write_bytes(b"\xc1")
    assert read_note(tmp_path / "note") == Progress(0, 0, ())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_only_the_task_that_misbehaves_fails_and_says_how(ray: Any, tmp_path: Path) -> None:
    crashes = {
        "hang": ("timeout", "took longer than 4 s"),
        "eat": ("memory", "took more than 100 MiB of memory"),
        "leave 3": ("crashed", "the worker exited with status 3"),
        "segfault": ("crashed", "the worker was killed by SIGSEGV"),
        "complain of it": ("crashed", r"ValueError: \ud800 of it"),
    }
    outcomes = run("behave", tmp_path, [b"fine 1", *map(str.encode, crashes), b"fine 2", b"shout"])
    for payload, (state, reason) in crashes.items():
        crashed = outcomes.pop(payload)
        assert crashed == Crashed(crashed.task, state, reason, f"entry {payload.split()[0]}")
    assert {outcome.value for outcome in outcomes.values() if isinstance(outcome, Done)} == {
        b"1 enif", b"2 enif", b"tuohs"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_machine_that_dies_is_a_crash_of_its_task(ray: Any, tmp_path: Path) -> None:
    outcomes = run("behave", tmp_path, [b"fine", b"kill_the_watcher", b"fine 2"])
    crashed = outcomes["kill_the_watcher"]
    assert isinstance(crashed, Crashed)
    assert (crashed.state, crashed.where) == ("crashed", "entry kill_the_watcher")
    assert isinstance(outcomes["fine"], Done)
    assert isinstance(outcomes["fine 2"], Done)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_progress_is_seen_while_tasks_run(ray: Any, tmp_path: Path) -> None:
    with ClusterExecutor("workloads:slowly", tmp_path, 2, BOUNDS) as executor:
        for _ in range(2):
            for number in range(2):
                executor.submit(Task(str(number), b"15"))
            seen = []
            while executor._under_way:
                executor._look()
                seen.append(executor.progress)
            assert len(list(executor.outcomes())) == 2
            assert any("step" in where for progress in seen for where in progress.running)
        assert executor.progress == Progress(4 * 14, 4 * 140, ())
        assert sorted(progress.items for progress in seen) == [progress.items for progress in seen]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_function_that_cannot_be_imported_is_said(ray: Any, tmp_path: Path) -> None:
    with ClusterExecutor("no_such_module:f", tmp_path, 2, BOUNDS) as executor:
        executor.submit(Task("0", b""))
        with pytest.raises(AssayError, match="no_such_module"):
            list(executor.outcomes())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_an_exception_ends_what_is_under_way(ray: Any, tmp_path: Path) -> None:
    def interrupted() -> None:
        with ClusterExecutor("workloads:behave", tmp_path, 2, Bounds()) as executor:
            executor.submit(Task("0", b"hang"))
            while not executor.progress.running:
                executor._look()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    start = time.monotonic()
    assert isinstance(run("behave", tmp_path / "other", [b"fine"])["fine"], Done)
    assert time.monotonic() - start < 30


def test_is_an_executor(tmp_path: Path) -> None:
    executor: Executor = ClusterExecutor("workloads:behave", tmp_path)
    assert executor.progress.items == 0
    assert cluster.POLL < 1
    assert os.environ.get("RAY_USAGE_STATS_ENABLED", "0") == "0"
