"""A dump of files outside the case, and how it is taken in: for tests of what becomes of originals."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from case_builders import sha256

from assay.case import Source
from assay.model.entry import Entry, Kind
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from pathlib import Path

    from assay.case import Case


def write(path: Path, content: bytes, second: int = 1) -> Path:
    """A file with a time of its own: tests are quicker than clocks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (second, second))
    return path


def take(case: Case, shard: str, dump: Path, *names: str, timed: bool = True) -> None:
    """Take files of `dump` in as one shard; what ends in `.mbox` holds an item on each line, `.zip` none outside."""
    units: list[dict[str, object]] = []
    rows: list[Entry] = []
    for name in names:
        path = dump / name
        content, place = path.read_bytes(), Place("dump", name)
        stored = Stored(False, str(path), 0, len(content))
        units.append({"place": place, "stored": stored, "changed": path.stat().st_mtime_ns})
        if name.endswith((".mbox", ".zip")):
            rows.append(Entry(kind=Kind.CONTAINER, place=place, stored=stored, size=len(content)))
        else:
            rows.append(_item(place, stored, content))
        start = 0
        for line in content.splitlines(keepends=True) if name.endswith(".mbox") else ():
            inside = place.inside(Step("mbox", f"@{start}", start, len(line)))
            rows.append(_item(inside, Stored(False, str(path), start, len(line)), line))
            start += len(line)
    case.evidence.write("take-in", shard, rows, {"units": msgspec.to_builtins(units)} if timed else {})
    if not case.settings.sources:
        case.change(msgspec.structs.replace(case.settings, sources=(Source("dump", str(dump)),)))


def _item(place: Place, stored: Stored, content: bytes) -> Entry:
    return Entry(kind=Kind.MESSAGE, place=place, stored=stored, sha256=sha256(content), size=len(content))
