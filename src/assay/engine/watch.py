"""Who is told how far a run is."""

from __future__ import annotations

from typing import Protocol


class Watcher(Protocol):
    """Told of stages and progress; a person may sit behind it."""

    def stage(
        self,
        name: str,
        total_items: int | None,
        total_bytes: int | None,
        most_seconds: float | None = None,
        *,
        unit: str = "items",
    ) -> None:
        """A stage begins; totals that aren't known are None, and so is a bound on its time that it hasn't.

        Args:
            name: of the stage.
            total_items: how many there are.
            total_bytes: their bytes.
            most_seconds: bound on its time.
            unit: what its items are called; the first word stands in their rate.
        """
        ...

    def progress(self, items: int, size: int, /) -> None:
        """Items and bytes of the stage that are done."""
        ...

    def note(self, text: str) -> None:
        """Something that a person should know; may quote untrusted text."""
        ...


class Silent:
    """A watcher that tells nobody."""

    def stage(
        self,
        name: str,
        total_items: int | None,
        total_bytes: int | None,
        most_seconds: float | None = None,
        *,
        unit: str = "items",
    ) -> None:
        """Ignored."""

    def progress(self, items: int, size: int, /) -> None:
        """Ignored."""

    def note(self, text: str) -> None:
        """Ignored."""
