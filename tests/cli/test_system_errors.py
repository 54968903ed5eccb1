"""What the system refuses says what to do, and is no fault of the program."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from assay.cli import main
from assay.cli.app import WRONG_USE
from assay.cli.system_errors import explained

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

WORDS = {
    errno.ENOSPC: "Free some",
    errno.EDQUOT: "Free some",
    errno.EROFS: "Copy it to one that can be written",
    errno.EACCES: "Change its permissions",
    errno.EPERM: "Change its permissions",
    errno.ENOTDIR: "leads through a file",
    errno.EIO: "The disk fails",
    errno.EMFILE: "ulimit",
}


@pytest.mark.parametrize("number", WORDS)
def test_each_refusal_says_what_to_do(number: int, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError(number, os.strerror(number), "/some/where")

    monkeypatch.setattr("assay.cli.status.gather", refuse)
    code, out, err = run("status")
    assert (code, out) == (WRONG_USE, "")
    assert WORDS[number] in err
    assert "fault of Assay" not in err
    assert number == errno.EMFILE or "/some/where" in err


def test_without_a_name_it_is_a_sentence_still() -> None:
    assert explained(OSError(errno.ENOSPC, "No space left on device")).startswith("There is no space left on the disk.")
    assert explained(OSError(errno.EROFS, "Read-only file system")).startswith("What it needs is on a disk")


def test_what_the_system_did_not_refuse_is_a_fault() -> None:
    assert explained(OSError("odd")) == ""
    assert explained(OSError(errno.EBADF, "Bad file descriptor")) == ""


def test_what_a_native_library_says_of_the_disk() -> None:
    error = ValueError('IoError(Os { code: 28, kind: StorageFull, message: "No space left on device" })')
    assert explained(error).startswith("There is no space left on the disk.")
    assert explained(ValueError("odd")) == ""


def test_a_case_below_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "dump").mkdir()
    assert main(["examine", str(tmp_path / "dump"), "--case", str(tmp_path / "file" / "case")]) == WRONG_USE
    assert "leads through a file" in capsys.readouterr().err
