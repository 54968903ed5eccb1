"""What the log keeps of a judgement, and whether the verdicts and keys are still those."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from assay.case.missing import FILE as MISSING
from assay.case.runs import JUDGED, JUDGING, digests
from assay.case.versions import FOLDER as VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from assay.case.log import Record

KEYS = "keys.jsonl"
KEY_EVENTS = "keys "
"""How the events begin that change the keys."""
_AGAIN = "If a command was broken off there, examine again; else somebody changed the case."


def sealed(case: Path, generation: str) -> dict[str, Any]:
    """What a record of a judgement says of the files it rests on and the files it made: SHA-256 by name."""
    return {"generation": generation, "verdicts": _files(case, generation), "keys": keys_digest(case)}


def problems(case: Path, generation: str, records: Iterable[Record]) -> Iterator[str]:
    """Yields in words what differs between the current verdicts and keys and what the log says of them.

    Args:
        case: the case folder.
        generation: the current generation of verdicts, empty if there is none.
        records: of the log, oldest first.
    """
    last: Record | None = None
    keys = ""
    for record in records:
        if record.event == JUDGED or (record.event == JUDGING and record.facts.get("generation") == generation):
            last = record
        if record.event == JUDGED:
            keys = str(record.facts.get("keys", ""))
        elif record.event.startswith(KEY_EVENTS):
            keys = str(record.facts.get("keys_file", ""))
    yield from _verdicts(case, generation, last)
    found = keys_digest(case)
    if found and not keys:
        yield f"{KEYS} holds keys that no record of the log names. {_AGAIN}"
    elif keys and not found:
        yield f"{KEYS} is gone"
    elif keys != found:
        yield f"{KEYS} isn't what the log recorded last: keys were changed. {_AGAIN}"


def _verdicts(case: Path, generation: str, last: Record | None) -> Iterator[str]:
    named = str(last.facts.get("generation", "")) if last else ""
    if named != generation:
        yield (
            f"the current verdicts ({generation or 'none'}) aren't those that the log names last ({named or 'none'}): "
            f"the log's end was cut off, or they were changed. {_AGAIN}"
        )
    elif last is not None:
        recorded, found = digests(last.facts.get("verdicts")), _files(case, generation)
        for name in sorted(recorded.keys() | found.keys()):
            if name not in found:
                yield f"the verdicts {name} are gone"
            elif name not in recorded:
                yield f"the verdicts {name} were added"
            elif recorded[name] != found[name]:
                yield f"the verdicts {name} were changed"


def keys_digest(case: Path) -> str:
    """SHA-256 of the file of keys, hex; empty if there is none."""
    path = case / KEYS
    return _digest(path) if path.exists() else ""


def _files(case: Path, generation: str) -> dict[str, str]:
    folder = case / "evidence" / "verdicts" / generation
    beside = (*folder.glob(MISSING), *folder.glob(f"{VERSIONS}/*.parquet"))
    return {path.relative_to(folder).as_posix(): _digest(path) for path in sorted((*folder.glob("*.parquet"), *beside))}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
