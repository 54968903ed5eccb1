"""The place of a mail in its thread: what it answers, what answers it, and in which order they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.context import Standing
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import Thread as Place

NAME = "thread/1"
SLACK = 3600.0
"""Seconds by which clocks of people and queues of servers go wrong every day."""
_WIDTH = 80
_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


class Thread:
    """What it answers and what answers it."""

    name = "thread"
    version = 1
    codes = ("answers-absent", "older-than-parent", "younger-than-answer", "left-out-of-thread", "unknown-references")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the thread says."""
        place = subject.context.thread
        if place is None:
            return
        if place.absent and not place.parent:
            yield _absent(place)
        yield from _older(place)
        yield from _younger(place)
        if place.later and place.standing is Standing.NONE:
            summary = (
                f"The {place.later} later mails of its thread refer to all mails before them but this one. "
                "Innocent if it branched off, or was sent to others only."
            )
            yield _finding("left-out-of-thread", Direction.AGAINST, Strength.WEAK, summary, {"later": place.later})
        if place.alien:
            summary = (
                f"It refers to {len(place.alien)} mail{'' if len(place.alien) == 1 else 's'} "
                f"({place.alien[-1][:_WIDTH]}) that neither the mail it answers nor any other here knows. "
                "Innocent if the thread had branches that aren't here."
            )
            evidence: dict[str, object] = {"message_ids": list(place.alien)}
            yield _finding("unknown-references", Direction.NEUTRAL, Strength.NONE, summary, evidence)


def _absent(place: Place) -> Finding:
    name = place.absent[-1]
    summary = f"It answers a mail that isn't here ({name[:_WIDTH]})."
    evidence: dict[str, object] = {"message_ids": list(place.absent)}
    return _finding("answers-absent", Direction.NEUTRAL, Strength.NONE, summary, evidence)


def _older(place: Place) -> Iterator[Finding]:
    if place.how != "message-id" or place.latest is None or place.parent_earliest is None:
        return
    gap = place.parent_earliest - place.latest
    if gap <= SLACK or place.standing > place.parent_standing:
        return
    direction, strength = _weight(place.standing, place.parent_standing, witnessed=place.received)
    summary = (
        f"It answers a mail ({place.parent[:12]}) that was written {_span(gap)} after it. "
        "Innocent if the clock of one of the two senders was wrong."
    )
    evidence = {"parent": place.parent, "seconds": gap, "parent_standing": place.parent_standing.name.lower()}
    yield _finding("older-than-parent", direction, strength, summary, evidence)


def _younger(place: Place) -> Iterator[Finding]:
    if not place.child or place.child_latest is None or place.earliest is None:
        return
    gap = place.earliest - place.child_latest
    if gap <= SLACK or place.standing > place.child_standing:
        return
    direction, strength = _weight(place.standing, place.child_standing, witnessed=place.child_received)
    summary = (
        f"A mail that answers it ({place.child[:12]}) was written {_span(gap)} before it. "
        "Innocent if the clock of one of the two senders was wrong."
    )
    evidence = {"child": place.child, "seconds": gap, "child_standing": place.child_standing.name.lower()}
    yield _finding("younger-than-answer", direction, strength, summary, evidence)


def _weight(standing: Standing, other: Standing, *, witnessed: bool) -> tuple[Direction, Strength]:
    """Moderate where the other mail is proven, this one isn't, and a server's clock bounds the earlier one."""
    if standing is not Standing.NONE:
        return Direction.NEUTRAL, Strength.NONE
    strong = other is Standing.PROVEN and witnessed
    return Direction.AGAINST, Strength.MODERATE if strong else Strength.WEAK


def _span(seconds: float) -> str:
    for size, name in _UNITS:
        if seconds >= 2 * size:
            return f"{int(seconds // size):,} {name}"
    return "a minute"


def _finding(code: str, direction: Direction, strength: Strength, summary: str, evidence: dict[str, object]) -> Finding:
    return Finding(code, NAME, direction, strength, summary, (), evidence, "thread")
