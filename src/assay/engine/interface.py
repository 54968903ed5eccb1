"""What an executor is: something that runs one function over many tasks and outlives whatever the function does.

The function is named `package.module:function` and is called as `function(payload, beat) -> bytes` in a worker process.
What it works on is hostile: it may hang, eat memory, exit or crash the interpreter. Then only that task ends as
`Crashed`, with the entry at which it happened, and the caller decides what to leave out when it submits the task again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, Self

import msgspec

if TYPE_CHECKING:
    from types import TracebackType

Beat = Callable[[str, int, int], None]
"""`beat(where, items, size)`: the entry `where` is started now; `items` entries of `size` bytes in total are done so
far **in this task** (totals, not increments). Costs about a microsecond: call it for every entry."""

Work = Callable[[bytes, Beat], bytes]
"""The function a worker runs."""


class Task(msgspec.Struct, frozen=True):
    """One piece of work.

    Attributes:
        id: unique among the tasks under way.
        payload: what the function is called with (MessagePack by convention); a few megabytes at most.
    """

    id: str
    payload: bytes


class Done(msgspec.Struct, frozen=True):
    """A task whose function returned.

    Attributes:
        task: the task.
        value: what the function returned.
    """

    task: Task
    value: bytes


class Crashed(msgspec.Struct, frozen=True):
    """A task whose function didn't return.

    Attributes:
        task: the task.
        state: `crashed` (raised, exited, or killed by a signal), `timeout` (no beat for too long) or `memory`.
        reason: what happened, in words; may quote untrusted text.
        where: the last `where` the function gave to its beat; empty if none. Untrusted.
    """

    task: Task
    state: str
    reason: str
    where: str


Outcome = Done | Crashed


class Progress(msgspec.Struct, frozen=True):
    """How far all tasks together are.

    Attributes:
        items: entries done, those of tasks still under way included, those of crashed tasks not.
        size: their bytes.
        running: the entries that are worked on now, one a busy worker. Untrusted.
    """

    items: int
    size: int
    running: tuple[str, ...]


class Bounds(msgspec.Struct, frozen=True):
    """The bounds of one entry.

    Attributes:
        item_seconds: how long it may take between two beats, in seconds.
        item_memory: by how many bytes the worker may grow between two beats.
    """

    item_seconds: float = 60.0
    item_memory: int = 1 << 30


UNBOUNDED = Bounds(item_seconds=math.inf, item_memory=1 << 40)
"""For what parses nothing, and whose last step takes as long, and as much memory, as the corpus is large."""


class Executor(Protocol):
    """Runs tasks. To be used as a context manager, from one thread."""

    def __enter__(self) -> Self:
        """Start."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers; at once when an exception passes."""
        ...

    def submit(self, task: Task) -> None:
        """Queue a task; waits while the queue is full. May be called while `outcomes` is iterated."""
        ...

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what became of the tasks, in the order they end, until nothing is under way."""
        ...

    @property
    def progress(self) -> Progress:
        """How far all tasks together are."""
        ...
