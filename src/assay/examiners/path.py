"""The way of a mail: the servers that it names, what they wrote, and what the delivering one recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assay.examiners.words import counted, cut, quoted
from assay.model.finding import Direction, Finding, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import Irregular

NAME = "path/4"
LEARNED = 20
"""Mails of a server on which a check held from which on failing it has its full strength."""
FEW = 0.02
"""Share of others that show the same from which on it decides nothing."""
HABIT = 5
"""Signed mails of one sender that make a habit."""
FEW_BLOCKS = 0.01
"""Likewise, of all that a server delivered, for what it puts on top: who strips it off may do so several times."""
_SENDERS = frozenset({"no way sender", "no way anywhere"})
_SHARES = {"no way": FEW, "no way sender": FEW, "no way anywhere": FEW, "unsigned": FEW, "unsigned software": 0.05}
"""Likewise; what is alike by way and software differs less, for other programs that don't sign are left out."""
_DAMAGED = "not-a-header"
"""Defect of a header with lines that are none: something other than a mail server took part in writing it."""
_HOUR, _DAY = 3600.0, 86400.0


class _Rule(NamedTuple):
    code: str
    strength: Strength
    sentence: str


_RULES = {
    "form id": _Rule(
        "line-unlike-server",
        Strength.MODERATE,
        "A line that says it was written by {server} has a queue number of another kind ({value}) than all its other "
        "lines ({of}, kind: {usual}). Innocent if that server was replaced for one mail's time.",
    ),
    "form protocol": _Rule(
        "line-unlike-server",
        Strength.MODERATE,
        "A line that says it was written by {server} names the protocol in other words ({value}) than all its other "
        "lines ({of}: {usual}). Innocent if a relay rewrote that line.",
    ),
    "form date": _Rule(
        "line-unlike-server",
        Strength.MODERATE,
        "A line that says it was written by {server} writes the date in another form ({value}) than all its other "
        "lines ({of}: {usual}). Innocent if a relay rewrote that line.",
    ),
    "form clauses": _Rule(
        "line-unlike-server",
        Strength.WEAK,
        "A line that says it was written by {server} has its parts in another order ({value}) than all its other lines "
        "({of}: {usual}).",
    ),
    "form pad": _Rule(
        "line-unlike-server",
        Strength.WEAK,
        "A line that says it was written by {server} writes the day of the month in another way ({value}) than all its "
        "other lines ({of}: {usual}).",
    ),
    "block lacks": _Rule(
        "delivery-unlike-server",
        Strength.MODERATE,
        "The delivering server, {server}, put {usual} on top of all {of} mails delivered around then, and there is "
        "none here{few}. Innocent if this mail reached the mailbox in another way, as by import or from within the "
        "server.",
    ),
    "block order": _Rule(
        "delivery-unlike-server",
        Strength.MODERATE,
        "The delivering server, {server}, wrote {usual} in all {of} mails delivered around then; here stands "
        "{value}{few}. Innocent if a program sorted the header of this one mail.",
    ),
    "accord client": _Rule(
        "delivery-contradicts-itself",
        Strength.MODERATELY_STRONG,
        "The delivering server, {server}, names the address that handed it over as {value} in one line and as {usual} "
        "in another; in other mails ({of}) it names one. Innocent if a relay inside the organisation lies between.",
    ),
    "accord envelope": _Rule(
        "delivery-contradicts-itself",
        Strength.MODERATE,
        "The delivering server, {server}, recorded the envelope's sender as {usual}, and Return-Path says {value}; in "
        "other mails ({of}) they are the same. Innocent if a forwarding service replaced Return-Path.",
    ),
    "accord author": _Rule(
        "delivery-contradicts-itself",
        Strength.MODERATELY_STRONG,
        "The delivering server, {server}, checked a mail whose From was of {usual}; here From is of {value}. In other "
        "mails ({of}) they are the same. Innocent if a program rewrote From after delivery.",
    ),
    "accord unrecorded": _Rule(
        "delivery-contradicts-itself",
        Strength.MODERATE,
        "It carries a signature of {value} of which the delivering server, {server}, recorded nothing; in other signed "
        "mails ({of}) it did. Innocent if the server left out a check for want of time, or a program signed later.",
    ),
    "accord signature": _Rule(
        "checked-signature-missing",
        Strength.STRONG,
        "The delivering server, {server}, recorded that it checked {usual}, and the mail doesn't carry it (it has "
        "{value}); other mails ({of}) still have the signatures that were checked. Innocent if a program on the way "
        "into the dump took signatures off.",
    ),
    "accord body": _Rule(
        "body-changed-after-check",
        Strength.MODERATE,
        "The delivering server, {server}, recorded that a signature held; the body isn't the one that was signed any "
        "more, and in other mails ({of}) it is. Innocent if a program took attachments off or converted the text.",
    ),
    "unsigned": _Rule(
        "signature-absent",
        Strength.MODERATE,
        "It carries no signature, and {of} others that {value} handed over for {server} around then do{but}. Innocent "
        "if a program or device sent it past the usual servers, or an export took the signature off.",
    ),
    "unsigned software": _Rule(
        "signature-absent",
        Strength.MODERATE,
        "It carries no signature, and {of} others for {server} that the same kind of software made and {value} handed "
        "over around then do{but}. Innocent if it was sent past the usual servers, or an export took the signature "
        "off.",
    ),
    "unsigned sender": _Rule(
        "signature-absent",
        Strength.MODERATE,
        "It carries no signature, and {of} others of {server} around then, sent by {value} with the same kind of "
        "software, do{but}. Innocent if signing failed for that one, or an export took the signature off.",
    ),
    "clock": _Rule(
        "time-runs-backwards",
        Strength.MODERATE,
        "{server} got it {late} before {usual}, the server below, handed it over; in other mails ({of}) their clocks "
        "agree. Innocent if a clock was wrong for a while or a header was merged from two mails.",
    ),
    "gap": _Rule(
        "gap-in-way",
        Strength.WEAK,
        "{server} got it from {usual}, and the line below was written by {value}: no line says how it came from there "
        "to here. Providers with several names do that too.",
    ),
    "client": _Rule(
        "unusual-route",
        Strength.WEAK,
        "It was handed over by {value}; {of} other mails of {server} were handed over by {usual}. People change "
        "providers and write from other places.",
    ),
    "no way": _Rule(
        "no-way",
        Strength.MODERATE,
        "No server wrote anything on it, though it's addressed to the owner of the mailbox, where {of} other mails "
        "show their way. Innocent if it's a chat, a message that a program put there, or an import.",
    ),
    "no way sender": _Rule(
        "no-way",
        Strength.MODERATE,
        "No server wrote anything on it, and {of} other mails in the same mailbox show their way, {usual} of this "
        "sender among them. Innocent if it's a sent copy or a draft that was moved there, a chat, or an import.",
    ),
    "no way anywhere": _Rule(
        "no-way",
        Strength.MODERATE,
        "No server wrote anything on it. {of} other mails in the same mailbox show their way, and so do {usual} other "
        "mails of this sender, wherever they lie. Innocent if it's a sent copy of the sender's own, a draft, or an "
        "import.",
    ),
    "recorded dmarc": _Rule("recorded-failure", Strength.WEAK, ""),
    "recorded dkim": _Rule("recorded-failure", Strength.WEAK, ""),
    "recorded spf": _Rule("recorded-failure", Strength.WEAK, ""),
}
_FAILED = (
    "The delivering server, {server}, recorded {method}=fail: what it got wasn't sent or signed as the sender's domain "
    "says. Forwarding does that to genuine mail too."
)
_KINDS = {
    "none": "no number",
    "standard": "in capitals",
    "small": "in small letters",
    "other": "no known kind",
}


