"""Times that can't be: made after the mail was delivered, before what it answers was written, or one line with two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.readings import BASIS, NAME, Reading, against, apart, delivered, named
from assay.examiners.words import capital, cut, day
from assay.message.traits.clocks.kinds import DAY, HOUR, Event
from assay.model.context import Standing
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.model.context import Thread
    from assay.model.entry import Entry

SURE = frozenset(
    {
        *("gmail-boundary", "outlook-message-id", "yahoo-message-id", "javamail-message-id"),
        *("thunderbird-message-id", "git-message-id", "git-dated-message-id", "mutt-message-id"),
    }
)
"""Clocks of the sender's side that nothing writes anew once the mail is on its way."""
_WIDTH = 80
_ONE_MOMENT = {"gmail-id": Strength.MODERATELY_STRONG, "exim-queue-id": Strength.MODERATE}
"""How strongly it speaks that a server's number is of another day than the time in the same field: by how surely the
two agree in genuine mail."""


def after_delivery(entry: Entry, found: Sequence[Reading]) -> tuple[Finding, frozenset[Reading]] | None:
    """A clock of the sender's side that is behind the last server's, with the clocks that the finding rests on."""
    end = delivered(entry)
    if end is None or entry.date is None:
        return None
    room = entry.date - end - DAY
    late = [
        one
        for one in found
        if one.kind.machine
        and one.kind.event is not Event.HANDLED
        and one.delta > DAY + one.kind.late
        and one.delta + room > one.kind.late
    ]
    if not late:
        return None
    names = {one.kind.name for one in late}
    why = "Innocent if a program that exported or scanned the mail put it together anew."
    strength = Strength.MODERATE if "outlook-image" in names else Strength.WEAK
    if names & SURE:
        why = "Innocent only if the last servers' lines were cut off and the mail lay somewhere for days."
        strength = Strength.STRONG
    if entry.reconstructed:
        strength = Strength.WEAK
    by = apart(min(one.delta for one in late) + entry.date - end)
    summary = f"{capital(named(late))}: made at least {by} after the last server had the mail ({day(end)}). {why}"
    return against("clock-after-delivery", strength, summary, late, delivered=end), frozenset(late)


def before_parent(entry: Entry, thread: Thread, found: Sequence[Reading]) -> Finding | None:
    """A clock that lies before what the mail answers was written, though its Date lies behind that.

    Where Date lies before it too, the clock adds nothing: that is the threads' finding.
    """
    start, date = thread.parent_seconds, entry.date
    if start is None or date is None or date < start - DAY:
        return None
    early = [
        one
        for one in found
        if one.hidden and not one.local and date + one.delta < start - DAY - one.kind.early
        if one.kind.name in SURE or one.kind.event is Event.HANDLED or one.kind.name == "thread-index-answer"
    ]
    sure = [one for one in early if one.kind.name in SURE]
    shaken = any(one.near and (one.kind.event is not Event.BEGUN or not sure) for one in found)
    if not early or (shaken and not sure):
        return None
    servers = [one for one in early if one.machine not in {"", "sender"}]
    strength = Strength.MODERATE if shaken else Strength.STRONG
    if servers and thread.parent_standing is Standing.PROVEN and not shaken:
        strength = Strength.VERY_STRONG
    if entry.reconstructed or not (sure or servers):
        strength = Strength.WEAK
    by = apart(start - max(date + one.delta for one in early))
    summary = (
        f"It answers a mail of {day(start)} ({thread.parent[:12]}), but was made at least {by} before that: "
        f"{named(early)}."
    )
    if strength is not Strength.VERY_STRONG:
        summary += " Innocent if the clock of whoever wrote the other mail was wrong, or if an old mail was sent again."
    return against("clock-before-parent", strength, summary, early, parent=thread.parent, parent_seconds=start)


def unequal(entry: Entry) -> Iterator[Finding]:
    """A server's number that holds another time than the field in which it stands."""
    clocks = entry.traits.clocks if entry.traits else ()
    bad = [(one, abs(one.seconds - one.beside)) for one in clocks if one.beside is not None]
    bad = [(one, gap) for one, gap in bad if gap > HOUR]
    if not bad:
        return
    grave = [_ONE_MOMENT.get(one.name, Strength.WEAK) for one, gap in bad if gap > DAY and not entry.reconstructed]
    strength = max(grave, key=list(Strength).index, default=Strength.WEAK)
    first, gap = max(bad, key=lambda pair: pair[1])
    server = f" of {cut(first.host, _WIDTH)}" if first.host else ""
    summary = (
        f"A line{server} states one time and holds another, {apart(gap)} apart, in a number that the same server made "
        "at the same moment. Innocent if a program rewrote the line, or if that server's clock was just being set."
    )
    evidence = {"fields": [{"clock": one.name, "seconds": one.seconds, "stated": one.beside} for one, _ in bad]}
    spans = tuple(one.span for one, _ in bad)
    yield Finding("stamp-contradicts-itself", NAME, Direction.AGAINST, strength, summary, spans, evidence, BASIS)
