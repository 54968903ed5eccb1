"""A worker ends with the process that started it, whatever it is doing."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Make this process end when its parent does, even by kill -9 and even while C code hangs (Linux, prctl(2)).

    Args:
        parent: its process id, as the parent itself knows it: it may be gone already.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
