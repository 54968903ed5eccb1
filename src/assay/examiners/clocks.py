"""Clocks: times that software wrote into a mail, which whoever changes Date forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.dating import contradiction
from assay.examiners.impossible_times import after_delivery, before_parent, unequal
from assay.examiners.readings import BASIS, NAME, Reading, against, apart, delivered, facts, named, readings
from assay.examiners.words import capital
from assay.message.traits.clocks.kinds import DAY, HOUR, MINUTE, Event
from assay.model.finding import Direction, Finding, Strength
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.examiners.interface import Subject
    from assay.model.context import Punctual, Toolmarks
    from assay.model.entry import Entry
    from assay.model.traits import Clock

STEP, SLACK = 15 * MINUTE, 2 * MINUTE
"""Time zones lie a multiple of a quarter of an hour from UTC; how exactly the clocks must give one."""
EARLIEST_ZONE, LATEST_ZONE = -12 * 60, 14 * 60


class Clocks:
    """Which clocks agree with Date, which contradict it, and in which zone the sender's machine stood."""

    name = "clocks"
    version = 4
    codes = (
        "clocks-agree",
        "clock-differs",
        "date-contradicted",
        "clock-after-delivery",
        "clock-before-parent",
        "stamp-contradicts-itself",
        "sender-zone",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the clocks say."""
        entry = subject.entry
        found = readings(entry)
        proven = any(one is not None and one.sound for one in map(vouch, subject.checked))
        context = subject.context
        yield from weighed(entry, found, proven=proven, punctual=context.punctual, toolmarks=context.toolmarks)
        if subject.context.thread is not None:
            early = before_parent(entry, subject.context.thread, found)
            if early is not None:
                yield early
        yield from _agreeing(found)
        yield from _zone(entry)


def weighed(
    entry: Entry,
    found: Sequence[Reading],
    *,
    proven: bool = False,
    punctual: Punctual | None = None,
    toolmarks: Toolmarks | None = None,
) -> Iterator[Finding]:
    """What a mail's own clocks say against it, its corpus aside but for how punctual its server's mail is."""
    told: frozenset[Reading] = frozenset()
    dated = contradiction(entry, found, proven=proven, punctual=punctual, toolmarks=toolmarks)
    for one in (dated, after_delivery(entry, found)):
        if one is not None:
            yield one[0]
            told |= one[1]
    yield from unequal(entry)
    end = (delivered(entry) or 0.0) - (entry.date or 0.0) + HOUR
    rest = [one for one in found if one.hidden and abs(one.off) > HOUR and one not in told and not _queued(one, end)]
    if rest:
        yield _differing(rest)


def _queued(one: Reading, end: float) -> bool:
    """Whether it's late only because the mail was under way until then, as Received says.

    Args:
        one: a clock.
        end: the last time that Received states, seconds after Date.
    """
    return one.kind.event is Event.HANDLED and 0 < one.delta <= end


def _differing(rest: Sequence[Reading]) -> Finding:
    """Clocks that differ from Date and don't weigh enough to say that it's wrong."""
    most = max(rest, key=lambda one: abs(one.off))
    where = "after" if most.delta > 0 else "before"
    summary = (
        f"{capital(most.words)} says {apart(abs(most.delta))} {where} Date. Innocent if that machine's clock was "
        "wrong, if the mail waited in a queue, or if something old was used again."
    )
    finding = against("clock-differs", Strength.WEAK, summary, rest)
    if abs(most.off) > DAY:
        return finding
    spans, evidence = finding.spans, finding.evidence
    return Finding("clock-differs", NAME, Direction.NEUTRAL, Strength.NONE, summary, spans, evidence, BASIS)


def _agreeing(found: Sequence[Reading]) -> Iterator[Finding]:
    """Hidden clocks that agree with Date, if none contradicts it."""
    if any(one.hidden and abs(one.off) > DAY for one in found):
        return
    agreeing = [one for one in found if one.hidden and not one.off and one.kind.event is not Event.BEGUN]
    if not agreeing:
        return
    machines = {one.machine for one in agreeing if one.machine} or {""}
    far = max(abs(one.delta) for one in agreeing)
    whose = "one machine" if len(machines) == 1 else f"{len(machines)} machines that are independent of each other"
    summary = f"Clocks that readers don't see, of {whose}, agree with Date to within {apart(far)}: {named(agreeing)}."
    spans = tuple(dict.fromkeys(one.span for one in agreeing))
    evidence = {**facts(agreeing), "machines": sorted(name[:80] for name in machines)[:20]}
    yield Finding("clocks-agree", NAME, Direction.FOR, Strength.WEAK, summary, spans, evidence, BASIS)


def leaked_zone(entry: Entry) -> tuple[int, Clock] | None:
    """The zone of the sender's machine, minutes east of UTC, where a local time tells it; and that clock."""
    if entry.traits is None or entry.date is None or entry.reconstructed:
        return None
    for clock in entry.traits.clocks:
        if clock.name == "outlook-boundary":
            gap = clock.seconds - entry.date
            minutes = round(gap / STEP) * 15
            if abs(gap - minutes * MINUTE) <= SLACK and EARLIEST_ZONE <= minutes <= LATEST_ZONE:
                return minutes, clock
    return None


def zone_words(minutes: int) -> str:
    """A zone as `UTC+02:00`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def _zone(entry: Entry) -> Iterator[Finding]:
    leak = leaked_zone(entry)
    if leak is None or entry.traits is None:
        return
    minutes, clock = leak
    stated = entry.traits.zone
    summary = f"The sender's computer stood at {zone_words(minutes)}, as the boundary that Outlook made shows"
    direction, strength = Direction.NEUTRAL, Strength.NONE
    if stated == minutes:
        summary += ", and Date says the same."
    elif not stated:
        summary += "; Date is in UTC, as servers write it."
    else:
        summary += f"; Date says {zone_words(stated)}. Innocent if a server rewrote Date, or on a journey."
        if abs(stated - minutes) > 60:  # noqa: PLR2004 - an hour is summer time
            direction, strength = Direction.AGAINST, Strength.WEAK
    evidence = {"zone": minutes, "stated": stated, "seconds": clock.seconds}
    yield Finding("sender-zone", NAME, direction, strength, summary, (clock.span,), evidence, BASIS)
