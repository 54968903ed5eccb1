"""Reads the original bytes of items that passes want to see again, and of the files that they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.engine.unit import TAKE_IN
from assay.message import parse
from assay.message.decode import part_bytes
from assay.model.errors import OriginalChanged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.case import Case
    from assay.message import Message
    from assay.model.place import Stored


class Originals:
    """The items of a case by SHA-256."""

    def __init__(self, case: Case) -> None:
        """Reads nothing yet."""
        self._case = case

    def read(self, items: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Items with their bytes, each once, those left out that can't be read."""
        if not items:
            return
        seen: set[str] = set()
        where = "sha256 IN (SELECT unnest(?))"
        for entry in self._case.evidence.entries(
            TAKE_IN, columns=("sha256", "stored"), where=where, params=[sorted(items)]
        ):
            if entry.stored is None or entry.sha256 in seen:
                continue
            seen.add(entry.sha256)
            try:
                yield entry.sha256, self._case.originals.read(entry.stored, entry.sha256)
            except OriginalChanged:
                continue


class Files:
    """The files of a case: those that mails carry, and loose ones. The mail that was asked for last is kept parsed."""

    def __init__(self, case: Case) -> None:
        """Reads nothing yet."""
        self._case = case
        self._message: tuple[str, Message] | None = None

    def read(self, stored: Stored, item: str, part: str) -> bytes:
        """The bytes of a file.

        Args:
            stored: where the item's bytes are.
            item: SHA-256 of the item that carries it, or that it is; hex.
            part: the number of its part; empty where it is the item.

        Raises:
            OriginalChanged: the item isn't the bytes that were taken in.
            OSError: it can't be read.
        """
        if not part:
            return self._case.originals.read(stored, item)
        if self._message is None or self._message[0] != item:
            self._message = (item, parse(self._case.originals.read(stored, item)))
        message = self._message[1]
        return part_bytes(message, next(one for one in message.parts() if one.number == part)).data
