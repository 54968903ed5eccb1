"""Outlook's .msg ([MS-OXMSG]): one item in an OLE compound file, rebuilt to a message."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from olefile import OleFileIO  # type: ignore[import-untyped]
from oxmsg.storage import Storage

from assay.intake import mapi
from assay.intake.guard import named
from assay.intake.interface import Limits, Member
from assay.intake.mapi import Attached, Bag, Outline
from assay.intake.rebuild import DEPTH, rebuild
from assay.intake.sniff import MSG
from assay.intake.spool import Budget, size_of
from assay.intake.yielding import deliver
from assay.model.errors import IntakeError, LimitReached
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

PROPERTIES = "__properties_version1.0"
EMBEDDED_STORAGE = "__substg1.0_3701000D"
ENTRY = 16
TOP, INNER, OTHER = 32, 24, 8
"""Length of what stands before the entries of a properties stream (section 2.4.1)."""
FIXED = frozenset((0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0xA, 0xB, 0x14, 0x40))
"""Types whose value stands in the entry itself ([MS-OXCDATA] 2.11.1)."""
SLACK = 4
"""Streams together may be so many times the file: they may share sectors, but not endlessly."""


class Msg:
    """The item of a .msg file; embedded items and files are its attachments."""

    name = "msg"
    formats = (MSG,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield the rebuilt message, then a failure for each attachment that can't be read."""
        del name
        size = size_of(file)
        if size > limits.member_bytes:
            raise LimitReached(f"larger than {limits.member_bytes} bytes")
        storage = _load(file, size)
        failures: list[tuple[str, IntakeError]] = []
        body, notes = rebuild(_outline(storage, TOP, failures, 0))
        if failures:
            notes["attachments_failed"] = [what for what, _ in failures]
        read = io.BytesIO(body).read
        budget = Budget(limits, size)
        yield from deliver(Step(self.name, "message"), read, budget, notes=notes, reconstructed=True)
        for what, error in failures:
            yield Member(step=Step(self.name, what), error=error)


def _load(file: BinaryIO, size: int) -> Storage:
    """The tree of storages and streams.

    Raises:
        LimitReached: the streams are together much larger than the file.
        Unreadable: it isn't a compound file.
    """
    file.seek(0)
    with named("the compound file is damaged"), OleFileIO(file) as ole:
        total = sum(entry.size for entry in ole.direntries if entry is not None and entry.entry_type == 2)  # noqa: PLR2004 - a stream
        if total > SLACK * size:
            raise LimitReached(f"the file's {size} bytes hold streams of {total}")
        return Storage.from_ole(ole)


def _bag(storage: Storage, before: int, around: Bag | None = None) -> Bag:
    """The properties of a storage; `around` is the object to which it belongs."""
    streams = {stream.name: stream.bytes_ for stream in storage.streams}
    table = streams.get(PROPERTIES, b"")[before:]
    values: dict[int, tuple[int, bytes]] = {}
    for at in range(0, len(table) - ENTRY + 1, ENTRY):
        kind = int.from_bytes(table[at : at + 2], "little")
        pid = int.from_bytes(table[at + 2 : at + 4], "little")
        if kind in FIXED:
            values.setdefault(pid, (kind, table[at + 8 : at + 16]))
        elif (value := streams.get(f"__substg1.0_{pid:04X}{kind:04X}")) is not None:
            values.setdefault(pid, (kind, value))
    return Bag(values, around=around)


def _outline(
    storage: Storage, before: int, failures: list[tuple[str, IntakeError]], depth: int, around: Bag | None = None
) -> Outline:
    """An item of the file; `around` is the attachment in which it stands."""
    bag = _bag(storage, before, around)
    recipients = [_bag(one, OTHER, bag) for one in storage.iter_recipient_storages()]
    attached = []
    for number, one in enumerate(storage.iter_attachment_storages()):
        what = f"(attachment {number})" if not depth else f"(attachment {number} of an embedded item)"
        try:
            with named("the attachment is damaged"):
                attached.append(_attached(one, bag, failures, depth))
        except IntakeError as error:
            failures.append((what, error))
    return mapi.outline(bag, recipients, attached)


def _attached(storage: Storage, around: Bag, failures: list[tuple[str, IntakeError]], depth: int) -> Attached:
    """One attachment: a file, or an item of its own."""
    bag = _bag(storage, OTHER, around)
    common: dict[str, Any] = {
        "name": bag.text(mapi.ATTACH_LONG) or bag.text(mapi.ATTACH_SHORT) or bag.text(mapi.NAME),
        "media_type": bag.text(mapi.ATTACH_TYPE),
        "content_id": bag.text(mapi.ATTACH_ID),
        "guessed": bag.guessed,
    }
    inner = next((one for one in storage.storages if one.name == EMBEDDED_STORAGE), None)
    if inner is None:
        return Attached(**common, data=bag.binary(mapi.ATTACH_DATA) or b"")
    if depth >= DEPTH:
        raise LimitReached(f"items are nested more than {DEPTH} deep")
    if bag.number(mapi.ATTACH_METHOD) == mapi.EMBEDDED:
        return Attached(**common, inner=_outline(inner, INNER, failures, depth + 1, bag))
    return Attached(**common, data=b"".join(stream.bytes_ for stream in inner.streams))


CONTAINER = Msg()
