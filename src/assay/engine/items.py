"""The items of the take-in pass, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.engine.unit import TAKE_IN
from assay.model.entry import ITEMS, Kind
from assay.signatures.keys.recovery.sample import Sample, sample_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assay.case import Case
    from assay.model.entry import Entry

_MESSAGES = f"kind = '{Kind.MESSAGE.value}'"
_SIGNED = ("sha256", "signatures", "date", "reconstructed", "notes", "from_address")


def distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Each item once, however many places it has; what is no item is left out."""
    seen: set[str] = set()
    for entry in entries:
        if entry.kind in ITEMS and entry.sha256 not in seen:
            seen.add(entry.sha256)
            yield entry


def samples(case: Case) -> list[Sample]:
    """What recovery needs of all signatures of the case."""
    found: list[Sample] = []
    for entry in distinct(case.evidence.entries(TAKE_IN, columns=_SIGNED, where=_MESSAGES)):
        for measured in entry.signatures:
            sample = sample_of(measured, entry.from_address, entry.sha256)
            if sample is not None:
                found.append(sample)
    return found
