"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Make the allocator return what it keeps for later (glibc, malloc_trim(3)); elsewhere nothing. A few milliseconds.

    For between two pieces of work: the next one asks for other amounts, and until then it only takes room.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
