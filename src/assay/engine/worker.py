"""The worker process: takes tasks from a pipe, runs the named function, answers on another pipe.

Started by `assay.engine.local`. It imports nothing heavy but the module of the named function.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import resource
import signal
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assay.engine.board import Board
from assay.model.errors import refused
from assay.model.memory import give_back
from assay.model.parent import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.engine.interface import Work

LENGTH = struct.Struct("=Q")
BACKSTOP = 4
"""The kernel's bound on a worker's growth in one task, as a multiple of the watcher's bound for one entry: it stops
what allocates faster than the watcher looks."""


class Start(msgspec.Struct, frozen=True):
    """What a worker is told on its command line.

    Attributes:
        path: the parent's `sys.path`.
        function: `package.module:function`.
        tasks, answers, board: file descriptors.
        parent: the parent's process id.
        memory: the bound on growth between two beats, in bytes.
    """

    path: tuple[str, ...]
    function: str
    tasks: int
    answers: int
    board: int
    parent: int
    memory: int


class Answer(msgspec.Struct, frozen=True):
    """What a worker answers.

    Attributes:
        state: `ready`, `broken` (the function can't be imported), `done`, `crashed`, `memory` or `refused` (the disk
            is full or can't be written: no task can succeed).
        value: what the function returned; if refused, number and file name of the error, MessagePack.
        reason: why not.
    """

    state: str
    value: bytes = b""
    reason: str = ""


def read_exactly(descriptor: int, length: int) -> bytes:
    """Read `length` bytes; fewer at the end of the stream."""
    parts = []
    while length and (part := os.read(descriptor, min(length, 1 << 20))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def write_framed(descriptor: int, data: bytes) -> None:
    """Write all of `data` behind its length."""
    rest = memoryview(LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def find(function: str) -> Work:
    """Import a function by its name `package.module:function`."""
    module, _, name = function.partition(":")
    found: Work = getattr(importlib.import_module(module), name)
    return found


def bound_growth(memory: int) -> None:
    """Let this process's private memory grow by `BACKSTOP * memory` bytes at most from here on."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (pages * resource.getpagesize() + BACKSTOP * memory, hard))


def attempt(work: Work, payload: bytes, beat: Callable[[str, int, int], None]) -> Answer:
    """Run the function once; whatever it raises becomes an answer."""
    try:
        return Answer("done", bytes(work(payload, beat)))
    except MemoryError:
        return Answer("memory", reason="ran out of the memory that one entry may use")
    except OSError as error:
        said = f"{type(error).__name__}: {error}"[:2000]
        if not refused(error):
            return Answer("crashed", reason=said)
        return Answer("refused", msgspec.msgpack.encode((error.errno, str(error.filename or ""))), said)
    except SystemExit as error:
        return Answer("crashed", reason=f"tried to exit with {error.code!r}")
    except BaseException as error:  # noqa: BLE001 - what a parser of hostile bytes raises is a result, not our failure
        return Answer("crashed", reason=f"{type(error).__name__}: {error}"[:2000])


def serve(start: Start, work: Work) -> None:
    """Answer tasks until the pipe ends."""
    board = Board(start.board)
    while len(head := read_exactly(start.tasks, LENGTH.size)) == LENGTH.size:
        payload = read_exactly(start.tasks, LENGTH.unpack(head)[0])
        board.clear()
        bound_growth(start.memory)
        answer(start.answers, attempt(work, payload, board.note))
        give_back()


def answer(descriptor: int, what: Answer) -> None:
    """Send one answer."""
    text = what.reason.encode("utf-8", "backslashreplace").decode()
    write_framed(descriptor, msgspec.msgpack.encode(Answer(what.state, what.value, text)))


def main(start: Start) -> None:
    """Be a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(start.parent)
    try:
        work = find(start.function)
    except Exception as error:  # noqa: BLE001 - the parent has to hear of it, whatever it is
        answer(start.answers, Answer("broken", reason=f"{type(error).__name__}: {error}"))
        return
    gc.freeze()  # what was imported stays: no search for cycles has to walk over it
    answer(start.answers, Answer("ready"))
    serve(start, work)
    os._exit(0)
