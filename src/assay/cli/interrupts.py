"""Ctrl-C: the first ends what runs in order, each further one ends it at once; the exit code stays the same."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

from assay.cli.console import say

if TYPE_CHECKING:
    from types import TracebackType

INTERRUPTED = 130
SHOW_CURSOR = "\x1b[?25h"
"""A progress bar hides the cursor (ECMA-48, DECTCEM); a process that ends at once has to bring it back."""


class Interrupts:
    """Listens to SIGINT while a command runs; used as a context manager.

    What a command can be stopped in is made to be killed (every file is written whole or not at all), so a person who
    presses Ctrl-C again while it tidies up doesn't wait.

    Attributes:
        promise: the one line that an interrupted person reads; a command may put what it keeps.
        last: whether the process ends behind the command: then a late Ctrl-C changes its exit code no more.
    """

    def __init__(self) -> None:
        self.promise = "Interrupted."
        self.last = False
        self._seen = 0
        self._told = False
        self._before: Any = None

    def __enter__(self) -> Self:
        self.promise, self._seen, self._told = "Interrupted.", 0, False
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, signal.SIG_IGN if self.last else self._before)
            self._before = None

    def tell(self) -> int:
        """Say the line, once, and return the exit code."""
        if not self._told:
            self._told = True
            say(self.promise)
        return INTERRUPTED

    def _hear(self, number: int, frame: object) -> None:
        del number, frame
        self._seen += 1
        if self._seen == 1:
            raise KeyboardInterrupt
        with contextlib.suppress(Exception):
            if sys.stderr.isatty():
                sys.stderr.write(SHOW_CURSOR)
            self.tell()
            sys.stderr.flush()
        os._exit(INTERRUPTED)


INTERRUPTS = Interrupts()
"""Those of this process."""
