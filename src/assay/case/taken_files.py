"""The files outside the case that were taken in: where they are now, and what each was like then."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import msgspec

from assay.case.safe_text import escape
from assay.model.place import Stored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from assay.case.evidence import Evidence
    from assay.case.originals import Originals

UNITS = "units"
"""What a shard of the take-in pass keeps in its meta: what it was made of, files of a source first of all."""
_ITEMS = "kind IN ('message', 'document') AND sha256 <> ''"
_FILES = f"""
SELECT stored_path, any_value(source), any_value(file), count(DISTINCT sha256) FILTER (WHERE {_ITEMS}),
       coalesce(max(stored_length) FILTER (WHERE steps = '[]'), -1)
FROM entries WHERE NOT stored_pack GROUP BY stored_path
"""  # noqa: S608 - ours
_READ = f"""
SELECT DISTINCT stored_path, stored_offset, stored_length, sha256, shard FROM entries
WHERE NOT stored_pack AND {_ITEMS} AND stored_path IN (SELECT unnest(?)) ORDER BY ALL
"""  # noqa: S608 - ours


class Version(msgspec.Struct, frozen=True, gc=False):
    """What a file was like when it was taken in.

    Attributes:
        size: in bytes; -1 where it isn't known.
        changed: when it was last changed, nanoseconds since 1970; 0 where it isn't known.
        shards: the shards that were made of it.
    """

    size: int
    changed: int
    shards: frozenset[str] = frozenset()

    def fits(self, size: int, changed: int) -> bool:
        """Whether a file of this size and time may be it."""
        return self.size in {size, -1} and self.changed in {changed, 0}


class TakenFile(msgspec.Struct, frozen=True, gc=False):
    """A file of a source.

    Attributes:
        source, path: its place inside the dump; untrusted.
        file: where it is now.
        names: what the evidence calls it: more than one if the source moved and was examined again.
        items: how many items are read from it; 0 where the case has all that it held, or nothing could be taken in.
        versions: one for each size and time that it had when it was taken in.
    """

    source: str
    path: str
    file: str
    names: tuple[str, ...]
    items: int
    versions: tuple[Version, ...]


class Part(msgspec.Struct, frozen=True, gc=False):
    """An item's bytes inside a file outside the case, and the shard whose row says so."""

    stored: Stored
    sha256: str
    shard: str


class _Place(msgspec.Struct, frozen=True, gc=False):
    source: str
    path: str
    steps: tuple[dict[str, Any], ...] = ()


class _Stored(msgspec.Struct, frozen=True, gc=False):
    pack: bool
    path: str
    length: int


class _Unit(msgspec.Struct, frozen=True, gc=False):
    """Of a unit as shards keep it (`assay.engine.unit.Unit`), what matters here."""

    place: _Place
    stored: _Stored | None
    changed: int = 0


class _Meta(msgspec.Struct, frozen=True, gc=False):
    units: tuple[_Unit, ...] = ()


class _Found(msgspec.Struct, gc=False):
    """What is gathered of one file; tuples and no garbage collection, because there are as many as files in a dump."""

    source: str
    path: str
    names: tuple[str, ...] = ()
    items: int = 0
    size: int = -1
    units: tuple[tuple[int, int, str], ...] = ()

    def versions(self, members: Iterable[tuple[int, str]]) -> tuple[Version, ...]:
        """The versions; shards of members count for the version from which they were unpacked, if that is known."""
        if not self.units:
            return (Version(self.size, 0),)
        known: dict[tuple[int, int], list[str]] = {}
        for size, changed, shard in self.units:
            known.setdefault((size, changed), []).append(shard)
        for changed, shard in members:
            for version, shards in known.items():
                shards.extend([shard] if version[1] == changed else ())
        return tuple(Version(*version, frozenset(shards)) for version, shards in known.items())


def taken_files(evidence: Evidence, originals: Originals) -> list[TakenFile]:
    """Every file outside the case that was taken in, by path; no file is looked at.

    Raises:
        CaseDamaged: the evidence isn't what was written.
    """
    found: dict[str, _Found] = {}
    members: dict[str, set[tuple[int, str]]] = {}
    now = functools.cache(originals.now)
    for name, source, path, items, size in evidence.sql(_FILES):
        one = found.setdefault(now(name), _Found(source, path))
        one.names += (name,)
        one.items += items
        one.size = max(one.size, size)
    for unit, stored, shard in _units(evidence):
        one = found.setdefault(now(stored.path), _Found(unit.place.source, unit.place.path))
        if stored.path not in one.names:
            one.names += (stored.path,)
        if unit.place.steps:
            members.setdefault(now(stored.path), set()).add((unit.changed, shard))
        else:
            one.units += ((stored.length, unit.changed, shard),)
    return [
        TakenFile(one.source, one.path, file, tuple(sorted(one.names)), one.items, one.versions(members.get(file, ())))
        for file, one in sorted(found.items())
    ]


def parts(evidence: Evidence, files: Collection[TakenFile]) -> dict[str, list[Part]]:
    """What items are read from each of these files, by where the file is now, in the order of the bytes."""
    wanted = {name: one.file for one in files for name in one.names}
    found: dict[str, list[Part]] = {one.file: [] for one in files}
    if wanted:
        for name, offset, length, sha256, shard in evidence.sql(_READ, [[escape(name) for name in wanted]]):
            found[wanted[name]].append(Part(Stored(False, name, offset, length), sha256, shard))
    return found


def _units(evidence: Evidence) -> Iterator[tuple[_Unit, _Stored, str]]:
    for path, meta in evidence.metas(_Meta):
        for unit in meta.units:
            if unit.stored is not None and not unit.stored.pack:
                yield unit, unit.stored, path.stem
