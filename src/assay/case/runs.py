"""What the log says of the runs of `assay examine`: where the last one ended, and what the case was like before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.case.log import Record

BEGAN, ENDED = "examination began", "examination ended"
SEALED, JUDGED = "sealed", "judged"
JUDGING = "verdicts made"
"""Written before a generation of verdicts becomes the current one: a run that is killed in between changed nothing."""


class Run(msgspec.Struct, frozen=True):
    """One run.

    Attributes:
        seq: number of the record with which it began.
        time: when, ISO 8601, UTC.
        arguments: of its command line, sources first, without `--case`.
        left: the stages that hadn't come to their end; empty: the run has.
        damage: what the run found changed that nothing but a run may change.
        differences: what else it found changed since the log was written.
    """

    seq: int
    time: str
    arguments: tuple[str, ...]
    left: tuple[str, ...]
    damage: tuple[str, ...]
    differences: tuple[str, ...]


_STAGES = ((SEALED, "taking in"), (JUDGED, "judging"), (ENDED, "indexing and recovering keys"))


def runs(records: Iterable[Record]) -> list[Run]:
    """The runs, oldest first."""
    found: list[Run] = []
    for record in records:
        if record.event == BEGAN:
            facts = record.facts
            found.append(
                Run(
                    seq=record.seq,
                    time=record.time,
                    arguments=texts(facts.get("arguments")) or texts(facts.get("sources")),
                    left=tuple(stage for _, stage in _STAGES),
                    damage=texts(facts.get("damage")),
                    differences=texts(facts.get("differences")),
                )
            )
        elif found:
            found[-1] = msgspec.structs.replace(found[-1], left=_after(record.event, found[-1].left))
    return found


def unfinished(records: Iterable[Record]) -> Run | None:
    """The last run if it hasn't come to its end."""
    last = next(reversed(runs(records)), None)
    return last if last is not None and last.left else None


def texts(value: Any) -> tuple[str, ...]:
    """The strings of a list in a record, whatever somebody put in its place."""
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def digests(value: Any) -> dict[str, str]:
    """Digests by name in a record, whatever somebody put in their place."""
    return {str(name): str(digest) for name, digest in value.items()} if isinstance(value, dict) else {}


def _after(event: str, left: tuple[str, ...]) -> tuple[str, ...]:
    if event == ENDED:
        return ()
    return tuple(stage for stage in left if (event, stage) not in _STAGES)
