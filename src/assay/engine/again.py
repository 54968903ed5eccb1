"""Which shards may be made again: not those whose originals changed, or what was taken in of them would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assay.case import Case
    from assay.engine.unit import Unit
    from assay.engine.watch import Watcher


def remakeable(case: Case, shards: Mapping[str, tuple[Unit, ...]], watcher: Watcher) -> list[tuple[Unit, ...]]:
    """The shards whose files are all as they were; a shard that is made again replaces the one before.

    Args:
        case: the case.
        shards: their units, by name.
        watcher: told what isn't tried again.
    """
    kept = [units for units in shards.values() if not any(is_other(case, unit) for unit in units)]
    if len(kept) < len(shards):
        count = len(shards) - len(kept)
        some = "one part of the evidence isn't" if count == 1 else f"{count:,} parts of the evidence aren't"
        watcher.note(
            f"{some} made again, because originals are gone or changed since: what was taken in of them would be lost. "
            "What failed there isn't tried again; put the originals back, or examine the dump into a new case"
        )
    return kept


def is_other(case: Case, unit: Unit) -> bool:
    """Whether the file that a unit is read from is gone, or by size and time another than the one it was made of."""
    if unit.stored is None or unit.stored.pack:
        return False
    try:
        status = case.originals.locate(unit.stored).stat()
    except (OSError, ValueError):
        return True
    if unit.changed and status.st_mtime_ns != unit.changed:
        return True
    end = unit.stored.offset + unit.stored.length
    return status.st_size < end if unit.place.steps else status.st_size != end
