"""ARC: a receiver that sealed what it got proves that it got it, not who wrote it (RFC 8617)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.examiners.signed import ENOUGH_MAILS, open_flanks, open_words
from assay.examiners.unsigned import STURDY
from assay.examiners.words import counted, cut, day, field_names, fitting_words, key_evidence, key_words, listed
from assay.model.corpus import Way
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin
from assay.model.signature import Alignment, Checked, Outcome, Scheme
from assay.signatures.check import OTHER_CONTENT
from assay.signatures.domains import organisational
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject

NAME = "receipt/3"
_LONGEST = 200
_PART = re.compile(r"\A(seal|message) (\d+)(?=:? )")
_SET = re.compile(r"\Aset (\d+) has (\d+) ([a-z-]+)")
_PARTS = {"seal": "seal", "message": "signature over the mail"}


class Receipt:
    """The Authenticated Received Chain."""

    name = "receipt"
    version = 3
    codes = (
        "sealed-receipt",
        "seal-of-other-host",
        "seal-unverifiable",
        "seal-broken",
        "changed-after-receipt",
        "second-header",
        "structure-does-not-fit",
        "text-beyond-signature",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the chain says."""
        chain = subject.chain
        if chain.status == "none" or subject.entry.reconstructed:
            return
        changed = _changed(subject)
        if changed is not None:
            yield changed
            return
        if chain.status == "no key":
            yield _neutral("seal-unverifiable", "A receiver sealed it (ARC), but its key isn't known.")
            return
        if chain.status == "fail":
            why = _in_words(chain.reason)
            summary = f"The chain of receivers' seals (ARC) isn't whole: {why}. It says nothing of the mail."
            yield _neutral("seal-broken", summary)
            return
        message = next(
            one
            for one in subject.checked
            if one.measured.scheme is Scheme.ARC_MESSAGE and one.measured.arc_instance == chain.instance
        )
        yield from _sealed(subject, message)


def _in_words(reason: str) -> str:
    """A chain's reason with its parts named: `seal 2` is the second receiver's."""
    named = _PART.sub(lambda match: f"the {_PARTS[match[1]]} of receiver no. {match[2]}", reason)
    named = _SET.sub(
        lambda match: f"receiver no. {match[1]} left {counted(int(match[2]), 'field', 'fields')} {match[3].title()}",
        named,
    )
    return cut(named, _LONGEST)


def _neutral(code: str, summary: str) -> Finding:
    return Finding(code, NAME, Direction.NEUTRAL, Strength.NONE, summary)


def _changed(subject: Subject) -> Finding | None:
    """The delivering server sealed something else than what is here, and its other mails are as it sealed them.

    Nothing where another signature proves all that a reader goes by.
    """
    known = subject.context.receipt
    one = next(
        (one for one in subject.checked if known is not None and one.measured.header.index == known.header), None
    )
    signed = [other for other in subject.checked if not other.measured.arc_instance]
    if known is None or one is None or any(found is not None and found.authenticates for found in map(vouch, signed)):
        return None
    telling = [repair for repair in one.repairs if not repair.innocent or repair.code == "header-added"]
    undone = one.headers_hold and not any(repair.part == "headers" for repair in telling)
    parts = [part for part in known.parts if part == "body" or not undone]
    if not parts:
        return None
    what = telling[0].summary if telling else _what(one, signed, parts)
    summary = (
        f"{cut(known.server, _LONGEST)} sealed this mail (ARC) when it delivered it, and {known.held:,} of "
        f"{known.of:,} other mails are still as it sealed them. This one isn't: {cut(what, _LONGEST)}. Nobody carries "
        "a mail further after that. Innocent if a program took attachments off or converted this one mail in the "
        "mailbox, or if whoever handed it on blacked something out."
    )
    survival = Way(known.held, known.of - known.held).survival
    strength = Strength.MODERATELY_STRONG if survival >= STURDY else Strength.MODERATE
    spans = [one.measured.header.span]
    spans += [one.measured.body_span] if "body" in parts else []
    spans += [instance.span for instance in one.measured.signed] if "headers" in parts else []
    evidence = {**key_evidence(one), "parts": parts, "held": known.held, "of": known.of}
    return Finding(
        "changed-after-receipt", NAME, Direction.AGAINST, strength, summary, tuple(spans), evidence,
        _basis(one, signed),
    )  # fmt: skip


def _what(one: Checked, signed: list[Checked], parts: list[str]) -> str:
    """What isn't as it was sealed, as far as that can be told."""
    if "headers" not in parts:
        return "its body has another hash"
    absent = listed([name.title() for name in one.measured.absent])
    gone = f", and of {absent}, which the seal names, there is none" if one.measured.absent else ""
    held = {
        instance.index
        for other in signed
        if other.headers_hold and not other.repairs
        for instance in other.measured.signed
    }
    left = field_names(tuple(instance for instance in one.measured.signed if instance.index not in held))
    which = f"{listed(left)} or the field of the seal itself" if held and left else "a header that it covers"
    also = "its body has another hash, and " if "body" in parts else ""
    return f"{also}{which} reads otherwise{gone}"


def _basis(one: Checked, signed: list[Checked]) -> str:
    """That of the author's signature that the same change broke (`assay.examiners.unsigned`), else its own."""
    broken = max((other for other in signed if _told(other)), key=_told, default=one)
    return f"signature:{broken.measured.header.index}"


def _told(one: Checked) -> int:
    """Whether, and how surely, another examiner says of a signature that it covers something else than what is here."""
    if one.measured.scheme is not Scheme.DKIM:
        return 0
    if one.outcome is Outcome.FAIL and (one.headers_hold or one.reason == OTHER_CONTENT):
        return 2
    aligned = one.measured.alignment is not Alignment.NONE
    return int(one.outcome is Outcome.NO_KEY and one.measured.body_hash_holds is False and aligned)


def _sealed(subject: Subject, one: Checked) -> Iterator[Finding]:
    found = vouch(one)
    if found is None or one.key is None:
        yield _neutral("seal-unverifiable", "A receiver sealed it (ARC), but its key proves nothing.")
        return
    sealer = one.measured.domain
    host = str(subject.entry.notes.get("receiver", ""))
    provenance = one.key.provenance
    if organisational(host) != organisational(sealer):
        summary = f"{sealer} sealed it (ARC) and the seal holds, but {sealer} isn't the server that delivered the mail."
        yield _neutral("seal-of-other-host", summary)
        return
    if provenance.origin is Origin.RECOVERED and (provenance.mails < ENOUGH_MAILS or provenance.senders < 2):  # noqa: PLR2004 - one sender alone could be the forger
        yield _neutral("seal-unverifiable", "A receiver sealed it (ARC); its key comes from too few mails to count.")
        return
    when = day(one.judged_at)
    part = "" if found.whole else f" Not covered: {open_words(found)}."
    summary = (
        f"{sealer} received exactly this content{f' on {when}' if when else ''} and sealed it (ARC), and the seal "
        f"holds. {key_words(one.key)} That proves receipt, not who wrote it.{part}"
    )
    if found.whole:
        summary = " ".join(filter(None, (summary, fitting_words(one))))
    evidence = key_evidence(one) if found.whole else {**key_evidence(one), "in_part": True}
    spans = (one.measured.header.span, *(instance.span for instance in one.measured.signed), one.measured.body_span)
    basis = f"key:{one.key.fingerprint}"
    yield Finding("sealed-receipt", NAME, Direction.FOR, Strength.MODERATELY_STRONG, summary, spans, evidence, basis)
    yield from open_flanks(subject, one, found, NAME)
