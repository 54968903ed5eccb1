"""Who reads mails again, where their words differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Reader(Protocol):
    """Reads the bytes of items."""

    def read(self, items: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Items with their bytes, those left out that can't be read."""
        ...


class Unread:
    """Reads nothing."""

    def read(self, items: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Nothing."""
        del items
        return iter(())
