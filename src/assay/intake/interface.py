"""What every container is to the rest of Assay: a name, the formats it opens, and an iterator of members."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import msgspec

from assay.model.errors import IntakeError
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator


MIB = 1 << 20
GIB = 1 << 30

REST = "(rest of the archive)"
"""The name of the member that stands for what a damaged or over-sized container still held."""

DEFECTS = "assay:defects"
"""The note with the codes of what the container found wrong with a message; they become defects of its item."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds against hostile containers. One that is hit is a named failure; the run goes on.

    Attributes:
        depth: containers inside containers; counted by the caller through `len(place.steps)`.
        ratio: unpacked bytes for each packed byte of a container, and of a member where its packed size is known.
        ratio_from: unpacked bytes up to which the ratio isn't looked at, as a small file may shrink to nothing.
        entries: members of one container.
        member_bytes: size of one member.
        container_bytes: size of one member that is itself a container (an mbox of 9 GB in a Takeout archive is
            ordinary): it goes to `scratch`, never into memory.
        memory_bytes: bodies up to this size come as bytes, larger ones as a stream.
        header_bytes: what a container's own tables (names, pax headers, …) may take in memory for one member.
        scratch: the folder of the case where large bodies are spooled to nameless files. None keeps them in memory.
    """

    depth: int = 10
    ratio: int = 100
    ratio_from: int = MIB
    entries: int = 1_000_000
    member_bytes: int = 512 * MIB
    container_bytes: int = 64 * GIB
    memory_bytes: int = 8 * MIB
    header_bytes: int = MIB
    scratch: Path | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a container: its data or a named failure.

    Attributes:
        step: the container's format and the entry's name; untrusted.
        body: the bytes when they are few, else a seekable stream at its start, valid until the next member is asked
            for. None exactly where there is an error.
        size: length of the body in bytes; for failures what the container says, or 0.
        notes: what the container knows besides (folder, flags, labels, damage); untrusted.
        reconstructed: the container lost the original bytes (.msg, .pst); the body is rebuilt.
        error: why there is no body.
    """

    step: Step
    body: bytes | BinaryIO | None = None
    size: int = 0
    notes: dict[str, Any] = msgspec.field(default_factory=dict)
    reconstructed: bool = False
    error: IntakeError | None = None


class Container(Protocol):
    """One kind of container; a module of this package holds one as `CONTAINER`."""

    @property
    def name(self) -> str:
        """The word that stands in `Step.container`."""
        ...

    @property
    def formats(self) -> tuple[str, ...]:
        """The media types, as `sniff` says them, that this container opens."""
        ...

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield one member for each entry, in the container's order.

        Args:
            file: the container's bytes, seekable.
            name: its own file name; untrusted.
            limits: the bounds.

        Raises:
            IntakeError: nothing more can be read; `registry.open_container` turns it into a last member.
        """
        ...
