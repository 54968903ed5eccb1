"""The executor for many machines: Ray spreads the tasks, and each is watched as on one machine (`assay.engine.local`).

The case has to lie on storage that all machines see at the same path, and Assay has to be installed on each.
"""

from __future__ import annotations

import collections
import contextlib
import functools
import importlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from assay.engine.interface import Bounds, Crashed, Done, Outcome, Progress, Task
from assay.engine.local import LocalExecutor
from assay.model.errors import AssayError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

POLL = 0.2
"""Seconds between two looks at what is under way."""
AHEAD = 2
"""How many tasks are handed to Ray for each core: one runs, the next is there when it ends."""
NOTE_SECONDS = 0.2
"""How often a task's last note is written to the shared folder."""
STORE = 256 << 20
"""Bytes of Ray's object store on a machine of its own; tasks and answers are small."""


class Job(msgspec.Struct, frozen=True):
    """What a machine of the cluster is told besides the task.

    Attributes:
        function: `package.module:function`.
        bounds: of one entry.
        path: where modules are besides that machine's `sys.path`.
    """

    function: str
    bounds: Bounds
    path: tuple[str, ...]


class Notes:
    """The last note of a task, in a file that outlives the machine it runs on."""

    def __init__(self, path: Path, before: Progress) -> None:
        """Write to this file what is done since `before`."""
        self._path = path
        self._before = self._last = before
        self._next = 0.0

    def done(self, progress: Progress) -> Progress:
        """What is done of this task when that is done of all."""
        before = self._before
        return Progress(progress.items - before.items, progress.size - before.size, progress.running)

    def write(self, progress: Progress) -> None:
        """Write the progress, unless it was written a moment ago."""
        now = time.monotonic()
        if progress != self._last and now >= self._next:
            self._last, self._next = progress, now + NOTE_SECONDS
            partial = self._path.with_suffix(".tmp")
            partial.write_bytes(msgspec.msgpack.encode(self.done(progress)))
            partial.replace(self._path)


def read_note(path: Path) -> Progress:
    """What a task noted last; nothing if it hasn't yet."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.msgpack.decode(path.read_bytes(), type=Progress)
    return Progress(0, 0, ())


@functools.lru_cache(maxsize=1)
def _executor(job: bytes) -> tuple[LocalExecutor, list[Notes]]:
    """This machine's executor, kept between tasks; its worker ends with this process."""
    decoded = msgspec.msgpack.decode(job, type=Job)
    notes: list[Notes] = []

    def watch(progress: Progress) -> None:
        notes[-1].write(progress)

    return LocalExecutor(decoded.function, 1, decoded.bounds, path=decoded.path, watch=watch), notes


def supervise(job: bytes, task: Task, note: str) -> tuple[Outcome, Progress]:
    """Run one task in a watched worker of this machine; what became of it and how much it did."""
    executor, notes = _executor(job)
    own = Notes(Path(note), executor.progress)
    notes[:] = [own]
    executor.submit(task)
    (outcome,) = executor.outcomes()
    return outcome, own.done(executor.progress)


def load_ray() -> Any:
    """Import Ray, set up to tell nobody of its use.

    Ray listens on every network interface and runs what it's sent, so one of our own obeys only who has a fresh token.

    Raises:
        UsageError: it isn't installed.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    if "RAY_ADDRESS" not in os.environ:
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise UsageError("a cluster needs Ray; install it with `pip install 'assay[cluster]'`") from error


class ClusterExecutor:
    """Runs tasks on a Ray cluster (see `assay.engine.interface.Executor`).

    The cluster is that of the environment's `RAY_ADDRESS`; without it, one of this machine alone, which ends with the
    executor.
    """

    def __init__(self, function: str, folder: Path, jobs: int | None = None, bounds: Bounds | None = None) -> None:
        """Prepare.

        Args:
            function: its name, `package.module:function`.
            folder: a folder that all machines see, for notes on what is under way (the case's scratch folder).
            jobs: how many tasks run at once; by default as many as the cluster has cores.
            bounds: of one entry.
        """
        self._job = msgspec.msgpack.encode(Job(function, bounds or Bounds(), tuple(sys.path)))
        self._folder = folder
        self._jobs = jobs
        self._under_way: dict[Any, Task] = {}
        self._ready: collections.deque[Outcome] = collections.deque()
        self._items = self._size = 0
        self._home: Path | None = None

    def __enter__(self) -> Self:
        ray = self._ray = load_ray()
        if not ray.is_initialized():
            self._start(ray)
        self._jobs = self._jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._remote = ray.remote(max_retries=0, num_cpus=1)(supervise)
        self._folder.mkdir(exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reference in self._under_way:
            self._ray.cancel(reference, force=True)
        self._under_way.clear()
        if self._home is not None:
            self._ray.shutdown()
            shutil.rmtree(self._home, ignore_errors=True)

    def submit(self, task: Task) -> None:
        """Hand a task to the cluster; while it has enough, waits for outcomes, which `outcomes` yields later."""
        assert self._jobs  # noqa: S101
        while len(self._under_way) >= AHEAD * self._jobs:
            self._look()
        self._note(task).unlink(missing_ok=True)
        self._under_way[self._remote.remote(self._job, task, str(self._note(task)))] = task

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what became of the tasks until nothing is under way.

        Raises:
            AssayError: no worker can be started, or the function can't be imported.
        """
        while self._ready or self._under_way:
            while self._ready:
                yield self._ready.popleft()
            if self._under_way:
                self._look()

    @property
    def progress(self) -> Progress:
        """How far all tasks together are, as far as it was noted."""
        notes = [read_note(self._note(task)) for task in self._under_way.values()]
        return Progress(
            self._items + sum(note.items for note in notes),
            self._size + sum(note.size for note in notes),
            tuple(where for note in notes for where in note.running),
        )

    def _start(self, ray: Any) -> None:
        address = os.environ.get("RAY_ADDRESS")
        if address:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
            return
        self._home = Path(tempfile.mkdtemp(prefix="assay-"))
        ray.init(
            num_cpus=self._jobs,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
            object_store_memory=STORE,
            _temp_dir=str(self._home),
            _node_ip_address="127.0.0.1",
        )

    def _note(self, task: Task) -> Path:
        return self._folder / f"{task.id.encode().hex()[-200:]}.note"

    def _look(self) -> None:
        """Wait a moment for a task to end, and take what has ended."""
        ended, _ = self._ray.wait(list(self._under_way), timeout=POLL)
        for reference in ended:
            task = self._under_way.pop(reference)
            self._ready.append(self._outcome(reference, task))
            self._note(task).unlink(missing_ok=True)

    def _outcome(self, reference: Any, task: Task) -> Outcome:
        errors = self._ray.exceptions
        try:
            outcome, progress = self._ray.get(reference)
        except errors.RayTaskError as error:
            raise AssayError(f"the cluster can't run the task {task.id}: {error.cause}") from error
        except errors.RayError as error:
            state = "memory" if isinstance(error, errors.OutOfMemoryError) else "crashed"
            where = "".join(read_note(self._note(task)).running[:1])
            said = str(error).strip().splitlines()
            return Crashed(task, state, f"{type(error).__name__}: {said[0] if said else ''}", where)
        if isinstance(outcome, Done):
            self._items += progress.items
            self._size += progress.size
        found: Outcome = outcome
        return found
