"""However often somebody presses Ctrl-C, the command ends with 130 and one line."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING

import pytest

from assay.cli.interrupts import INTERRUPTED, INTERRUPTS, Interrupts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLOW = """
import sys, time
import assay.cli.status
from assay.cli import main

def gather(_):
    try:
        print("at work", flush=True)
        time.sleep(60)
    finally:
        print("tidying up", flush=True)
        time.sleep({tidying})

assay.cli.status.gather = gather
code = main()
print("over", flush=True)
time.sleep({late})
sys.exit(code)
"""


@contextlib.contextmanager
def started(case: Path, *, tidying: float, late: float) -> Iterator[tuple[subprocess.Popen[str], IO[str], IO[str]]]:
    """A command that has begun its work; with its stdout and stderr."""
    script = SLOW.format(tidying=tidying, late=late)
    command = [sys.executable, "-c", script, "status", "--case", str(case)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "at work\n"
        yield process, process.stdout, process.stderr


def test_a_second_and_a_third_end_it_at_once(empty: Path) -> None:
    with started(empty, tidying=60, late=0) as (process, out, err):
        process.send_signal(signal.SIGINT)
        assert out.readline() == "tidying up\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == INTERRUPTED
        assert time.monotonic() - begun < 10
        assert err.read() == "Interrupted.\n"


def test_one_that_comes_when_all_is_over_changes_nothing(empty: Path) -> None:
    with started(empty, tidying=0, late=0.5) as (process, out, err):
        process.send_signal(signal.SIGINT)
        assert (out.readline(), out.readline()) == ("tidying up\n", "over\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == INTERRUPTED
        assert err.read() == "Interrupted.\n"


def test_the_handler_of_before_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == before


def test_the_line_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    with INTERRUPTS as one:
        one.promise = "Interrupted. All is kept."
        assert (one.tell(), one.tell()) == (INTERRUPTED, INTERRUPTED)
    assert capsys.readouterr().err == "Interrupted. All is kept.\n"
