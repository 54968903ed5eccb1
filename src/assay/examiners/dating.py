"""Whether the clocks of a mail, taken together, say that its Date is wrong.

A clock may be wrong, a server's too: one gateway of 300 was days behind. So what counts is how many machines agree with
each other and differ from Date, and that no hidden clock agrees with Date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assay.examiners.readings import Reading, against, apart, named
from assay.message.traits.clocks.kinds import DAY, Event
from assay.model.finding import Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.model.context import Punctual, Toolmarks
    from assay.model.entry import Entry

ALONE = frozenset({"gmail-boundary", "outlook-message-id", "yahoo-message-id", "thunderbird-message-id"})
"""Clocks that are read at the moment of sending, so that alone they weigh something.

1 of 199 boundaries of Gmail lay more than an hour from Date (a mail that was delivered again), of the Message-IDs none.
"""
EITHER_WAY = frozenset({"gmail-boundary"})
"""Those among them that no program keeps when an old mail is sent again."""
PATIENCE = 7 * DAY
"""How long mail waits in an outbox without a network, or in a moderator's queue."""
YEAR = 366 * DAY
"""So much after Date any clock that is read when a mail is made says something by itself: no outbox holds mail for so
long, and what is used again is older than Date and not younger."""
FEWEST, RARE = 50, 0.005
"""Vouched mails of a server without which nothing is known of its punctuality, and the share that may be off."""
SELDOM, TIMES = 5, 3
"""Mails of a sender that must be on time: so many, and so many times those that are off."""
MANY = 100
"""Vouched mails of all servers without which nothing is known of how often senders' clocks are wrong here."""
FEWEST_OWN = 10
"""Other mails of a sender that show which programs he uses."""
FEW_ON_TIME = 3
"""Other mails that a server must have delivered on time for its own clock to be known to be right."""
_SIGNED = " A signature vouches for Date, so that nobody but the sender can have set it."


class _Camp(NamedTuple):
    """The clocks that agree with each other and differ from Date."""

    readings: list[Reading]
    gap: float
    earlier: bool

    @property
    def hidden(self) -> set[str]:
        return {one.machine for one in self.readings if one.hidden and one.machine}

    @property
    def shown(self) -> set[str]:
        return {one.machine for one in self.readings if not one.hidden and one.machine}


def contradiction(
    entry: Entry,
    found: Sequence[Reading],
    *,
    proven: bool = False,
    punctual: Punctual | None = None,
    toolmarks: Toolmarks | None = None,
) -> tuple[Finding, frozenset[Reading]] | None:
    """The finding, if any, and the clocks that it rests on.

    A first server that agrees with Date and later ones that don't are a queue, and no contradiction.

    Args:
        entry: the mail.
        found: its clocks.
        proven: whether a signature vouches for its Date: then nobody but its author set it.
        punctual: how usual it is here that Date and delivery lie so far apart.
        toolmarks: what made its sender's other mails.
    """
    telling = [one for one in found if one.kind.name != "resent" and not one.local]
    if any(one.hidden and one.near and (one.kind.event is not Event.BEGUN or _answer(one)) for one in telling):
        return None
    camp = _camp([one for one in telling if one.kind.event is not Event.BEGUN and abs(one.off) > DAY])
    if camp is None:
        return None
    kept = any(not one.hidden and one.near for one in telling)
    if kept and not camp.earlier and not camp.hidden:
        return None
    strength = _strength(camp, kept=kept)
    rare = _rare(punctual, camp) if punctual is not None and not kept else ""
    if not rare and toolmarks is not None:
        rare = _foreign(toolmarks, camp)
    if rare and strength is Strength.WEAK:
        strength = Strength.MODERATE
    if proven or entry.reconstructed or any(one.kind.name == "resent" for one in found):
        strength = Strength.WEAK
    machines = len(camp.hidden | camp.shown)
    whose = "One machine" if machines <= 1 else f"{machines} machines that are independent of each other"
    side = "before" if camp.earlier else "after"
    summary = (
        f"{whose} put the mail at least {apart(camp.gap)} {side} its Date, and no hidden clock agrees with Date: "
        f"{named(camp.readings)}. {_innocent(camp, kept=kept)}"
        f"{_SIGNED if proven else ''}{rare}"
    )
    evidence = {"gap": round(camp.gap), "machines": sorted(name[:80] for name in camp.hidden | camp.shown)[:20]}
    return against("date-contradicted", strength, summary, camp.readings, **evidence), frozenset(camp.readings)


