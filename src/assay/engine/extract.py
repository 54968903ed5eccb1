"""The extracting pass, in a worker: the bytes of files to text, metadata, entities, and the files inside of them.

A file that hangs its reader, eats memory or crashes the worker fails alone: the shard is run again without it, and its
row says how it ended. What is inside a file becomes an item of its own, kept in a pack.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec

from assay.case import Case
from assay.document.entities import entities
from assay.document.extract import extract
from assay.document.language import language
from assay.document.named_people import named_people
from assay.document.prints import cleaned, prints
from assay.engine.entries import Source, Taker
from assay.engine.reader import Files
from assay.engine.tasks import EXTRACTED, INSIDE, META_READ, Extract
from assay.engine.unit import META_UNITS, META_VERSION, TAKE_IN, VERSION
from assay.intake.behind import behind
from assay.intake.names import shown
from assay.intake.sniff import CONTAINERS
from assay.model.entry import INSIDE_OF, Entry, Kind
from assay.model.errors import OriginalChanged
from assay.model.extracted import Embedded, Entity, Extracted, FileText, Page, State
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.case.originals import PackWriter
    from assay.engine.interface import Beat
    from assay.engine.tasks import Poison, Wanted

DEPTH = 10
"""Files inside of files, from the dump down."""
MOST_BYTES = 1 << 40
"""Nothing that is inside of a file is left for later shards."""


def run(payload: bytes, beat: Beat) -> bytes:
    """Reads the files of one shard and writes what is in them.

    Args:
        payload: an `Extract`, MessagePack.
        beat: told of every file.

    Returns:
        Nothing.
    """
    task = msgspec.msgpack.decode(payload, type=Extract)
    with Case.join(task.case) as case:
        with case.originals.pack_writer(INSIDE + task.shard) as pack:
            reader = Reader(case, pack, task.poison)
            rows = [*reader.files(task.wanted, beat), *reader.mails(task.texts, beat)]
        if reader.inside:
            meta = {META_UNITS: [], META_VERSION: VERSION}
            case.evidence.write(TAKE_IN, INSIDE + task.shard, reader.inside, meta)
        case.evidence.write_texts(task.shard, rows, {META_READ: EXTRACTED, "texts": task.texts})
    return b""


class Reader:
    """Reads files; `inside` are the rows of those that were inside of others."""

    def __init__(self, case: Case, pack: PackWriter, poison: dict[str, Poison]) -> None:
        """Reads from a case, keeps what is inside of files in a pack."""
        self._case = case
        self._pack = pack
        self._poison = poison
        self._files = Files(case)
        self.inside: list[Entry] = []

    def files(self, wanted: Sequence[Wanted], beat: Beat) -> Iterator[FileText]:
        """Yields a row for each file."""
        size = 0
        for number, one in enumerate(wanted):
            beat(one.sha256, number, size)
            size += one.size
            poison = self._poison.get(one.sha256)
            if poison is not None:
                yield _row(one, Extracted(state=State(poison.state), reason=poison.reason))
                continue
            try:
                data = self._files.read(one.stored, one.item, one.part)
                content = extract(data, one.name, one.media)
                if one.part:
                    content = _with_archives(content, data)
            except (OriginalChanged, OSError) as error:
                content = Extracted(state=State.UNREADABLE, reason=str(error))
            self._keep(one, content, lambda *_, one=one, done=(number, size): beat(one.sha256, *done))
            yield _row(one, content)

    def mails(self, shards: Sequence[str], beat: Beat) -> Iterator[FileText]:
        """Yields a row for the own words of each mail of these shards."""
        for shard in shards:
            entries = self._case.evidence.entries(TAKE_IN, shard, _OWN)
            for number, entry in enumerate(entry for entry in entries if entry.kind is Kind.MESSAGE):
                beat(entry.sha256, number, 0)
                poison = self._poison.get(entry.sha256)
                text = f"{entry.subject}\n{entry.text}" if poison is None else ""
                yield FileText(
                    sha256=entry.sha256,
                    item=entry.sha256,
                    size=entry.size,
                    content=Extracted(kind="message", media="message/rfc822", version=EXTRACTED),
                    language=language(entry.text),
                    entities=_named(entry, text) if poison is None else (),
                    prints=prints(cleaned(text)),
                )

    def _keep(self, one: Wanted, content: Extracted, beat: Beat) -> None:
        """Takes in the files inside of a file, as if they lay in the dump."""
        depth = len(one.place.steps) + 1
        taker = Taker(self._case, self._pack, beat, copy=False, split=MOST_BYTES, poison={})
        for number, file in enumerate(content.embedded, 1):
            name = shown(file.name) or f"file {number}"
            step = Step("file", f"{one.name}/{name}" if one.part else name)
            place = one.place.inside(step)
            if depth >= DEPTH:
                reason = f"files are nested more than {DEPTH} deep: what is in this one isn't examined"
                self.inside.append(Entry(kind=Kind.FAILURE, place=place, state="limit", reason=reason))
                continue
            stored = self._pack.append(file.data)
            source = Source(place, stored, file.data, len(file.data), {})
            for row in taker.take(source):
                self.inside.append(msgspec.structs.replace(row, notes={**row.notes, INSIDE_OF: one.sha256}))


def _with_archives(content: Extracted, data: bytes) -> Extracted:
    """With the archives that stand behind something else in an attachment; those of loose files are taken in before."""
    if content.media in CONTAINERS or content.kind in {"message", "zip"}:
        return content
    found = [
        Embedded(f"@{one.start}", "", data[one.start : one.end]) for one in behind(io.BytesIO(data), content.media)
    ]
    return msgspec.structs.replace(content, embedded=(*content.embedded, *found))


_OWN = ("sha256", "subject", "text", "size", "from_text", "to_text", "cc_text")


def _named(entry: Entry, text: str) -> tuple[Entity, ...]:
    """What the own words of a mail name, and who."""
    people = named_people(entry.text, (entry.from_text, entry.to_text, entry.cc_text))
    return (*entities([Page(0, "", text)]), *people)


def _row(one: Wanted, content: Extracted) -> FileText:
    return FileText(
        sha256=one.sha256,
        item=one.item,
        part=one.part,
        name=one.name,
        size=one.size,
        content=msgspec.structs.replace(content, embedded=(), version=EXTRACTED),
        language=language(content.text),
        entities=entities(content.pages),
        prints=prints(cleaned(content.text)),
    )
