"""An append-only log of JSON lines, each bound to the one before by its hash."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import os
import socket
from typing import TYPE_CHECKING, Any

import msgspec

from assay import __version__
from assay.case.durable import sync_folder
from assay.case.safe_text import to_json
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = "0" * 64
TORN = "torn line set aside"


class Record(msgspec.Struct, frozen=True):
    """One line of the log.

    Attributes:
        seq: its number, 1 first.
        time: UTC, ISO 8601.
        event: what happened.
        facts: the particulars.
        user, host, tool: who recorded it, where, with which version of Assay.
        prev: `hash` of the record before; zeros for the first.
        hash: SHA-256 over the canonical JSON of all the other fields, hex.
    """

    seq: int
    time: str
    event: str
    facts: dict[str, Any]
    user: str
    host: str
    tool: str
    prev: str
    hash: str = ""

    def computed(self) -> str:
        """What `hash` must be: SHA-256 over the JSON without `hash`, keys sorted, no spaces, UTF-8."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "hash"}
        return hashlib.sha256(_canonical(fields)).hexdigest()


class Line(msgspec.Struct, frozen=True):
    """One line of the file.

    Attributes:
        number: 1 first.
        data: the bytes, without the line end.
        record: what it says; None if it can't be read.
    """

    number: int
    data: bytes
    record: Record | None


def _canonical(value: Any) -> bytes:
    return msgspec.json.Encoder(order="deterministic").encode(value)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def digest(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


class Log:
    """The log file."""

    def __init__(self, path: Path) -> None:
        """Take the file as it is; it needn't be there."""
        self.path = path
        self._last: Record | None = None
        self._ended = True

    def lines(self) -> Iterator[Line]:
        """Yield every line."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        for number, line in enumerate(data.removesuffix(b"\n").split(b"\n") if data else (), 1):
            yield Line(number, line, _parse(line))

    def records(self) -> Iterator[Record]:
        """Yield the records that can be read."""
        return (line.record for line in self.lines() if line.record is not None)

    def prepare(self) -> None:
        """Get ready to append; set a line aside that a killed process left half written.

        Nothing is cut off: the torn line stays, and an event names its digest, so that `problems` knows it.

        Raises:
            CaseDamaged: the last record's hash isn't its own.
        """
        torn: list[Line] = []
        self._last = None
        for line in self.lines():
            if line.record is None:
                torn.append(line)
            else:
                self._last, torn = line.record, []
        if self._last is not None and self._last.hash != self._last.computed():
            raise CaseDamaged(f"the last record of {self.path} was changed; `assay custody verify` says more")
        self._ended = not self.path.exists() or self.path.read_bytes()[-1:] in {b"", b"\n"}
        if torn:
            lines = [{"line": line.number, "length": len(line.data), "sha256": digest(line.data)} for line in torn]
            self.append(TORN, {"lines": lines})

    def append(self, event: str, facts: dict[str, Any]) -> Record:
        """Append a record; when this returns it's on disk."""
        last = self._last
        draft = Record(
            seq=last.seq + 1 if last else 1,
            time=dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            event=event,
            facts=msgspec.json.decode(to_json(facts)),
            user=_user(),
            host=socket.gethostname(),
            tool=__version__,
            prev=last.hash if last else START,
        )
        record = msgspec.structs.replace(draft, hash=draft.computed())
        new = not self.path.exists()
        with self.path.open("ab") as file:
            file.write((b"" if self._ended else b"\n") + _canonical(record) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)
        self._last, self._ended = record, True
        return record

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the chain."""
        aside: list[Line] = []
        last: Record | None = None
        for line in self.lines():
            record = line.record
            if record is None:
                aside.append(line)
                continue
            known = _set_aside(record)
            yield from (f"line {torn.number} can't be read" for torn in aside if digest(torn.data) not in known)
            aside = []
            if record.hash != record.computed():
                yield f"line {line.number} (record {record.seq}) was changed: its hash isn't its own"
            if record.prev != (last.hash if last else START) or record.seq != (last.seq + 1 if last else 1):
                yield f"line {line.number} (record {record.seq}) doesn't follow the record before it"
            last = record
        yield from (f"line {torn.number} can't be read: torn by a crash, or damaged" for torn in aside)


def _set_aside(record: Record) -> set[str]:
    """The digests of the torn lines that a record names."""
    lines = record.facts.get("lines") if record.event == TORN else None
    return {str(line.get("sha256")) for line in lines if isinstance(line, dict)} if isinstance(lines, list) else set()


def _parse(line: bytes) -> Record | None:
    try:
        record: Record = msgspec.json.decode(line, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return record
