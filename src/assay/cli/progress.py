"""Progress on stderr: a bar for a terminal, a line every ten seconds otherwise."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from assay.cli.console import duration, err, say, size

if TYPE_CHECKING:
    from types import TracebackType

_EVERY = 10.0
_ENOUGH = 0.5
_SLOW = 10
"""Items a second below which a decimal is told."""


class Rate:
    """How fast something goes, and how long the rest takes.

    Items of a dump differ by orders of magnitude, so time left is told by bytes where their total is known.
    """

    def __init__(
        self,
        name: str,
        total_items: int | None,
        total_bytes: int | None,
        most_seconds: float | None = None,
        unit: str = "items",
    ) -> None:
        self.name = name
        self.unit = unit
        self.most_seconds = most_seconds
        self.total_items = total_items
        self.total_bytes = total_bytes
        self.items = 0
        self.bytes = 0
        self._start = time.monotonic()

    def seen(self, items: int, size_: int) -> None:
        """Note how far it is, in totals."""
        self.items, self.bytes = items, size_

    @property
    def share(self) -> float | None:
        """How much is done, 0 to 1, or None where nobody knows."""
        if self.total_bytes:
            return min(1.0, self.bytes / self.total_bytes)
        return min(1.0, self.items / self.total_items) if self.total_items else None

    def text(self) -> str:
        """Items, bytes, both a second, and the time left."""
        seconds = max(1e-3, time.monotonic() - self._start)
        items = f"{self.items:,}" + (f" of {self.total_items:,}" if self.total_items else "")
        parts = [f"{items} {self.unit}"]
        if self.bytes:
            parts.append(size(self.bytes) + (f" of {size(self.total_bytes)}" if self.total_bytes else ""))
        if seconds > _ENOUGH and self.items:
            rate = self.items / seconds
            parts.append(f"{rate:,.{0 if rate >= _SLOW else 1}f} {self.unit.split()[0]}/s")
            if self.bytes:
                parts.append(f"{self.bytes / seconds / 1e6:,.1f} MB/s")
            share = self.share
            if share and share < 1:
                left = seconds * (1 - share) / share
                if self.most_seconds is not None:
                    left = min(left, max(0.0, self.most_seconds - seconds))
                parts.append(f"{duration(left)} left")
        return ", ".join(parts)


class Watch:
    """Tells people how far a run is; to be used as a context manager. It's what `engine.examine` calls a watcher."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._bar = _bar() if sys.stderr.isatty() and not quiet else None
        self._rate: Rate | None = None
        self._task: int | None = None
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
        if self._bar:
            self._bar.stop()

    def stage(
        self,
        name: str,
        total_items: int | None = None,
        total_bytes: int | None = None,
        most_seconds: float | None = None,
        *,
        unit: str = "items",
    ) -> None:
        """A new stage starts; totals are None where nobody knows them yet, and it ends after `most_seconds`."""
        self._finish()
        self._rate = Rate(name, total_items, total_bytes, most_seconds, unit)
        self._told = time.monotonic()
        if self._bar:
            self._task = self._bar.add_task(name, total=1.0 if self._rate.share is not None else None, told="")

    def progress(self, items: int, size_: int, /) -> None:
        """How many items and bytes of this stage are done, in total."""
        if self._rate is None:
            return
        self._rate.seen(items, size_)
        now = time.monotonic()
        if self._bar and self._task is not None:
            if now - self._told > 0.1:  # noqa: PLR2004 - ten times a second is enough for eyes
                self._told = now
                self._draw()
        elif not self._quiet and now - self._told > _EVERY:
            self._told = now
            say(f"{self._rate.name}: {self._rate.text()}")

    def note(self, text: str) -> None:
        """Something people should read now; may quote a dump."""
        if not self._quiet:
            say(text)

    def _draw(self) -> None:
        if self._bar and self._rate and self._task is not None:
            self._bar.update(self._task, completed=self._rate.share or 0.0, told=self._rate.text())  # type: ignore[arg-type]

    def _finish(self) -> None:
        if self._rate is None:
            return
        if self._bar and self._task is not None:
            self._draw()
            self._bar.update(self._task, total=1.0, completed=1.0)  # type: ignore[arg-type]
        elif not self._quiet and self._rate.items:
            say(f"{self._rate.name}: {self._rate.text()}")
        self._rate = None


class _Told(TextColumn):
    """The rates as text; not markup, so nothing in it is obeyed."""

    def __init__(self) -> None:
        super().__init__("{task.fields[told]}", markup=False, style="dim")


class _Name(TextColumn):
    """The stage, padded so that the bars stand below each other."""

    def __init__(self) -> None:
        super().__init__("{task.description:<22}", markup=False)


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(), _Name(), BarColumn(bar_width=24), TimeElapsedColumn(), _Told(), console=err(), transient=False
    )
