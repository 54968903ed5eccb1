from __future__ import annotations

import io

import pytest
from rich.text import Text

from assay.cli import console
from assay.cli.console import Column, aligned, duration, size

COLUMNS = [Column("id"), Column("n", number=True), Column("name", flexible=True)]
ROWS = [["abc", "1", "x" * 200], ["d", "1,000", "évil \x1b[2J"]]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_only_flexible_columns_are_cut(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    console.table(COLUMNS, ROWS)
    lines = [Text.from_ansi(line).plain for line in stream.getvalue().splitlines()]
    assert all(len(line) <= width for line in lines)
    assert lines[1].startswith("abc      1  xxx")
    assert lines[2].startswith("d    1,000  évil \\x1b[2J")
    assert lines[1].endswith("…")


def test_piped_nothing_is_cut() -> None:
    lines = aligned(COLUMNS, ROWS)
    assert lines[0] == "id       n  name"
    assert lines[1].endswith("x" * 200)
    assert lines[2] == "d    1,000  évil \\x1b[2J"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (123_456, "123 kB"), (9_000_000_000, "9.0 GB")]
)
def test_sizes(count: int, text: str) -> None:
    assert size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (59, "59.0 s"), (61, "1 min 01 s"), (7_300, "2 h 01 min")]
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
