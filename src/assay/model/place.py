"""Where bytes are: inside the dump (for people) and on disk (for reading)."""

from __future__ import annotations

import msgspec

SEPARATOR = "!/"
"""Stands between a container and what is inside it in a displayed path, as in `mail.zip!/inbox.mbox!/@1024`."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Bytes `start` to `end` (exclusive) of the raw bytes of one item."""

    start: int
    end: int

    def __len__(self) -> int:
        """Length in bytes."""
        return self.end - self.start


class Step(msgspec.Struct, frozen=True):
    """One step into a container.

    Attributes:
        container: the container's format (`zip`, `mbox`, `tar`, …).
        name: the member's name as the container has it, decoded; untrusted. mbox messages are named `@OFFSET`.
        offset: where the member's bytes start inside the container, where the container stores them as they are.
        length: how many bytes they are.
    """

    container: str
    name: str
    offset: int | None = None
    length: int | None = None


class Place(msgspec.Struct, frozen=True):
    """Where an item was found inside a dump.

    Attributes:
        source: the label of the source, unique within a case.
        path: path of the file inside the source, `/` between folders, octets that aren't UTF-8 written out
            (`assay.intake.names.shown`); untrusted.
        steps: the containers gone through from that file on, outermost first.
    """

    source: str
    path: str
    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        """The path inside the dump as it's displayed and as `--format jsonl` prints it."""
        return SEPARATOR.join((self.path, *(step.name for step in self.steps)))

    def inside(self, step: Step) -> Place:
        """The place of a member of the container that is at this place."""
        return Place(self.source, self.path, (*self.steps, step))


class Stored(msgspec.Struct, frozen=True):
    """Where an item's raw bytes can be read.

    Attributes:
        pack: whether `path` is a pack in the case (relative to it) or a file of the source (absolute).
        path: the file, as `assay.intake.names.shown` writes it.
        offset: where the bytes start, in bytes.
        length: how many they are.
    """

    pack: bool
    path: str
    offset: int
    length: int
