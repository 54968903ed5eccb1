"""The mails that are quoted but not here, kept beside the verdicts of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case.durable import write
from assay.case.safe_text import from_json, to_json
from assay.model.context import Missing
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from assay.case.evidence import Evidence

FILE = "missing.json"


def keep(evidence: Evidence, generation: str, missing: Iterable[Missing]) -> Path:
    """Write the list of a generation of verdicts that isn't committed yet; on disk when this returns."""
    folder = evidence.folder / "verdicts" / generation
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / FILE, to_json(tuple(missing)))
    return folder / FILE


def kept(evidence: Evidence) -> tuple[Missing, ...]:
    """The list of the current verdicts, those first that most mails quote; empty before judging. Text is untrusted.

    Raises:
        CaseDamaged: it isn't what was written.
    """
    generation = evidence.generation()
    path = evidence.folder / "verdicts" / (generation or "") / FILE
    if generation is None or not path.exists():
        return ()
    try:
        found: tuple[Missing, ...] = from_json(path.read_bytes(), tuple[Missing, ...])
    except (OSError, msgspec.MsgspecError) as error:
        raise CaseDamaged(f"the evidence {path} can't be read: {error}; examine the dump again") from error
    return found
