"""Units to rows: what each entry is, and what is inside those that hold others."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from assay.document import loose
from assay.document.metadata import MOST_BYTES
from assay.engine.beneath import WHOLE, unread
from assay.engine.mail import MESSAGE, message_entry
from assay.engine.rejoin import rejoined
from assay.engine.unit import CHANGED
from assay.intake import Limits, Member, open_container, sniff
from assay.intake.behind import STEP, Found, behind, told
from assay.intake.sniff import CONTAINERS, EMLX, MBOX
from assay.intake.spool import window
from assay.message import parse
from assay.model.entry import Entry, Kind
from assay.model.errors import IntakeError, OriginalChanged, refused
from assay.model.place import Place, Step, Stored
from assay.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.case import Case
    from assay.case.originals import PackWriter
    from assay.engine.interface import Beat
    from assay.engine.tasks import Poison
    from assay.engine.unit import Unit

HEAD = 64 * 1024
MOST_MESSAGE = 256 << 20
"""A message above this many bytes isn't parsed; it's kept as a document."""
TOO_LARGE = (
    f"a message of more than {MOST_MESSAGE >> 20} MiB isn't parsed: it's kept as a document, and its sender, text and "
    "signatures aren't examined. Split it by hand and examine the parts as another source"
)
_CHUNK = 1 << 20
FORMAT = "assay:format"
"""The note that keeps a member's format from the shard that unpacked it to the one that takes it in."""
_HOLD_MAIL = frozenset({MBOX, EMLX})
"""Containers whose members are mail whatever they look like."""


class Source(msgspec.Struct, frozen=True):
    """Bytes to look at, with their place and what is known of them.

    Attributes:
        place: where they are inside the dump.
        stored: where they are on disk, None while they're nowhere but here.
        body: the bytes, or a seekable stream.
        size: how many.
        notes: of the container.
        reconstructed: whether the container lost the original bytes.
        kind: the format if it's known without looking.
        changed: when the file that it's in was last changed, nanoseconds since 1970; 0 where it isn't known.
    """

    place: Place
    stored: Stored | None
    body: bytes | BinaryIO
    size: int
    notes: dict[str, Any]
    reconstructed: bool = False
    kind: str = ""
    changed: int = 0

    def open(self) -> BinaryIO:
        """The bytes as a stream at its start."""
        if isinstance(self.body, bytes):
            return io.BytesIO(self.body)
        self.body.seek(0)
        return self.body

    def read(self) -> bytes:
        """The bytes in memory."""
        return self.body if isinstance(self.body, bytes) else self.open().read()