def _rare(punctual: Punctual, camp: _Camp) -> str:
    """Why such a gap is rare here, in words; empty where it isn't, or where an outbox explains it."""
    if not camp.earlier and camp.gap <= PATIENCE:
        return ""
    if punctual.vouched >= FEWEST and punctual.off <= RARE * punctual.vouched:
        return (
            f" Of {punctual.vouched:,} mails that the same server delivered and that a signature or seal vouches for, "
            f"{punctual.off or 'none'} has a Date more than a day off."
        )
    if punctual.on_time >= max(SELDOM, TIMES * punctual.far) and not punctual.alike:
        return (
            f" The Dates of {punctual.on_time:,} other mails of this sender by the same server are right, and none is "
            "off by about as much, as a wrong clock would make it."
        )
    clocks_right = punctual.everywhere >= MANY and punctual.everywhere_off <= RARE * punctual.everywhere
    server_right = punctual.same_server >= max(FEW_ON_TIME, TIMES * punctual.same_server_far)
    if clocks_right and server_right and not punctual.alike:
        return (
            f" Of {punctual.everywhere:,} mails here that a signature or seal vouches for, "
            f"{punctual.everywhere_off or 'none'} has a Date more than a day off, and the same server delivered "
            f"{punctual.same_server:,} others on time."
        )
    return ""


def _foreign(toolmarks: Toolmarks, camp: _Camp) -> str:
    """That no other mail of the sender was made by the program whose clock says so, in words; empty where any was."""
    made_long_after = any(one.kind.name == toolmarks.clock for one in camp.readings) and camp.gap > PATIENCE
    if not made_long_after or camp.earlier or toolmarks.mails < FEWEST_OWN or toolmarks.clock_alike:
        return ""
    return f" None of the {toolmarks.mails:,} other mails of its sender was made by such a program."


def _answer(one: Reading) -> bool:
    return one.kind.name == "thread-index-answer"


def _camp(far: list[Reading]) -> _Camp | None:
    """The clocks within a day of the one nearest to Date, on its side."""
    if not far:
        return None
    nearest = min(far, key=lambda one: abs(one.delta))
    camp = [one for one in far if abs(one.delta - nearest.delta) <= DAY + max(one.kind.late, nearest.kind.late)]
    return _Camp(camp, abs(nearest.delta), nearest.delta < 0)


def _strength(camp: _Camp, *, kept: bool) -> Strength:
    """How strongly it speaks.

    Args:
        camp: the clocks.
        kept: whether a Received field agrees with Date.
    """
    written = any(one.kind.event is Event.WRITTEN for one in camp.readings)
    sent_late = not camp.earlier and camp.gap <= PATIENCE
    if len(camp.hidden) > 1:
        many = len(camp.hidden) + len(camp.shown - camp.hidden) > 2  # noqa: PLR2004 - three machines
        if not kept and (sent_late or not written):
            return Strength.MODERATE
        return Strength.STRONG if many and written and not kept else Strength.MODERATELY_STRONG
    others = camp.shown - camp.hidden
    if kept:
        return Strength.MODERATE if _alone(camp) else Strength.WEAK
    if camp.hidden and others:
        return Strength.MODERATELY_STRONG if written and not sent_late else Strength.MODERATE
    if len(others) > 1 and not sent_late:
        return Strength.MODERATE
    return Strength.MODERATE if _alone(camp) else Strength.WEAK


def _alone(camp: _Camp) -> bool:
    names = {one.kind.name for one in camp.readings}
    made = any(one.hidden and one.kind.event is Event.WRITTEN for one in camp.readings)
    return bool(names & (EITHER_WAY if camp.earlier else ALONE)) or (made and not camp.earlier and camp.gap > YEAR)


def _innocent(camp: _Camp, *, kept: bool) -> str:
    if kept:
        return "The servers' lines, which are in plain sight, agree with Date. Innocent if those clocks were wrong."
    if camp.earlier:
        return "Innocent if the clock of the sender's machine was fast."
    return (
        "Innocent if the clock of the sender's machine was slow, if the mail lay in an outbox or a queue, or if a "
        "mailbox was moved and the new server stamped the old mail."
    )
