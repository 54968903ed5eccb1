"""One worker process as its parent sees it: its pipes, its board, its memory, its end."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import msgspec

from assay.engine.board import SIZE, Board, Note
from assay.engine.worker import LENGTH, Answer, Start, write_framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.engine.interface import Bounds, Task

# -P: a worker may be started in the folder of a dump, from which nothing must be imported.
BOOT = """
import sys, json
start = json.loads(sys.argv[1])
sys.path[:] = start["path"]
import msgspec
from assay.engine.worker import Start, main
main(msgspec.convert(start, Start))
"""
START_SECONDS = 60.0
"""How long a worker may take to import its function."""
LAST_WORDS = 2_000
"""How many characters of a worker's output are kept to explain its death."""
CHUNK, READ = 8 << 20, 1 << 16


def resident(pid: int) -> int:
    """A process's resident memory in bytes; 0 where the system doesn't say or the process is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - called twenty times a second for each worker
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


class Process:
    """One worker.

    Attributes:
        task: what it is working on.
        ready: whether it has imported the function.
        ended: whether its pipe is at the end.
        descriptors: what to select for reading.
    """

    def __init__(self, function: str, bounds: Bounds, path: Sequence[str]) -> None:
        """Start it with this `sys.path`."""
        tasks, self._tasks = os.pipe()
        self._answers, answers = os.pipe()
        self._output, self._output_end = os.pipe()
        self._board_file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._board_file.truncate(SIZE)
        board = self._board_file.fileno()
        self._board = Board(board)
        start = Start(tuple(path), function, tasks, answers, board, os.getpid(), bounds.item_memory)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", BOOT, json.dumps(msgspec.to_builtins(start))],
                stdin=subprocess.DEVNULL,
                stdout=self._output_end,
                stderr=self._output_end,
                pass_fds=(tasks, answers, board),
                start_new_session=True,
            )
        finally:
            for descriptor in (tasks, answers):
                os.close(descriptor)
        self.task: Task | None = None
        self.ready = self.ended = False
        self.descriptors = (self._answers, self._output)
        for descriptor in self.descriptors:
            os.set_blocking(descriptor, False)
        self._received = bytearray()
        self._said = bytearray()
        self._bounds = bounds
        self._memory = self._before = 0
        self._watch(0, time.monotonic())

    @property
    def idle(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and not self.ended and self.task is None

    def give(self, task: Task) -> bool:
        """Give it a task; whether it took it."""
        try:
            write_framed(self._tasks, task.payload)
        except BrokenPipeError:
            self.ended = True
            return False
        self.task = task
        self._before = self._memory = resident(self._process.pid)
        self._watch(self._board.read().beats, time.monotonic())
        return True

    def note(self) -> Note:
        """What it noted last."""
        return self._board.read()

    def answers(self) -> Iterator[Answer]:
        """Yield what it has answered."""
        self._hear()
        self._received += self._drain(self._answers)
        while len(self._received) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._received)[0]
            if len(self._received) < end:
                return
            answer = msgspec.msgpack.decode(self._received[LENGTH.size : end], type=Answer)
            del self._received[:end]
            self.ready = self.ready or answer.state == "ready"
            yield answer

    def excess(self, now: float) -> str:
        """Which bound it exceeds, `timeout` or `memory`; else empty."""
        beats, memory = self._board.read().beats, resident(self._process.pid)
        if beats != self._beats or self.idle:
            self._watch(beats, now)
            self._before = self._memory
        self._memory = memory
        if memory - self._before > self._bounds.item_memory:
            return "memory"
        patience = self._bounds.item_seconds if self.task else START_SECONDS
        return "timeout" if now - self._since > patience else ""

    def dismiss(self) -> None:
        """Let it end by itself."""
        if self._tasks >= 0:
            os.close(self._tasks)
            self._tasks = -1

    def end(self, patience: float) -> None:
        """Wait so many seconds for its end, then kill it and whatever it started."""
        if patience and not self.task:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._hear()

    def epitaph(self, excess: str) -> str:
        """What became of it, in words."""
        if excess == "timeout":
            return f"took longer than {self._bounds.item_seconds:g} s"
        if excess == "memory":
            return f"took more than {self._bounds.item_memory >> 20} MiB of memory"
        code = self._process.returncode
        how = f"the worker exited with status {code}"
        if code < 0:
            how = f"the worker was killed by {signal.Signals(-code).name}"
        words = self._said.decode("utf-8", "replace").strip().splitlines()
        return f"{how}: {words[-1]}" if words else how

    def close(self) -> None:
        """Give back what the system lent; the process has ended."""
        self.dismiss()
        for descriptor in (self._answers, self._output, self._output_end):
            os.close(descriptor)
        self._board.close()
        self._board_file.close()

    def _watch(self, beats: int, now: float) -> None:
        self._beats, self._since = beats, now

    def _hear(self) -> None:
        """Keep the end of what it printed."""
        self._said += self._drain(self._output)
        del self._said[:-LAST_WORDS]

    def _drain(self, descriptor: int) -> bytes:
        """Read what is there, up to a bound."""
        parts = []
        for _ in range(CHUNK // READ):
            try:
                part = os.read(descriptor, READ)
            except BlockingIOError:
                break
            if not part:
                self.ended = True
                break
            parts.append(part)
        return b"".join(parts)
