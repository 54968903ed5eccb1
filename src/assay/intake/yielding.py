"""From a readable entry to its members: the data, and a named failure for what is damaged or too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assay.intake.interface import Member
from assay.intake.spool import Body, Budget, fill
from assay.model.errors import LimitReached
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REST_OF_ENTRY = " (rest of the entry)"


def deliver(
    step: Step,
    read: Callable[[int], bytes],
    budget: Budget,
    *,
    packed: int | None = None,
    notes: dict[str, Any] | None = None,
    reconstructed: bool = False,
) -> Iterator[Member]:
    """Yield the member of one entry.

    Where its bytes break off, what could be read is yielded as the member, with `damaged` in its notes, and a failure
    named after it for the rest. Where a limit is hit nothing of it is kept: what a bomb unpacks to is no evidence.

    Args:
        step: the entry's.
        read: gives up to n bytes, empty at the end; may raise anything.
        budget: of the whole container.
        packed: the entry's packed size, where it's known.
        notes: for the member.
        reconstructed: for the member.
    """
    notes = notes or {}
    body = Body(budget.limits, step.name)
    try:
        error = fill(body, read, budget, packed)
        if error is not None and (isinstance(error, LimitReached) or not body.size):
            budget.refund(body.size)
            yield Member(step=step, size=body.size, notes=notes, error=error)
            return
        if error is not None:
            notes = notes | {"damaged": str(error)}
        yield Member(step=step, body=body.result(), size=body.size, notes=notes, reconstructed=reconstructed)
        if error is not None:
            yield Member(step=Step(step.container, step.name + REST_OF_ENTRY), error=error)
    finally:
        body.close()
