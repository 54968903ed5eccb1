"""Who a mail says that it's from: names and domains that look like those of somebody well known here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.examiners.words import counted, listed, quoted
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.signature import Alignment, Outcome, Scheme
from assay.signatures.domains import organisational, to_ascii

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.context import Acquaintance

NAME = "identity/3"
_BASIS = "identity"
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_LONGEST = 200
_WHY = {
    "letters": "it's written with what only looks like the other's letters",
    "word": "its name is the other's with something put to it",
    "left": "its mail's own header names the other",
    "answers": "others write to that one",
    "number": "more mails are from that one",
    "date": "that one was there first",
    "vouched": "signatures or seals vouch for that one",
}
_HOW = {
    "homograph": "with letters that look the same",
    "short homograph": "with letters that look the same",
    "swapped letters": "with two letters swapped",
    "one letter": "but for one letter",
    "short letter": "but for a letter or two",
    "edge letter": "but for its first or last letter",
    "series": "but for a number or its last letter",
    "two letters": "but for two letters",
    "put in front": "which stands in front of another domain",
    "dots left out": "with its dot left out",
    "added word": "with a word added that sounds like a service of it",
    "common word": "with a word added",
    "other word": "with a word added",
    "dropped word": "with a word left out",
    "hyphen": "but for a hyphen",
    "other ending": "with another ending",
}


class Identity:
    """Impersonation, and who writes for the first time."""

    name = "identity"
    version = 3
    codes = ("sender-lookalike", "sender-name-elsewhere", "sender-in-name", "reply-elsewhere", "first-contact")

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the names of the sender say."""
        known = subject.context.sender
        if subject.entry.kind is not Kind.MESSAGE:
            return
        yield from _address_in_name(subject)
        if known is None:
            return
        if known.resembles:
            yield _lookalike(subject, known)
        if known.known_name:
            yield _name_elsewhere(subject, known)
        if known.reply_elsewhere:
            yield _reply_elsewhere(subject, known)
        if not known.earlier and subject.entry.date is not None:
            yield _first(subject)


def _finding(
    subject: Subject, code: str, side: Direction, strength: Strength, summary: str, evidence: dict[str, object]
) -> Finding:
    sender = {"from": subject.entry.from_address}
    return Finding(code, NAME, side, strength, summary, (), {**sender, **evidence}, _BASIS)


def _domain(address: str) -> str:
    return to_ascii(address.rpartition("@")[2])


def _lookalike(subject: Subject, known: Acquaintance) -> Finding:
    domain = _domain(subject.entry.from_address)
    mails = counted(known.resembled_mails, "mail here is", "mails here are")
    whose = "of the mailboxes of this dump" if known.custodian else f"that {mails} from"
    summary = (
        f"The sender's domain {quoted(domain)} looks like {quoted(known.resembles)}, {whose}, {_HOW[known.how]}; "
        f"{counted(known.domain_mails, 'mail here is', 'mails here are')} from it"
        f"{'' if known.written_to else ', and nobody well known here ever wrote to it'}."
    )
    if known.why:
        told = listed([_WHY[name] for name in known.why if name in _WHY])
        summary += f" {'If one of the two is false it is rather' if known.chance else 'Of the two'} this one"
        summary += f"{'' if known.chance else ' seems to be the false one'}: {told}."
    if known.person:
        summary += " The same name writes from both."
    signers = sorted({one.measured.domain for one in subject.checked if _holds(one.measured.scheme, one.outcome)
                      and one.measured.alignment is not Alignment.NONE})  # fmt: skip
    if signers:
        summary += f" Its signature holds and proves only that {quoted(signers[0])} sent it."
    summary += (
        " Innocent if that organisation owns both names, or two organisations are called alike."
        if known.chance and not known.why
        else " Innocent if this one is the true one and the other imitates it, or both are of one owner."
        if known.why
        else " Innocent if both names are of one owner, or by chance of two."
    )
    strength = Strength.WEAK if known.chance else Strength.MODERATE
    evidence: dict[str, object] = {
        "domain": domain,
        "resembles": known.resembles,
        "how": known.how,
        "mails": known.domain_mails,
        "resembled_mails": known.resembled_mails,
        "custodian": known.custodian,
        "person": known.person,
        "why": list(known.why),
        "signers": signers,
    }
    return _finding(subject, "sender-lookalike", Direction.AGAINST, strength, summary, evidence)


def _holds(scheme: Scheme, outcome: Outcome) -> bool:
    return scheme in {Scheme.DKIM, Scheme.DOMAINKEYS} and outcome is Outcome.PASS


def _name_elsewhere(subject: Subject, known: Acquaintance) -> Finding:
    summary = (
        f"The sender's name stands in {known.known_mails:,} mails here with the address {quoted(known.known_name)}; "
        f"this one comes from {quoted(subject.entry.from_address)}. Innocent if that person has a second address, as "
        "most people have, or a namesake."
    )
    evidence: dict[str, object] = {"usual": known.known_name, "mails": known.known_mails}
    return _finding(subject, "sender-name-elsewhere", Direction.AGAINST, Strength.WEAK, summary, evidence)


def _address_in_name(subject: Subject) -> Iterator[Finding]:
    entry = subject.entry
    if entry.traits is None or entry.notes.get("list") or not entry.from_address:
        return
    own = organisational(_domain(entry.from_address))
    for field, name, _ in entry.traits.names:
        match = _ADDRESS.search(name[:_LONGEST]) if field == "from" else None
        if match and " via " not in name and organisational(to_ascii(match[1])) != own:
            summary = (
                f"The sender's name is itself an address, {quoted(match[0])}, and the mail comes from another, "
                f"{quoted(entry.from_address)}. Programs that show names alone show the wrong one. Innocent if a "
                "service sends on somebody's behalf."
            )
            evidence: dict[str, object] = {"shown": match[0]}
            yield _finding(subject, "sender-in-name", Direction.AGAINST, Strength.WEAK, summary, evidence)
            return


def _reply_elsewhere(subject: Subject, known: Acquaintance) -> Finding:
    summary = (
        f"Answers would go to {quoted(known.reply_elsewhere)}, which is of another organisation than the sender, and "
        f"in none of the {known.mails - 1:,} other mails of this sender do they. Innocent if a colleague or a service "
        "was to receive the answers."
    )
    evidence: dict[str, object] = {"reply_to": known.reply_elsewhere, "mails": known.mails}
    return _finding(subject, "reply-elsewhere", Direction.AGAINST, Strength.WEAK, summary, evidence)


def _first(subject: Subject) -> Finding:
    summary = f"No earlier mail here is from {quoted(subject.entry.from_address)}."
    return _finding(subject, "first-contact", Direction.NEUTRAL, Strength.NONE, summary, {})
