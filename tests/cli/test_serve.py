from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.cli import serve
from assay.web.server import Address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import small_case
    from command_line import Run

HERE = Address("http://127.0.0.1:8787/?token=secret", loopback=True)
ALL = "0.0.0.0"  # noqa: S104 - nothing listens
EVERYWHERE = Address("http://127.0.0.1:8787/?token=secret", loopback=False)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was told to open."""
    asked: list[str] = []
    monkeypatch.setattr("assay.cli.serve.webbrowser.open", asked.append)
    return asked


def served(monkeypatch: pytest.MonkeyPatch, address: Address) -> list[tuple[Path, str, int]]:
    """Stands in for the server: notes what it's started with, is ready at once and ends."""
    started: list[tuple[Path, str, int]] = []

    def run(case: Path, host: str, port: int, ready: Callable[[Address], None]) -> None:
        started.append((case, host, port))
        ready(address)

    monkeypatch.setattr("assay.cli.serve.run", run)
    return started


def test_this_machine_only_unless_asked(
    run: Run, made: small_case.Made, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    started = served(monkeypatch, HERE)
    code, out, err = run("serve")
    assert (code, out) == (0, "")
    assert started == [(made.path, "127.0.0.1", serve.PORT)]
    assert opened == [HERE.url]
    assert HERE.url in err
    assert "Whoever has this address can read the case" in err
    assert "without encryption" not in err


def test_others_who_can_reach_it_are_named(run: Run, monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> None:
    started = served(monkeypatch, EVERYWHERE)
    code, _, err = run("serve", "--host", ALL, "--port", "0", "--no-browser")
    assert code == 0
    assert started[0][1:] == (ALL, 0)
    assert "reachable from other machines, without encryption" in err
    assert opened == []


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_wrong_use(
    run: Run, monkeypatch: pytest.MonkeyPatch, opened: list[str], port: str
) -> None:
    started = served(monkeypatch, HERE)
    assert run("serve", "--port", port)[0] == 2
    assert started == []
    assert opened == []


def test_no_case_is_wrong_use_and_opens_nothing(run: Run, tmp_path: Path, opened: list[str]) -> None:
    code, out, err = run("serve", "--port", "0", case=tmp_path / "none")
    assert (code, out) == (2, "")
    assert "none" in err
    assert opened == []
