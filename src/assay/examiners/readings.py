"""The clocks of a mail beside its Date: those in its traits, its Received fields, the times of its signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assay.examiners.words import cut, listed
from assay.message.traits.clocks.kinds import DAY, HOUR, KINDS, MINUTE, ZONES, Event, Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.signature import Scheme
from assay.signatures.domains import is_domain, organisational

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.model.entry import Entry
    from assay.model.place import Span
    from assay.model.traits import Hop

NAME = "clocks/4"
BASIS = "clocks"
_ALIASES = {"gmail.com": "google.com", "googlemail.com": "google.com", "gappssmtp.com": "google.com"}
"""Domains whose signatures are made by the servers of another."""
_REBUILT = frozenset({"gmail-boundary", "outlook-boundary", "outlook-image", "javamail-boundary"})
"""Clocks in MIME headers, which a mail that was put together anew has from whoever did."""
_MOST, _KEPT, _WIDTH = 4, 20, 80


class Reading(NamedTuple):
    """One clock of one mail.

    Attributes:
        kind: what it marks and how far it may lie from Date.
        words: what it is, for people; may hold the name of a server, untrusted.
        seconds: since 1970; for a local time what the wall clock showed.
        delta: seconds by which it lies behind Date; for a local time what is left in the most favourable zone.
        off: the same without what is tolerated: 0 where it agrees.
        machine: whose clock it is: `sender`, or the domain of an organisation; untrusted.
        hidden: whether readers don't see it, so that a forger forgets it: all but Received.
        local: whether its zone is unknown.
        span: where it stands.
    """

    kind: Kind
    words: str
    seconds: float
    delta: float
    off: float
    machine: str
    hidden: bool
    local: bool
    span: Span

    @property
    def near(self) -> bool:
        """Whether it lies within a day of Date."""
        return abs(self.delta) <= DAY


def readings(entry: Entry) -> tuple[Reading, ...]:
    """All clocks of a mail that can be compared with its Date; none where it has no Date."""
    if entry.traits is None or entry.date is None:
        return ()
    return tuple(_readings(entry, entry.date))


def delivered(entry: Entry) -> float | None:
    """The last time that a server stamped on a mail; None where none did."""
    times = [hop.seconds for hop in entry.traits.hops if hop.seconds is not None] if entry.traits else []
    return max(times, default=None)


def machine_of(name: str) -> str:
    """The organisation whose server has a name; empty for addresses and names without a domain."""
    if "." not in name or not name[-1:].isalpha() or not is_domain(name):
        return ""
    domain = organisational(name)
    return _ALIASES.get(domain, domain)


def _readings(entry: Entry, date: float) -> Iterator[Reading]:
    assert entry.traits is not None  # noqa: S101 - the caller looked
    for clock in entry.traits.clocks:
        kind = KINDS.get(clock.name)
        if kind is None or (entry.reconstructed and clock.name in _REBUILT):
            continue
        machine = kind.machine or machine_of(clock.host)
        yield _reading(kind, kind.words, clock.seconds, date, machine, clock.span, local=clock.local)
    for one in entry.signatures:
        if one.signed_at is not None and one.scheme is not Scheme.DOMAINKEYS:
            kind = KINDS["signature" if one.scheme is Scheme.DKIM else "seal"]
            words = kind.words.format(host=cut(one.domain, _WIDTH))
            yield _reading(kind, words, float(one.signed_at), date, machine_of(one.domain), one.header.span)
    kind = KINDS["received"]
    for hop, machine in _servers(entry.traits.hops):
        if hop.seconds is not None:
            words = kind.words.format(host=cut(hop.by, _WIDTH) or "that delivered it")
            yield _reading(kind, words, hop.seconds, date, machine, hop.span, hidden=False)


def _servers(hops: tuple[Hop, ...]) -> Iterator[tuple[Hop, str]]:
    """The fields with the organisations that wrote them; one without a name belongs to the next that has one."""
    names = ["google.com" if hop.field == "x-received" else machine_of(hop.by) for hop in hops]
    below = ""
    for at in range(len(names) - 1, -1, -1):
        below = names[at] = names[at] or below
    above = ""
    for hop, name in zip(hops, names, strict=True):
        above = name or above
        yield hop, above


def _reading(
    kind: Kind,
    words: str,
    seconds: float,
    date: float,
    machine: str,
    span: Span,
    *,
    hidden: bool = True,
    local: bool = False,
) -> Reading:
    delta = seconds - date
    if local:
        delta -= min(max(delta, ZONES[0]), ZONES[1])
    off = max(0.0, delta - kind.late) or (min(0.0, delta + kind.early) if kind.event is not Event.BEGUN else 0.0)
    return Reading(kind, words, seconds, delta, off, machine, hidden, local, span)


def apart(seconds: float) -> str:
    """A length of time in words: `3 days`, `5 hours`, `40 seconds`."""
    for size, word in ((365.25 * DAY, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {word}s"
    return f"{seconds:.0f} second{'' if round(seconds) == 1 else 's'}"


def named(found: Sequence[Reading]) -> str:
    """The clocks in words, each once, at most four; untrusted."""
    names = list(dict.fromkeys(one.words for one in found))
    more = len(names) - _MOST
    return listed([*names[:_MOST], *([f"{more} more"] if more > 0 else [])])


def facts(found: Sequence[Reading]) -> dict[str, object]:
    """The clocks as a finding's evidence."""
    return {
        "clocks": [
            {
                "clock": one.kind.name,
                "machine": one.machine[:80],
                "seconds": one.seconds,
                "behind_date": round(one.delta, 3),
            }
            for one in found[:_KEPT]
        ]
    }


def against(code: str, strength: Strength, summary: str, found: Sequence[Reading], **more: object) -> Finding:
    """A finding against a mail that rests on clocks."""
    spans = tuple(dict.fromkeys(one.span for one in found))
    return Finding(code, NAME, Direction.AGAINST, strength, summary, spans, {**facts(found), **more}, BASIS)
