from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assay.cli import doctor, main

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:

    def call(*arguments: str) -> tuple[int, str]:
        code = main(["doctor", *arguments])
        return code, capsys.readouterr().out

    return call


def test_here_all_that_is_needed_is_there(ask: Callable[..., tuple[int, str]]) -> None:
    code, out = ask("--json")
    checks = json.loads(out)
    assert code == 0
    assert {check["what"] for check in checks} >= {"Python", *(name for name, _ in doctor.PACKAGES)}
    assert "missing" not in {check["state"] for check in checks}
    assert "● ok" in ask()[1]


def test_a_missing_package_is_exit_1_and_says_what_to_do(
    ask: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", (("nothing-like-this", "nothing_like_this"),))
    code, out = ask()
    assert code == 1
    row = next(line for line in out.splitlines() if line.startswith("nothing-like-this"))
    assert "⊗ missing" in row
    assert "make setup" in row


def test_a_missing_program_is_no_failure(ask: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    code, out = ask("--json")
    programs = [check for check in json.loads(out) if check["state"] == "optional"]
    assert code == 0
    assert [check["what"] for check in programs] == ["7z or 7zz", "tesseract", "unar or bsdtar"]


def test_a_language_that_tesseract_lacks_is_named(
    ask: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(doctor, "available", lambda: ("eng",))
    found = {check["what"]: check for check in json.loads(ask("--json")[1])}["tesseract"]
    assert found["state"] == "optional"
    assert found["detail"].startswith("/bin/tesseract doesn't read French; ")


@pytest.mark.parametrize(
    ("platform", "tool", "says"),
    [
        ("darwin", "", "brew install sevenzip"), ("linux", "dnf", "dnf install 7zip"),
        ("linux", "apt-get", "apt install 7zip"), ("linux", "", "the package is named 7zip"),
    ],
)  # fmt: skip
def test_how_to_get_a_program(
    ask: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, platform: str, tool: str, says: str
) -> None:
    monkeypatch.setattr(doctor.sys, "platform", platform)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}" if name == tool else None)
    details = [check["detail"] for check in json.loads(ask("--json")[1])]
    assert any(detail.endswith(says) for detail in details)


def test_the_first_program_found_is_named(ask: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: "/opt/7zz" if name == "7zz" else None)
    checks = {check["what"]: check for check in json.loads(ask("--json")[1])}
    assert checks["7zz"]["state"] == "ok"
    assert checks["7zz"]["detail"].startswith("/opt/7zz")
