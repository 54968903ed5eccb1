"""One group in a process of its own, which can be killed: a greatest common divisor can't be interrupted otherwise."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
from typing import TYPE_CHECKING, Final

import msgspec

from assay.model.key import SignerKey
from assay.model.parent import die_with_parent
from assay.signatures.keys.recovery.group import recover_group
from assay.signatures.keys.recovery.outcome import Bounds, Recovery, Step
from assay.signatures.keys.recovery.sample import Group

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


_SPAWN: Final = multiprocessing.get_context("spawn")


class Task(msgspec.Struct, frozen=True):
    """What a process is asked to do.

    Attributes:
        group: the signatures.
        known: keys of the case for it.
        tried: pairs of earlier runs.
        bounds: how much to try.
        seconds: processor time after which the kernel ends the process, where it can't end it with its parent.
    """

    group: Group
    known: tuple[SignerKey, ...]
    tried: frozenset[str]
    bounds: Bounds
    seconds: int


class Worker:
    """A running process and what it said last.

    Attributes:
        task: what it does.
        connection: what it says: `Step` and at the end a `Recovery`; end of file when it's gone.
        step: the pair it works on.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.step: Step | None = None
        self.connection, there = _SPAWN.Pipe(duplex=False)
        self._process = _SPAWN.Process(target=_work, args=(task, there, os.getpid()), daemon=True)
        self._process.start()
        there.close()

    def receive(self) -> Step | Recovery | None:
        """The next thing it says; None when it ended without a result."""
        try:
            said = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(said, Step):
            self.step = said
            return said
        return said if isinstance(said, Recovery) else None

    def end(self) -> int | None:
        """Kills the process if it still runs; returns its exit code."""
        if self._process.is_alive():
            self._process.join(0 if self.step and self.step.seconds is None else 1)
            self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        self.connection.close()
        return code


def _work(task: Task, there: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(parent)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (task.seconds, task.seconds + 1))
    with contextlib.suppress(BrokenPipeError):
        there.send(
            recover_group(task.group, on_step=there.send, known=task.known, tried=task.tried, bounds=task.bounds)
        )
