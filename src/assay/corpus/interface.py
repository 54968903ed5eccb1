"""What every relation is: something that only the whole corpus knows, learned from all items, said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.model.context import Standing
    from assay.model.entry import Entry


class Relation(Protocol):
    """Is shown every distinct item once, keeps little of each, and then says what it learned.

    Time and memory grow linearly with the corpus: 50,000 mails are usual.
    """

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of `Entry` that it reads; `traits.hops` is one of the traits."""
        ...

    def add(self, entry: Entry, *, standing: Standing) -> None:
        """Learns from one item.

        Args:
            entry: with the fields that `columns` names, and those that `assay.engine.standing` reads.
            standing: what its signatures say of it.
        """
        ...

    def result(self) -> Mapping[str, object]:
        """What it knows of the items of which it knows anything, by SHA-256."""
        ...
