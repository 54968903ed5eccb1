"""Where words go: data to stdout, messages to people to stderr. Text out of a dump is made safe before it's printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.model.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "
_WIDEST = 60
_NARROWEST = 8


class Column(msgspec.Struct, frozen=True):
    """One column of a table: its heading, whether it's numbers, whether it may be cut on a narrow terminal."""

    title: str
    number: bool = False
    flexible: bool = False


Cell = str | Text


def out() -> Console:
    """The console for data."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    """The console for people."""
    return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Tell people something, on stderr; the text may quote a dump."""
    err().print(Text("\n".join(untrusted(line) for line in text.split("\n"))), soft_wrap=True)


def line(text: str | Text = "") -> None:
    """Print one line of data on stdout; a plain string may quote a dump, a `Text` must be safe already."""
    if sys.stdout.isatty():
        out().print(text if isinstance(text, Text) else Text(untrusted(text)))
    else:
        sys.stdout.write((text.plain if isinstance(text, Text) else untrusted(text)) + "\n")


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], title: str = "") -> None:
    """Print a table on stdout: drawn for a terminal, aligned with spaces when piped. Plain strings may quote a dump."""
    if sys.stdout.isatty():
        out().print(_drawn(columns, rows, title))
        return
    if title:
        sys.stdout.write(f"{title}\n")
    for text in aligned(columns, rows):
        sys.stdout.write(f"{text}\n")


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """A table as lines of plain text; nothing is cut, cells wider than the rest push what follows."""
    lines = [[column.title for column in columns], *([_plain(cell) for cell in row] for row in rows)]
    widths = [min(_WIDEST, max(cell_len(row[at]) for row in lines)) for at in range(len(columns))]
    padded = [
        [_pad(cell, width, right=column.number) for cell, width, column in zip(row, widths, columns, strict=True)]
        for row in lines
    ]
    return [_GAP.join(row).rstrip() for row in padded]


def _plain(cell: Cell) -> str:
    return cell.plain if isinstance(cell, Text) else untrusted(cell)


def _pad(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space


def _drawn(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], title: str) -> Table:
    drawn = Table(box=None, pad_edge=False, title=title or None, title_justify="left", header_style="dim")
    for column, width in zip(columns, _widths(columns, rows), strict=True):
        justify: Literal["left", "right"] = "right" if column.number else "left"
        drawn.add_column(column.title, justify=justify, overflow="ellipsis", no_wrap=True, width=width)
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Text) else Text(untrusted(cell)) for cell in row))
    return drawn


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """What each column gets: the fixed ones what they need, the flexible ones what is left, in equal shares."""
    needed = [
        max(cell_len(text) for text in (column.title, *(_plain(row[at]) for row in rows)))
        for at, column in enumerate(columns)
    ]
    left = out().width - len(_GAP) * len(columns)
    left -= sum(min(_WIDEST, need) for column, need in zip(columns, needed, strict=True) if not column.flexible)
    widths = {at: min(_WIDEST, need) for at, need in enumerate(needed)}
    flexible = sorted((at for at, column in enumerate(columns) if column.flexible), key=lambda at: needed[at])
    for done, at in enumerate(flexible):
        widths[at] = max(_NARROWEST, min(needed[at], left // (len(flexible) - done)))
        left -= widths[at]
    return [widths[at] for at in range(len(columns))]


def counted(count: int, one: str, many: str) -> str:
    """A number with the word that fits it."""
    return f"{count:,} {one if count == 1 else many}"


def size(count: int) -> str:
    """Bytes for people, in powers of ten."""
    value, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:  # noqa: PLR2004 - powers of ten
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"  # noqa: PLR2004 - three digits


def duration(seconds: float) -> str:
    """A time span for people."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
