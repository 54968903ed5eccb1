"""Files that are there whole or not at all, even when the power goes."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""Of shards, passes and generations, which become names of files."""
PARTIAL = ".tmp"
"""Ends the names of files that are being written; what has it after a crash is nothing."""


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file in the same folder that takes the place of `path` when the block ends without an exception.

    Two processes that write the same `path` at once don't mix: the last one that ends wins.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write(path: Path, data: bytes) -> None:
    """Write a small file whole."""
    with writing(path) as file:
        file.write(data)


def remove_partial(folder: Path) -> None:
    """Remove what a killed process left half written in `folder`."""
    for left in folder.glob(f"*{PARTIAL}"):
        left.unlink(missing_ok=True)
