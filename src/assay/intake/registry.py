"""All containers, by the formats they open."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, BinaryIO, cast

from assay.intake import codec, sniff
from assay.intake.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.intake.interface import Container, Limits, Member

MODULES: dict[str, str] = {
    sniff.EMLX: "emlx",
    sniff.MBOX: "mbox",
    sniff.MSG: "msg",
    sniff.PST: "pst",
    sniff.ZIP: "zip",
    sniff.SEVEN: "sevenzip",
    sniff.RAR: "rar",
    sniff.UTF16: "utf16",
    sniff.TAR: "tar",
    **dict.fromkeys(sniff.PACKED_TAR.values(), "tar"),
    **dict.fromkeys(codec.OPEN, "single"),
}
"""Format to module; each is loaded when the first of its kind is met, as some bring large libraries."""


def container_of(kind: str) -> Container | None:
    """The container that opens a format, or None.

    Args:
        kind: a media type as `sniff` says it.
    """
    module = MODULES.get(kind)
    if module is None:
        return None
    return cast("Container", importlib.import_module(f"assay.intake.{module}").CONTAINER)


def open_container(kind: str, file: BinaryIO, name: str, limits: Limits) -> Iterator[Member] | None:
    """Open a container.

    Args:
        kind: its format as `sniff` says it.
        file: its bytes, seekable; left open. Members may read from it, so that it stays as it is until the last one.
        name: its file name; untrusted, used for the name of a single packed file only.
        limits: the bounds.

    Returns:
        Its members, which raise nothing: what can't be read is a member with an error. None where the format isn't a
        container's.
    """
    container = container_of(kind)
    if container is None:
        return None
    return guarded(container.name, container.members(file, name, limits), limits)
