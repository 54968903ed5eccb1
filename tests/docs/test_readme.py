"""Runs the commands that README, tutorial and how-to pages show, on the sample that they are shown on."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docs.pages import DOCS, Command, commands, missing, pages
from house.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DEMO = ["demo", "--no-serve", "--recover-minutes", "20"]
"""The demo with more time than the documentation gives it: the machine may be busy."""


def run(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    code = "import sys; from assay.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "NO_COLOR": "1"},
    )


@pytest.mark.slow
def test_the_documentation_shows_what_happens(tmp_path: Path) -> None:
    built = run(tmp_path, DEMO)
    assert built.returncode == 0, built.stderr
    shown = [command for page in [ROOT / "README.md", *pages()] for command in commands(page)]
    wrong = [problem for command in dict.fromkeys(shown) for problem in problems(command, tmp_path, built.stdout)]
    assert not wrong
    assert strengths(tmp_path) == []


def problems(command: Command, folder: Path, demo: str) -> list[str]:
    program, *arguments = shlex.split(command.line)
    assert program == "assay"
    if arguments == DEMO[:2]:
        output, code = demo, 0
    else:
        done = run(folder, arguments)
        output, code = done.stdout, done.returncode
    lost = missing(command.shown, output)
    told = [f"{command.page}: {command.line}: exit code {code}"] if code else []
    return told + [f"{command.page}: {command.line}: doesn't print: {line}" for line in lost]


def strengths(folder: Path) -> list[str]:
    """Findings of the sample whose direction and strength their page doesn't name."""
    listed = run(folder, ["verdicts", "--case", "demo-case/case", "--format", "jsonl"])
    found = {
        (finding["code"], f"{finding['direction']}, {finding['strength']}")
        for line in listed.stdout.splitlines()
        for finding in json.loads(line)["findings"]
    }
    assert len(found) > 10
    named = {
        code: set(re.findall(r"\*\*([a-z ]+, [a-z ]+)\*\*", (DOCS / "findings" / f"{code}.md").read_text("utf-8")))
        for code, _ in found
    }
    return sorted(f"{code}: {words}" for code, words in found if words not in named[code])
