from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assay.cli import progress
from assay.cli.progress import Rate, Watch

if TYPE_CHECKING:
    import pytest


def test_a_rate_tells_speed_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    rate = Rate("taking in", 1_000, 4_000_000)
    now = 110.0
    rate.seen(500, 1_000_000)
    assert rate.text() == "500 of 1,000 items, 1.0 MB of 4.0 MB, 50 items/s, 0.1 MB/s, 30.0 s left"


def test_slow_ones_have_a_unit_and_a_decimal(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    rate = Rate("reading pictures", 40, None, unit="pages of 9 pictures")
    now = 120.0
    rate.seen(10, 0)
    assert rate.text() == "10 of 40 pages of 9 pictures, 0.5 pages/s, 1 min 00 s left"


def test_without_a_terminal_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    with Watch() as watch:
        watch.stage("taking in", 2, None)
        watch.progress(1, 10)
        watch.note("odd \x1b[2J name")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "taking in: 1 of 2 items, 10 B" in printed.err
    assert "odd \\x1b[2J name" in printed.err


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Watch(quiet=True) as watch:
        watch.stage("a", None, None)
        watch.progress(1, 1)
        watch.note("x")
    assert capsys.readouterr() == ("", "")


def test_a_stage_that_is_bounded_ends_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    rate = Rate("recovering keys", 100, None, 300.0)
    now[0] = 160.0
    rate.seen(1, 0)
    assert rate.text().endswith("4 min 00 s left")
