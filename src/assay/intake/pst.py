"""Outlook's .pst and .ost ([MS-PST]) by libpff: each item rebuilt to a message."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any, BinaryIO

import pypff

from assay.intake import mapi, pst_heap
from assay.intake.guard import named
from assay.intake.interface import Limits, Member
from assay.intake.mapi import Attached, Bag, Outline
from assay.intake.rebuild import rebuild
from assay.intake.sniff import PST
from assay.intake.spool import Body, Budget, fill, size_of
from assay.intake.yielding import deliver
from assay.model.errors import IntakeError, LimitReached, Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ORPHANS = "(orphans)"
FOLDERS = 512
"""Folders inside folders."""
STORE_CODEPAGE = 0x66C3
"""PidTagCodePageId; libpff's own `ascii_codepage` is what it assumes, not what the store says."""
LOST = {
    mapi.BODY: "the text",
    mapi.HTML: "the HTML",
    mapi.RTF: "the RTF",
    mapi.HEADERS: "the transport headers",
}


class Pst:
    """Items of a store: mail, appointments, contacts, notes; folders aren't entries."""

    name = "pst"
    formats = (PST,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield the items folder by folder, then those that no folder holds."""
        del name
        budget = Budget(limits, size_of(file))
        file.seek(0)
        store = pypff.file()
        with named("the store is damaged"):
            store.open_file_object(file)
        try:
            yield from _Store(store, budget).members()
        finally:
            with contextlib.suppress(OSError):
                store.close()


class _Store:
    """Goes through one store."""

    def __init__(self, store: Any, budget: Budget) -> None:
        self.store = store
        self.budget = budget
        self.seen: set[int] = set()
        self.codepage: int | None = None
        with contextlib.suppress(IntakeError), named("the store's properties can't be read"):
            about = self._bag(self.store.message_store)
            self.codepage = about.number(mapi.CODEPAGE) or about.number(STORE_CODEPAGE)

    def members(self) -> Iterator[Member]:
        """All items."""
        try:
            with named("the folders can't be read"):
                root = self.store.root_folder
        except IntakeError as error:
            yield Member(step=Step("pst", "(folders)"), error=error)
        else:
            if root is not None:
                yield from self._folder(root, "", 0)
        with contextlib.suppress(IntakeError), named("the orphans can't be counted"):
            for number in range(self.store.number_of_orphan_items):
                yield from self._item(lambda number=number: self.store.get_orphan_item(number), ORPHANS, number)

    def _folder(self, folder: Any, path: str, depth: int) -> Iterator[Member]:
        """A folder's items, then its folders."""
        if depth > FOLDERS:
            raise LimitReached(f"folders are nested more than {FOLDERS} deep")
        try:
            with named(f"the folder {path or '/'} can't be read"):
                if folder.identifier in self.seen:
                    raise Unreadable("a folder that holds itself")
                self.seen.add(folder.identifier)
                items, folders = folder.number_of_sub_items, folder.number_of_sub_folders
        except IntakeError as error:
            yield Member(step=Step("pst", f"{path}/(folder)"), error=error)
            return
        for number in range(items):
            yield from self._item(lambda number=number: folder.get_sub_item(number), path, number)
        for number in range(folders):
            try:
                with named("the folder can't be read"):
                    below = folder.get_sub_folder(number)
                    label = (below.name or f"({number})").replace("/", "_")
            except IntakeError as error:
                yield Member(step=Step("pst", f"{path}/(folder {number})"), error=error)
                continue
            yield from self._folder(below, f"{path}/{label}" if path else label, depth + 1)

    def _item(self, get: Any, folder: str, number: int) -> Iterator[Member]:
        """One item; folders stand among the items, and have a turn of their own."""
        step = Step("pst", f"{folder}/(item {number})")
        failures: list[tuple[str, IntakeError]] = []
        try:
            with named("the item can't be read"):
                item = get()
                if isinstance(item, pypff.folder):
                    return
                step = Step("pst", f"{folder}/{item.identifier}")
                if item.identifier in self.seen:
                    raise Unreadable("the same item a second time")
                self.seen.add(item.identifier)
                body, notes = rebuild(self._outline(item, failures))
        except IntakeError as error:
            yield Member(step=step, notes={"folder": folder}, error=error)
            return
        notes["folder"] = folder
        if failures:
            notes["attachments_failed"] = [what for what, _ in failures]
        yield from deliver(step, io.BytesIO(body).read, self.budget, notes=notes, reconstructed=True)
        for what, failure in failures:
            yield Member(step=Step("pst", f"{step.name} {what}"), notes={"folder": folder}, error=failure)

    def _outline(self, item: Any, failures: list[tuple[str, IntakeError]]) -> Outline:
        """What an item holds. Plain `pypff.item` objects have properties, but neither recipients nor attachments."""
        bag = self._bag(item)
        if not bag.values:
            raise Unreadable("an item without properties")
        attached: list[Attached] = []
        for number in range(getattr(item, "number_of_attachments", 0)):
            try:
                with named("the attachment can't be read"):
                    attached.append(self._attached(item.get_attachment(number), number, failures, bag))
            except IntakeError as error:
                failures.append((f"(attachment {number})", error))
        return mapi.outline(bag, self._recipients(item, bag), attached)

    def _bag(self, item: Any, around: Bag | None = None) -> Bag:
        """The properties of an object, those that can be read; `around` is the object to which it belongs."""
        values: dict[int, tuple[int, bytes]] = {}
        for record_set in item.record_sets:
            for entry in record_set.entries:
                with contextlib.suppress(IntakeError), named("the property can't be read"):
                    if entry.entry_type is not None and entry.data is not None:
                        values.setdefault(entry.entry_type, (entry.value_type, entry.data))
        return Bag(values, self.codepage, around)

    def _recipients(self, item: Any, around: Bag) -> list[Bag]:
        """The recipients' properties of an item, as far as they can be read."""
        found = []
        with contextlib.suppress(IntakeError), named("the recipients can't be read"):
            table = getattr(item, "recipients", None)
            for record_set in table.record_sets if table else ():
                values = {
                    entry.entry_type: (entry.value_type, entry.data)
                    for entry in record_set.entries
                    if entry.entry_type is not None and entry.data is not None
                }
                found.append(Bag(values, self.codepage, around))
        return found

    def _attached(self, one: Any, number: int, failures: list[tuple[str, IntakeError]], around: Bag) -> Attached:
        """One attachment of an item: a file, or an item of its own."""
        bag = self._bag(one, around)
        name = bag.text(mapi.ATTACH_LONG) or bag.text(mapi.ATTACH_SHORT) or bag.text(mapi.NAME)
        data = self._data(one)
        if bag.number(mapi.ATTACH_METHOD) != mapi.EMBEDDED:
            return Attached(
                name=name,
                media_type=bag.text(mapi.ATTACH_TYPE),
                content_id=bag.text(mapi.ATTACH_ID),
                data=data,
                guessed=bag.guessed,
            )
        values, lost = pst_heap.properties(data)
        missing = [LOST[pid] for pid in lost if pid in LOST]
        if missing:
            what = f"(attachment {number}, an embedded item)"
            failures.append((what, Unreadable(f"{', '.join(missing)} of it can't be reached")))
        inner = mapi.outline(Bag(values, self.codepage, bag), [], [])
        return Attached(name=name, inner=inner, guessed=bag.guessed)

    def _data(self, one: Any) -> bytes:
        """An attachment's bytes, within the limits."""
        body = Body(self.budget.limits)
        try:
            size = one.size
            one.seek_offset(0, io.SEEK_SET)
            error = fill(body, lambda count: one.read_buffer(min(count, size - body.size)) or b"", self.budget)
            if error is not None:
                raise error
            result = body.result()
            return result if isinstance(result, bytes) else result.read()
        finally:
            body.close()


CONTAINER = Pst()