class Taker:
    """Makes the rows of one shard.

    Attributes:
        items, size: entries done and their bytes.
        retry: whether something failed that may succeed on another run.
        pending: whether something was left for later shards.
    """

    def __init__(
        self, case: Case, pack: PackWriter, beat: Beat, *, copy: bool, split: int, poison: dict[str, Poison]
    ) -> None:
        """Takes rows into `case`, bytes that are in no file of the source into `pack`."""
        self._case = case
        self._pack = pack
        self._beat = beat
        self._copy = copy
        self._split = split
        self._poison = poison
        self._limits = Limits(scratch=case.scratch)
        self.items = self.size = 0
        self.retry = self.pending = False

    def unit(self, unit: Unit) -> Iterator[Entry]:
        """Yields the rows of a unit: never none, and never raises for what the dump holds."""
        if unit.stored is None:
            yield self._failure(unit.place, unit.state, unit.reason, unit.notes)
            return
        try:
            with self._case.originals.stream(unit.stored) as stream:
                body = stream.read() if unit.stored.length <= self._limits.memory_bytes else stream
                if isinstance(body, bytes) and len(body) != unit.stored.length:
                    yield self._failure(unit.place, "unreadable", "the file changed while it was read", unit.notes)
                    return
                known = str(unit.notes.get(FORMAT, ""))
                notes = {name: value for name, value in unit.notes.items() if name not in {FORMAT, CHANGED}}
                source = Source(
                    unit.place, unit.stored, body, unit.stored.length, notes, unit.reconstructed, known, unit.changed
                )
                yield from self.take(source)
        except (OSError, OriginalChanged) as error:
            if refused(error):
                raise
            yield self._failure(unit.place, "unreadable", str(error), unit.notes)

    def take(self, source: Source) -> Iterator[Entry]:
        """Yields the rows of an entry whose bytes are at hand."""
        where = name_of(source.place)
        self._beat(where, self.items, self.size)
        poison = self._poison.get(where)
        if poison is not None:
            yield self._failure(source.place, poison.state, poison.reason, source.notes, self._keep(source))
            return
        kind = self._kind(source)
        if kind in CONTAINERS:
            yield from self._container(source, kind)
            return
        self.items += 1
        self.size += source.size
        try:
            rows = list(self._item(source, kind))
        except Exception as error:  # one hostile entry may break any parser; it fails alone, by name
            if refused(error):
                raise
            reason = f"{type(error).__name__}: {error}"
            rows = [self._failure(source.place, "crashed", reason, source.notes, self._keep(source))]
        yield from rows

    def _kind(self, source: Source) -> str:
        if source.reconstructed:
            return MESSAGE
        if source.kind:
            return source.kind
        head = source.body[:HEAD] if isinstance(source.body, bytes) else source.open().read(HEAD)
        last = source.place.steps[-1].name if source.place.steps else source.place.path
        return sniff(head, last, source.size)

    def _item(self, source: Source, kind: str) -> Iterator[Entry]:
        """The row of an item, and a failure for each thing in it that isn't examined."""
        stored = self._keep(source)
        if kind == MESSAGE and source.size <= MOST_MESSAGE:
            raw, rebuilt = source.read(), source.reconstructed
            message = parse(raw)
            yield message_entry(source.place, stored, raw, source.notes, reconstructed=rebuilt, message=message)
            for one in unread(message):
                yield self._failure(source.place.inside(one.step), "limit", one.reason, {})
            return
        archives = behind(source.open(), kind)
        yield self._document(source, kind, stored, archives)
        if kind == MESSAGE:
            yield self._failure(source.place.inside(WHOLE), "limit", TOO_LARGE, {})
        for found in archives:
            body = window(source.open(), found.start, found.size, self._limits)
            where = msgspec.structs.replace(stored, offset=stored.offset + found.start, length=found.size)
            place = source.place.inside(Step(STEP, f"@{found.start}", found.start, found.size))
            yield from self.take(Source(place, where, body, found.size, {}, changed=source.changed))

    def _document(self, source: Source, kind: str, stored: Stored, archives: list[Found]) -> Entry:
        digest = hashlib.sha256()
        stream = source.open()
        while part := stream.read(_CHUNK):
            digest.update(part)
        sha256 = digest.hexdigest()
        last = source.place.steps[-1].name if source.place.steps else source.place.path
        data = source.read() if source.size <= MOST_BYTES else b""
        return Entry(
            kind=Kind.DOCUMENT,
            place=source.place,
            stored=stored,
            sha256=sha256,
            size=source.size,
            format=kind,
            notes={**source.notes, **told(archives)},
            defects=("too-large-message",) if kind == MESSAGE else (),
            traits=Traits(files=(loose(data, source.size, last.rpartition("/")[2], kind, sha256),)),
        )

    def _keep(self, source: Source) -> Stored:
        """Where the bytes stay: in their file, or in the pack."""
        if source.stored is not None and (source.stored.pack or not self._copy):
            return source.stored
        return self._pack.append(source.body if isinstance(source.body, bytes) else source.open())

    def _container(self, source: Source, kind: str) -> Iterator[Entry]:
        if len(source.place.steps) >= self._limits.depth:
            reason = (
                f"containers are nested more than {self._limits.depth} deep: what is in this one isn't examined. Its "
                "bytes are kept; unpack it by hand and examine what comes out as another source"
            )
            yield self._failure(source.place, "limit", reason, source.notes, self._keep(source))
            return
        later = source.size > self._split
        name = source.place.steps[-1].name if source.place.steps else source.place.path
        file = source.open()
        members = open_container(kind, file, name, self._limits)
        if kind == MBOX and members is not None:
            members = rejoined(members, file)
        count = 0
        for member in members or ():
            count += 1
            yield from self._member(source, kind, member, later=later)
        yield Entry(
            kind=Kind.CONTAINER,
            place=source.place,
            stored=source.stored,
            size=source.size,
            format=kind,
            entries=count,
            notes=source.notes,
        )

    def _member(self, parent: Source, kind: str, member: Member, *, later: bool) -> Iterator[Entry]:
        place = parent.place.inside(member.step)
        if member.error is not None or member.body is None:
            error = member.error or IntakeError("the container gave nothing")
            self.retry |= error.retry
            yield self._failure(place, error.state, str(error), member.notes)
            return
        stored = None
        if parent.stored is not None and member.step.offset is not None and not member.reconstructed:
            start = parent.stored.offset + member.step.offset
            stored = Stored(parent.stored.pack, parent.stored.path, start, member.size)
        known = MESSAGE if kind in _HOLD_MAIL else ""
        source = Source(
            place, stored, member.body, member.size, member.notes, member.reconstructed, known, parent.changed
        )
        if not later:
            yield from self.take(source)
            return
        self._beat(name_of(place), self.items, self.size)
        self.pending = True
        notes = {**member.notes, **({FORMAT: known} if known else {}), CHANGED: parent.changed}
        yield Entry(
            kind=Kind.PENDING,
            place=place,
            stored=self._keep(source),
            size=member.size,
            notes=notes,
            reconstructed=member.reconstructed,
        )

    def _failure(
        self, place: Place, state: str, reason: str, notes: dict[str, Any], stored: Stored | None = None
    ) -> Entry:
        return Entry(
            kind=Kind.FAILURE,
            place=place,
            stored=stored,
            size=stored.length if stored else 0,
            state=state,
            reason=reason,
            notes=notes,
        )


def name_of(place: Place) -> str:
    """Names an entry among all of a case, for beats and poison."""
    return f"{place.source}\0{place}"
