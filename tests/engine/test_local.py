from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assay.engine.interface import Bounds, Crashed, Done, Executor, Outcome, Task
from assay.engine.local import LocalExecutor
from assay.model.errors import AssayError

BOUNDS = Bounds(item_seconds=2.0, item_memory=100 << 20)


@pytest.fixture
def path_of_workloads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets workers import `workloads`."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def run(function: str, payloads: list[bytes], jobs: int = 2) -> dict[str, Outcome]:
    with LocalExecutor(f"workloads:{function}", jobs, BOUNDS) as executor:
        for number, payload in enumerate(payloads):
            executor.submit(Task(f"{number}", payload))
        outcomes = list(executor.outcomes())
    assert len(outcomes) == len(payloads)
    return {outcome.task.payload.decode(): outcome for outcome in outcomes}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: object, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("payload", "state", "reason"),
    [
        ("hang", "timeout", "took longer than 2 s"),
        ("spin", "timeout", "took longer than 2 s"),
        ("eat", "memory", "took more than 100 MiB of memory"),
        ("gulp", "memory", "ran out of the memory that one entry may use"),
        ("leave 3", "crashed", "the worker exited with status 3"),
        ("leave 0", "crashed", "the worker exited with status 0"),
        ("quit_politely 4", "crashed", "tried to exit with 4"),
        ("segfault", "crashed", "the worker was killed by SIGSEGV"),
        ("complain of it", "crashed", r"ValueError: \ud800 of it"),
        ("interrupt", "crashed", "KeyboardInterrupt: "),
        ("shout_and_leave 5", "crashed", "the worker exited with status 5: last words"),
    ],
)
def test_only_the_task_that_misbehaves_fails_and_says_how(
    payload: str, state: str, reason: str, path_of_workloads: None, capfd: pytest.CaptureFixture[str]
) -> None:
    outcomes = run("behave", [b"fine 1", payload.encode(), b"fine 2", b"fine 3", b"fine 4"])
    crashed = outcomes.pop(payload)
    assert crashed == Crashed(crashed.task, state, reason, f"entry {payload.split(maxsplit=1)[0]}")
    assert {outcome.value for outcome in outcomes.values() if isinstance(outcome, Done)} == {
        b"1 enif", b"2 enif", b"3 enif", b"4 enif"}  # fmt: skip
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_ends_the_run(path_of_workloads: None) -> None:
    with pytest.raises(OSError, match="No space left") as raised:
        run("behave", [b"fine", b"write_to_a_full_disk /dev/full"])
    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, "/dev/full")


