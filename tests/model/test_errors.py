from __future__ import annotations

import errno
import inspect
import re

import pytest

from assay.model import errors

CLASSES = [one for _, one in inspect.getmembers(errors, inspect.isclass) if one.__module__ == errors.__name__]


def drawn() -> dict[str, str]:
    """Class to base, as the tree in the module's docstring shows them."""
    found: dict[str, str] = {}
    path: list[str] = []
    lines = inspect.cleandoc(errors.__doc__ or "").splitlines()
    left = min(len(line) - len(line.lstrip()) for line in lines[1:] if "Error" in line)
    for line in lines[1:]:
        match = re.match(r"(?P<indent>[ │├└─]*)(?P<name>[A-Z]\w+)", line)
        if match:
            depth = (len(match["indent"]) - left) // 4
            path[depth:] = [match["name"]]
            found[match["name"]] = path[depth - 1] if depth else "Exception"
    return found


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert drawn() == {one.__name__: one.__mro__[1].__name__ for one in CLASSES}


@pytest.mark.parametrize("error", [one for one in CLASSES if issubclass(one, errors.IntakeError)])
def test_every_failure_of_an_entry_has_a_word_of_its_own(error: type[errors.IntakeError]) -> None:
    assert error.state
    assert [one for one in CLASSES if getattr(one, "state", None) == error.state] == [error]


def test_only_what_the_machine_lacks_is_worth_another_run() -> None:
    assert {one for one in CLASSES if getattr(one, "retry", False)} == {errors.DiskFull, errors.ToolMissing}


def test_a_disk_that_cannot_be_written_is_told_from_a_file_that_cannot_be_read() -> None:
    assert errors.refused(OSError(errno.ENOSPC, "full"))
    assert errors.refused(OSError(errno.EROFS, "fixed"))
    assert not errors.refused(OSError(errno.EIO, "broken"))
    assert not errors.refused(ValueError("no"))
