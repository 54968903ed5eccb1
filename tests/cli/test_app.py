"""What all commands have in common: exit codes, help, and that nothing out of a dump is obeyed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from assay import __version__
from assay.cli import main
from assay.cli.app import COMMANDS, DAMAGED, build
from command_line import ACTIVE

if TYPE_CHECKING:
    from pathlib import Path

    import small_case
    from command_line import Run

READING = (("status",), ("verdicts",), ("search", "x"), ("show", "plain.eml"), ("keys", "list"), ("custody", "verify"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("verdicts",), ("verdicts", "--format", "jsonl"), ("verdicts", "--format", "csv"), ("status",),
        ("status", "--json"), ("search", "regardez"), ("search", "regardez", "--format", "jsonl"),
        ("search", "regardez", "--format", "csv"), ("search", "kind:message", "--facets"), ("show", "hostile.eml"),
        ("show", "hostile.eml", "--headers"), ("show", "hostile.eml", "--coverage"), ("keys", "list"),
        ("custody", "verify"),
    ],
)  # fmt: skip
def test_nothing_printed_is_active(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 0, err
    assert out.strip()
    assert not ACTIVE & set(out + err)


@pytest.mark.parametrize("name", ["\x1b[2J", "\u202egpj", "a\nb\x07", "caf\udce9"])
def test_what_is_asked_for_is_quoted_safely(run: Run, name: str) -> None:
    code, out, err = run("show", name)
    assert (code, out) == (2, "")
    assert "no item" in err
    assert not ACTIVE & set(err)
    assert err.isprintable() or "\n" in err


@pytest.mark.parametrize("command", READING)
def test_no_case_is_exit_2(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, case=tmp_path)
    assert (code, out) == (2, "")
    assert "no case" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("status",), ("verdicts",), ("show", "plain.eml"), ("custody", "verify")])
def test_a_damaged_case_is_exit_3(run: Run, made: small_case.Made, tmp_path: Path, command: tuple[str, ...]) -> None:
    copy = tmp_path / "case"
    shutil.copytree(made.path, copy)
    shard = copy / "evidence" / "take-in" / "0000.parquet"
    shard.write_bytes(shard.read_bytes()[:-20])
    code, _, err = run(*command, case=copy)
    assert code == 3, err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["nope"], "nope"), (["status", "--nope"], "--nope"), (["status"], "--case"), (["show", "--case", "x"], "'item'")],
)
def test_wrong_use_is_exit_2_on_stderr(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err


@pytest.mark.parametrize(("error", "code"), [(ZeroDivisionError("x\x1b[2J"), 1), (SystemError("broken"), 3)])
def test_a_fault_of_ours_is_one_line_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("assay.cli.status.gather", fail)
    monkeypatch.delenv("ASSAY_DEBUG", raising=False)
    found, out, err = run("status")
    assert (found, out) == (code, "")
    assert type(error).__name__ in err
    assert "ASSAY_DEBUG=1" in err
    assert "Traceback" not in err
    assert not ACTIVE & set(err)
    monkeypatch.setenv("ASSAY_DEBUG", "1")
    assert "Traceback" in run("status")[2]


def test_interrupted_is_exit_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assay.cli.status.gather", stop)
    assert run("status")[0] == 130


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    out = capsys.readouterr().out
    if command not in {"keys", "custody"}:
        assert "Example: assay" in out
    assert f"Usage: assay {command}" in out


def test_only_what_is_built_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {command} " in out for command in COMMANDS)
    assert not any(f"  {later} " in out for later in ("spread", "intrusion", "publish", "dossier"))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"assay {__version__}\n"


def test_only_the_named_commands_are_built() -> None:
    assert [command.callback.__name__ for command in build(["status"]).registered_commands if command.callback] == [
        "status"
    ]


@pytest.mark.parametrize("arguments", [*READING, ("show", "plain.eml", "--raw"), ("verdicts", "--format", "jsonl")])
def test_a_reader_that_has_seen_enough_is_no_error(made: small_case.Made, arguments: tuple[str, ...]) -> None:
    script = "import sys; from assay.cli import main; sys.exit(main())"
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", script, *arguments, "--case", str(made.path)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 0
    assert b"assay:" not in done.stderr
    assert b"Error" not in done.stderr


def test_signals_stay_as_the_process_has_them(run: Run) -> None:
    before = signal.getsignal(signal.SIGPIPE)
    run("status")
    assert signal.getsignal(signal.SIGPIPE) is before


@pytest.mark.parametrize(
    "arguments", [("status",), ("verdicts",), ("show", "plain.eml"), ("search", "virement"), ("keys", "list")]
)
def test_a_shard_that_is_gone_is_damage(breakable: small_case.Made, run: Run, arguments: tuple[str, ...]) -> None:
    (breakable.path / "evidence" / "take-in" / "0000.parquet").unlink()
    code, out, err = run(*arguments, case=breakable.path)
    assert (code, out) == (DAMAGED, "")
    assert "evidence/take-in/0000.parquet" in err
    assert "examine the same sources again" in err
    assert len(err.splitlines()) == 1