def test_nothing_is_printed_into_the_parents_output(path_of_workloads: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(run("behave", [b"shout"])["shout"], Done)
    assert capfd.readouterr() == ("", "")


def test_large_payloads_and_answers_and_many_beats(path_of_workloads: None) -> None:
    payload = os.urandom(3 << 20).hex().encode()
    start = time.monotonic()
    outcome = run("large", [payload])[payload.decode()]
    assert isinstance(outcome, Done)
    assert outcome.value == payload * 2
    assert time.monotonic() - start < 10


def test_an_answer_that_is_not_bytes_is_a_crash(path_of_workloads: None) -> None:
    outcome = run("strange", [b"x"])["x"]
    assert isinstance(outcome, Crashed)
    assert outcome.state == "crashed"


def test_a_task_that_beats_may_take_long_and_progress_is_seen(path_of_workloads: None) -> None:
    seen = []
    with LocalExecutor("workloads:slowly", 1, BOUNDS) as executor:
        executor.submit(Task("a", b"15"))
        outcomes = executor.outcomes()
        for _ in range(1000):
            executor._look()
            seen.append(executor.progress)
            if executor._ready:
                break
        assert [type(outcome) for outcome in outcomes] == [Done]
        assert executor.progress.items == 14
        assert executor.progress.size == 140
        assert executor.progress.running == ()
    assert "step 7" in {where for progress in seen for where in progress.running}


def test_tasks_may_be_submitted_while_outcomes_are_iterated(path_of_workloads: None) -> None:
    done = []
    with LocalExecutor("workloads:behave", 2, BOUNDS) as executor:
        executor.submit(Task("0", b"fine"))
        for outcome in executor.outcomes():
            done.append(outcome.task.id)
            if len(done) < 20:
                executor.submit(Task(str(len(done)), b"leave 1" if len(done) % 5 == 0 else b"fine"))
    assert sorted(map(int, done)) == list(range(20))


def test_the_queue_is_bounded(path_of_workloads: None) -> None:
    with LocalExecutor("workloads:behave", 1, BOUNDS) as executor:
        for number in range(100):
            executor.submit(Task(str(number), b"fine"))
            assert len(executor._waiting) <= 4
        assert len(list(executor.outcomes())) == 100


def test_workers_start_fast(path_of_workloads: None) -> None:
    start = time.monotonic()
    run("behave", [b"fine"])
    assert time.monotonic() - start < 5


def test_a_function_that_cannot_be_imported_is_said_at_once(path_of_workloads: None) -> None:
    for function in ("no_such_module:f", "workloads:no_such_function"):
        with LocalExecutor(function, 1) as executor:
            executor.submit(Task("0", b""))
            with pytest.raises(AssayError, match="no_such"):
                list(executor.outcomes())


def test_a_machine_on_which_no_worker_starts_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with LocalExecutor("workloads:behave", 1) as executor:
        executor.submit(Task("0", b""))
        with pytest.raises(AssayError, match="workers don't start: the worker exited with status 1"):
            list(executor.outcomes())


def test_an_exception_ends_all_workers_at_once(path_of_workloads: None) -> None:
    pids: list[int] = []

    def interrupted() -> None:
        with LocalExecutor("workloads:behave", 2, Bounds()) as executor:
            executor.submit(Task("0", b"spin"))
            executor.submit(Task("1", b"hang"))
            while len(executor.progress.running) < 2:
                executor._look()
            pids.extend(worker._process.pid for worker in executor._workers)
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - start < 10
    assert len(pids) == 2
    assert not any(map(alive, pids))


def test_what_a_worker_started_ends_with_it(path_of_workloads: None, tmp_path: Path) -> None:
    outcome = run("behave", [f"bear {tmp_path}/pid".encode()])[f"bear {tmp_path}/pid"]
    assert isinstance(outcome, Crashed)
    assert wait_until(lambda: not alive(int((tmp_path / "pid").read_text())))


PARENT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have told its background jobs to ignore it
sys.path.insert(0, sys.argv[1])
from assay.engine.interface import Bounds, Task
from assay.engine.local import LocalExecutor
with LocalExecutor("workloads:behave", 2, Bounds()) as executor:
    executor.submit(Task("0", b"spin"))
    executor.submit(Task("1", b"hang"))
    while len(executor.progress.running) < 2:
        executor._look()
    print(*(worker._process.pid for worker in executor._workers), flush=True)
    list(executor.outcomes())
"""


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_parent_that_is_killed_leaves_no_workers(kill: signal.Signals) -> None:
    here = str(Path(__file__).parent)
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, here], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(alive, pids))
        parent.send_signal(kill)
        parent.wait(60)
    assert wait_until(lambda: not any(map(alive, pids)))


def test_nothing_is_imported_from_the_folder_of_a_dump(
    path_of_workloads: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("json", "msgspec", "struct", "ctypes", "mmap", "workloads"):
        (tmp_path / f"{module}.py").write_text(f"open('{tmp_path}/ran', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, ""])
    assert isinstance(run("behave", [b"fine"])["fine"], Done)
    assert not (tmp_path / "ran").exists()


def test_is_an_executor() -> None:
    executor: Executor = LocalExecutor("workloads:behave")
    assert executor.progress.items == 0
