"""What tests of the commands share: how a command is run, and what no output may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

ACTIVE = {"\x1b", "\x9b", "\u202e", "\x00", "\x07"}
"""Characters that a terminal obeys or that reorder text."""


class Run(Protocol):
    """Runs one command line on a case, by default the small one: exit code, stdout, stderr."""

    def __call__(self, *arguments: str, case: Path | None = None) -> tuple[int, str, str]: ...
