"""Libraries in Rust panic: what they raise then isn't an `Exception`, and would end the process."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from assay.model.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "PanicException"


@contextlib.contextmanager
def panics_named() -> Iterator[None]:
    """Turns a panic of PyO3 (`pyo3_runtime.PanicException`, which can't be imported) into an error.

    Raises:
        Unreadable: the library panicked.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != _NAME:
            raise
        raise Unreadable(f"its reader gave up: {error}") from error
