"""Small cases and entries for the tests of this room."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from assay.model.entry import Entry, Kind
from assay.model.place import Place, Step, Stored

if TYPE_CHECKING:
    from assay.case import Case


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def message(path: str, content: bytes = b"", **fields: Any) -> Entry:
    """A message at `path` of the source `s`; `a!/b` is `b` inside the zip `a`."""
    file, *names = path.split("!/")
    place = Place("s", file, tuple(Step("zip", name) for name in names))
    return Entry(**{
        "kind": Kind.MESSAGE, "place": place, "sha256": sha256(content), "size": len(content), **fields
    })  # fmt: skip


def fill(case: Case, shard: str, contents: list[bytes]) -> list[Entry]:
    """Take `contents` in as one shard with a pack."""
    with case.originals.pack_writer(shard) as pack:
        stored: list[Stored] = [pack.append(content) for content in contents]
    rows = [
        message(f"{shard}.zip!/{number}", content, stored=place)
        for number, (content, place) in enumerate(zip(contents, stored, strict=True))
    ]
    case.evidence.write("take-in", shard, rows)
    return rows