class Path:
    """What is unusual about the way of a mail."""

    name = "path"
    version = 4
    codes = (
        "line-unlike-server",
        "delivery-unlike-server",
        "delivery-contradicts-itself",
        "checked-signature-missing",
        "signature-absent",
        "body-changed-after-check",
        "time-runs-backwards",
        "gap-in-way",
        "unusual-route",
        "no-way",
        "recorded-failure",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields a finding for each thing about the way that is unusual."""
        damaged = _DAMAGED in subject.entry.defects
        for one in subject.context.route:
            rule = _RULES.get(one.name)
            if rule is not None and not (one.name == "accord body" and _judged(subject)):
                yield _finding(one, rule, damaged=damaged)


def _judged(subject: Subject) -> bool:
    """Whether a key tells more of the signature whose body changed: that is one cause, and told by `unsigned`."""
    return any(one.key is not None and one.measured.body_hash_holds is False for one in subject.checked)


def _finding(one: Irregular, rule: _Rule, *, damaged: bool) -> Finding:
    summary = (rule.sentence or _FAILED).format(
        server=cut(one.server, 80) or "a server",
        value=_shown(one.value),
        usual=one.usual if one.name in _SENDERS else _shown(one.usual),
        of=counted(one.of, "mail", "mails") if one.name.startswith(("accord", "clock")) else f"{one.of:,}",
        method=one.name.rpartition(" ")[2],
        late=_duration(one.value),
        but=f", and {one.seen:,} more don't" if one.seen else "",
        few=f" (as in {one.seen:,} of all its {one.total:,} other mails)" if one.seen and one.total else "",
    )
    strength = _strength(one, rule)
    if damaged:
        strength = Strength.WEAK
        summary += " Lines in its header that are no header fields show that it was damaged, which may explain this."
    evidence = {
        "what": one.name,
        "server": one.server,
        "here": one.value,
        "usual": one.usual,
        "seen": one.seen,
        "of": one.of,
        "proven": one.proven,
    }
    spans = (one.span,) if len(one.span) else ()
    return Finding(rule.code, NAME, Direction.AGAINST, strength, summary, spans, evidence, "path")


def _strength(one: Irregular, rule: _Rule) -> Strength:
    """Less where others show the same, or where little was learned."""
    if one.name.startswith(("form", "block")) and one.seen > FEW_BLOCKS * one.total:
        return Strength.WEAK
    if one.name in _SHARES and one.seen > _SHARES[one.name] * one.of:
        return Strength.WEAK
    if one.name == "unsigned sender" and (
        one.of < HABIT or one.seen > max(one.of >= LEARNED, _SHARES["unsigned software"] * one.of)
    ):
        return Strength.WEAK
    if one.name.startswith("accord") and one.of < LEARNED:
        return Strength.MODERATE if one.name == "accord signature" else Strength.WEAK
    return rule.strength


def _shown(value: str) -> str:
    return _KINDS.get(value, "") or quoted(value) if value else "nothing"


def _duration(seconds: str) -> str:
    try:
        late = float(seconds)
    except ValueError:
        return "long"
    if late >= _DAY:
        return counted(round(late / _DAY), "day", "days")
    return (
        counted(round(late / _HOUR), "hour", "hours")
        if late >= _HOUR
        else counted(round(late / 60), "minute", "minutes")
    )
