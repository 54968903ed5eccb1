from __future__ import annotations

import os
import re
import subprocess
import tomllib

import pytest
import yaml

from assay import __version__
from house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = ROOT / "requirements"


def names(text: str) -> set[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {re.split(r"[\s<>=!~\[;]", line)[0].lower() for line in lines if line and not line.startswith("-")}


def test_what_is_pinned_is_what_the_package_needs() -> None:
    needed = names("\n".join(PROJECT["project"]["dependencies"]))
    assert names((REQUIREMENTS / "run.in").read_text("utf-8")) == needed


@pytest.mark.parametrize("name", ["run", "build", "dev"])
def test_every_pin_has_its_version_and_hashes(name: str) -> None:
    asked = names((REQUIREMENTS / f"{name}.in").read_text("utf-8"))
    blocks = re.split(r"\n(?=\S)", (REQUIREMENTS / f"{name}.txt").read_text("utf-8").strip())
    pins = {
        match[1].lower(): block for block in blocks if (match := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==\S+", block))
    }
    assert asked <= pins.keys()
    assert [pin for pin, block in pins.items() if "--hash=sha256:" not in block] == []


def test_the_version_is_said_once() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_hooks_download_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)


def test_make_says_what_it_can_do() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text, flags=re.MULTILINE))
    phony = set(re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)[1].split())
    assert phony == targets
    described = set(re.findall(r'@echo "make ([a-z-]+)', text))
    assert described == targets - {"help", "system", "setup-dev"}


@pytest.mark.parametrize("script", [".ci/run", "requirements/install.sh", "requirements/system.sh"])
def test_scripts_are_sound(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    done = subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr


def test_the_machine_that_runs_the_tests_stops_at_the_first_failure() -> None:
    path = ROOT / ".ci" / "run"
    text = path.read_text("utf-8")
    assert os.access(path, os.X_OK)
    assert "set -euo pipefail" in text
    assert text.index("make check") < text.index("make test")
