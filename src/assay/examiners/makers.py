"""Identifiers in the name of a well-known service or server that doesn't write them like this."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, NamedTuple

from assay.examiners.maker_forms import Form, forms
from assay.examiners.readings import apart
from assay.examiners.words import cut, quoted
from assay.message.traits.clocks.kinds import DAY, HOUR
from assay.model.finding import Direction, Finding, Strength
from assay.model.signature import Scheme
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assay.examiners.interface import Subject
    from assay.model.entry import Entry
    from assay.model.place import Span
    from assay.model.signature import Checked
    from assay.model.traits import Hop

NAME = "makers/1"
WAY, PROGRAM, CLOCKS = "path", "dialect", "clocks"
"""What the findings hang on: a false number in a server's line is seen by the way's examiner too, a false Message-ID by
the dialects', a false time by the clocks', and each cause counts once."""
PACIFIC = (-8 * HOUR, -7 * HOUR)
"""Google's servers stamp the time of California, which is eight hours behind UTC in winter and seven in summer."""
_WIDTH, _ID_WIDTH = 80, 60
_LONGEST = 300
_FEWEST_SIGNS = 4
_BLACKED = re.compile(r"\*|\.\.\.|(\w)\1{4}|x{4}|redact|remov|anonym|hidden|mask|caviard", re.IGNORECASE)
_RECEIVED = "received:"


class _Misfit(NamedTuple):
    form: Form
    value: str
    where: str
    span: Span | None
    strength: Strength


class Makers:
    """Identifiers whose form the service they name never gave them."""

    name = "makers"
    version = 1
    codes = ("id-unlike-maker", "id-of-other-time")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields at most one finding, since whoever blacks out or invents one number does so with others.

        Nothing on what a signature or a seal vouches for, or what a container rebuilt.
        """
        entry = subject.entry
        if entry.traits is None or entry.reconstructed or any(map(_vouched, subject.checked)):
            return
        bad = [*_lines(entry), *_message_id(entry)]
        if bad:
            yield _unlike(bad)
            return
        yield from _other_time(entry)


def _vouched(one: Checked) -> bool:
    found = vouch(one)
    return found is not None and found.whole and (found.aligned or one.measured.scheme is Scheme.ARC_MESSAGE)


def _lines(entry: Entry) -> Iterator[_Misfit]:
    """Numbers in Received and X-Received."""
    for hop, text in _written(entry):
        for form in forms()[0]:
            if _made(form, hop, text, entry.date):
                if not form.form.fullmatch(hop.id) and not _blacked(hop.id):
                    yield _Misfit(form, hop.id, hop.by, hop.span, Strength.MODERATE)
                break


def _written(entry: Entry) -> Iterator[tuple[Hop, str]]:
    """The hops that have a number, each with the text of its line; empty where that isn't certain."""
    hops = entry.traits.hops if entry.traits else ()
    lines = iter([line for line in entry.headers.split("\n") if line[: len(_RECEIVED)].lower() == _RECEIVED])
    for hop in hops:
        line = next(lines, "") if hop.field == "received" else ""
        if hop.id and len(hop.id) <= _LONGEST:
            yield hop, line if hop.id in line else ""


def _made(form: Form, hop: Hop, text: str, date: float | None) -> bool:
    """Whether a line says that this service or server wrote it."""
    when = date if hop.seconds is None else hop.seconds
    return (
        hop.field == form.field
        and when is not None
        and when >= form.since
        and (form.protocol is None or form.protocol.match(hop.protocol) is not None)
        and (form.says is None or form.says.search(text) is not None)
        and (form.by is None or form.by.fullmatch(hop.by) is not None)
    )


def _message_id(entry: Entry) -> Iterator[_Misfit]:
    """The Message-ID; weak where nothing else says that the service sent the mail, as in spam that borrows its name."""
    _, at, domain = entry.message_id.rpartition("@")
    if not at or entry.date is None or len(entry.message_id) > _LONGEST:
        return
    for form in forms()[1]:
        if form.at is None or entry.date < form.since or not form.at.fullmatch(domain.lower()):
            continue
        if not form.form.fullmatch(entry.message_id) and not _blacked(entry.message_id):
            strength = Strength.MODERATE if _at_home(form, entry) else Strength.WEAK
            yield _Misfit(form, entry.message_id, "", None, strength)
        return


def _at_home(form: Form, entry: Entry) -> bool:
    sender = entry.from_address.rpartition("@")[2].lower()
    if form.senders is not None and form.senders.fullmatch(sender):
        return True
    names = (name for hop in (entry.traits.hops if entry.traits else ()) for name in (hop.by, hop.host, hop.helo))
    return form.home is not None and any(form.home.fullmatch(name) for name in names)


def _blacked(identity: str) -> bool:
    """Whether it was made unreadable on purpose: few signs, the same again and again, asterisks, a word for it."""
    signs = {sign for sign in identity.partition("@")[0].lower() if sign.isalnum()}
    return len(signs) < _FEWEST_SIGNS or _BLACKED.search(identity) is not None


def _unlike(bad: Sequence[_Misfit]) -> Finding:
    order = list(Strength)
    first = max(bad, key=lambda one: order.index(one.strength))
    where = f"A line of {cut(first.where, _WIDTH)} has the number" if first.where else "It has the Message-ID"
    more = f" {len(bad) - 1} more in it don't fit their makers either." if len(bad) > 1 else ""
    summary = (
        f"{where} {quoted(first.value, _ID_WIDTH)}, but {first.form.words}, as all of {first.form.seen:,} that were "
        f"compared do.{more} Innocent if a program wrote numbers anew or blacked them out, or if the form was changed."
    )
    evidence = {"identifiers": [{"maker": one.form.name, "value": cut(one.value, _WIDTH)} for one in bad[:20]]}
    spans = tuple(dict.fromkeys(one.span for one in bad if one.span is not None))
    basis = WAY if spans else PROGRAM
    return Finding("id-unlike-maker", NAME, Direction.AGAINST, first.strength, summary, spans, evidence, basis)


def _other_time(entry: Entry) -> Iterator[Finding]:
    """Google's numbers that hold the time of the line, where it's another."""
    found: list[tuple[Hop, float]] = []
    for hop in entry.traits.hops if entry.traits else ():
        if hop.seconds is not None and any(form.dated and _made(form, hop, "", None) for form in forms()[0]):
            wall = calendar.timegm(tuple(int(number) for number in hop.id.split(".")[-6:]))
            gap = min(abs(wall - zone - hop.seconds) for zone in PACIFIC)
            if gap > HOUR:
                found.append((hop, gap))
    if not found:
        return
    hop, gap = max(found, key=lambda pair: pair[1])
    strength = Strength.MODERATE if gap > DAY else Strength.WEAK
    summary = (
        f"A line of {cut(hop.by, _WIDTH)} states one time, and its number {quoted(hop.id, _ID_WIDTH)} holds another, "
        f"{apart(gap)} apart; Google's servers write both at the same moment. Innocent if a program rewrote the line."
    )
    evidence = {
        "lines": [{"server": one.by[:_WIDTH], "number": one.id[:_WIDTH], "gap": far} for one, far in found[:20]]
    }
    spans = tuple(one.span for one, _ in found)
    yield Finding("id-of-other-time", NAME, Direction.AGAINST, strength, summary, spans, evidence, CLOCKS)
