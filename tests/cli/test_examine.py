from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from assay.cli import main
from assay.cli.app import INTERRUPTED
from assay.engine.examine import Options, Stage, Summary

DONE = Summary(
    case="case", items=3, messages=2, documents=1, places=4, containers=1, failures=0, pending=0, bytes=1234,
    verdicts={"authenticated": 1, "unproven": 2}, in_part=1, keys={"published": 1}, recovered=(),
    left_to_recover=("a b",),
    stages=(Stage("taking in", 2.0, 3, 1234),), seconds=2.5, merkle_root="ab", digest="cd",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    found: list[Options] = []

    def examine(options: Options, watcher: object) -> Summary:
        del watcher
        found.append(options)
        return DONE

    monkeypatch.setattr("assay.cli.examine.engine.examine", examine)
    return found


def test_options_reach_the_engine(asked: list[Options], capsys: pytest.CaptureFixture[str]) -> None:
    line = "examine a b --case c --keys k1 --keys k2 --custodian D --copy --jobs 3 --engine ray --recover-minutes 0.5"
    assert main(line.split()) == 0
    assert asked == [
        Options(
            sources=(Path("a"), Path("b")), case=Path("c"), keys=(Path("k1"), Path("k2")), custodians=("D",), copy=True,
            jobs=3, engine="ray", recover_minutes=0.5,
        )
    ]  # fmt: skip
    printed = capsys.readouterr().out
    assert "3 items (2 messages, 1 documents)" in printed
    assert "authenticated" in printed
    assert "1 selectors" in printed


def test_json_is_one_object_on_stdout(asked: list[Options], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", "a", "--case", "c", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out)["verdicts"] == {"authenticated": 1, "unproven": 2}


def test_failures_are_exit_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("assay.cli.examine.engine.examine", lambda *_: replace(DONE, failures=2))
    assert main(["examine", "a", "--case", "c"]) == 1
    assert "assay status --case c" in capsys.readouterr().err


def test_interrupted_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> Summary:
        raise KeyboardInterrupt

    monkeypatch.setattr("assay.cli.examine.engine.examine", stop)
    assert main(["examine", "a", "--case", "c"]) == INTERRUPTED
    assert "goes on where it stopped" in capsys.readouterr().err
