"""Signatures that don't hold or can't be checked: what that says, and mostly that it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.words import capital, cut, key_evidence, signer_name
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin
from assay.model.signature import Alignment, Checked, Outcome, Repair, Scheme
from assay.signatures.check import OTHER_CONTENT
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.corpus import Way
    from assay.model.place import Span

NAME = "unsigned/4"
_LONGEST = 300
FRAGILE = 0.85
"""Below this share of intact body hashes (or headers) on a way, a broken one on it says nothing."""
STURDY = 0.97
"""From this share on, a broken one has no innocent explanation left; between the two, it has."""

_NOBODYS = " The key was computed from other mails, and nobody vouches for whose it is."


class Unsigned:
    """DKIM and DomainKeys signatures that don't hold, or whose key is missing."""

    name = "unsigned"
    version = 4
    codes = (
        "no-signature",
        "signature-unverifiable",
        "signature-invalid",
        "signature-expired",
        "signature-not-needed",
        "signature-of-other-key",
        "signature-weak-key",
        "body-changed",
        "headers-changed",
        "text-added",
        "broken-on-the-way",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the signatures that don't hold say."""
        if subject.entry.reconstructed or subject.entry.kind is not Kind.MESSAGE:
            return
        signatures = [one for one in subject.checked if one.measured.scheme in {Scheme.DKIM, Scheme.DOMAINKEYS}]
        if not signatures:
            yield _neutral("no-signature", "It carries no DKIM signature.", None)
        proven = any(found is not None and found.sound for found in map(vouch, signatures))
        for one in signatures:
            if one.outcome is not Outcome.PASS:
                yield _failing(subject, one, proven=proven)


def _neutral(code: str, summary: str, one: Checked | None) -> Finding:
    spans = (one.measured.header.span,) if one else ()
    evidence = key_evidence(one) if one else {}
    return Finding(code, NAME, Direction.NEUTRAL, Strength.NONE, summary, spans, evidence)


def _failing(subject: Subject, one: Checked, *, proven: bool) -> Finding:
    signer = signer_name(one)
    if one.outcome is Outcome.NO_KEY:
        broken = _body_without_key(subject, one, signer)
        if broken is not None:
            return broken
        summary = f"It carries a signature of {signer}, but no key is known to check it with."
        return _neutral("signature-unverifiable", summary, one)
    if one.outcome is not Outcome.FAIL:
        return _neutral("signature-invalid", f"A signature of {signer} can't be checked: {_why(one.reason)}.", one)
    if proven:
        summary = f"A further signature, of {signer}, doesn't hold; another one proves the mail."
        return _neutral("signature-not-needed", summary, one)
    if one.key is None or one.key.weak:
        return _neutral(
            "signature-weak-key", f"A signature of {signer} doesn't hold; its key proves nothing anyway.", one
        )
    if one.expired_then:
        return _neutral(
            "signature-expired",
            f"The term (x=) of the signature of {signer} was over when the mail was written: this says nothing.",
            one,
        )
    if not one.headers_hold and one.reason != OTHER_CONTENT:
        summary = (
            f"The signature of {signer} fits no known key: {cut(one.reason, _LONGEST)}. It says nothing about the mail."
        )
        return _neutral("signature-of-other-key", summary, one)
    if one.measured.scheme is Scheme.DOMAINKEYS:
        summary = (
            f"The DomainKeys signature of {signer} doesn't hold. It covers headers and body in one hash (RFC 4870), so "
            "whether something innocent broke it on the way can't be found out: this says nothing."
        )
        return _neutral("broken-on-the-way", summary, one)
    return _changed(subject, one, signer)


def _body_without_key(subject: Subject, one: Checked, signer: str) -> Finding | None:
    """The hash of the body stands in the signature (bh=, RFC 6376 section 3.5): it can be compared without any key."""
    way, measured = subject.way, one.measured
    innocent = any(repair.innocent for repair in measured.body_repairs)
    if measured.body_hash_holds is not False or innocent or measured.scheme is not Scheme.DKIM:
        return None
    if measured.alignment is Alignment.NONE:
        return None
    if not way.known or way.survival < FRAGILE:
        return None
    kept, all_of = way.intact, way.intact + way.broken - 1
    summary = (
        f"The body isn't the one whose hash stands in the signature of {signer}; no key is needed to see that, and "
        f"none is known. No innocent change explains it, and of {all_of:,} other mails that came this way {kept:,} "
        "have the body that was signed. Innocent if a gateway rewrote it, or if whoever handed it on blacked something "
        "out."
    )
    strength = Strength.MODERATELY_STRONG if way.survival >= STURDY else Strength.MODERATE
    return _against("body-changed", strength, summary, one, (measured.body_span,))


def _changed(subject: Subject, one: Checked, signer: str) -> Finding:
    """The key is right and what it signed isn't what is here."""
    way = subject.way
    listed = bool(subject.entry.notes.get("list"))
    recovered = one.key is None or one.key.provenance.origin is Origin.RECOVERED
    fragile = way.known and way.survival < FRAGILE
    rewritten = _rewritten(way, usual=listed or fragile) or (listed and _signs_sender(one))
    how = "through a mailing list" if listed else "the way it did"
    added = [repair for repair in one.repairs if not repair.innocent]
    if added:
        telling = [repair for repair in added if not _usual(repair, rewritten=rewritten, fragile=fragile)]
        if telling:
            return _traced(one, telling, recovered=recovered)
        summary = f"{_said(added[0])}. That happens to mails that came {how}, so this says nothing."
        return _neutral("broken-on-the-way", summary, one)
    where, spans = (
        ("body", (one.measured.body_span,))
        if one.headers_hold
        else ("headers", tuple(instance.span for instance in one.measured.signed))
    )
    if (fragile and where == "body") or (rewritten and where == "headers"):
        summary = (
            f"The {where} aren't what {signer} signed. Mails that came {how} are rewritten, so this says nothing."
            if where == "headers"
            else f"The body isn't what {signer} signed, but few bodies that came {how} are: this says nothing."
        )
        return _neutral("broken-on-the-way", summary, one)
    holds = "The headers are." if where == "body" else "By its key something else was signed under this name."
    verb = "isn't" if where == "body" else "aren't"
    summary = (
        f"The {where} {verb} what {signer} signed. {holds} No innocent change explains it: line ends, folding, "
        "encoding, footers, tags and mailbox quoting were undone and tried."
    )
    rough = way.known and way.survival < STURDY
    resent = where == "headers" and one.measured.alignment is Alignment.NONE
    strength = Strength.STRONG if listed or recovered or rough or resent else Strength.VERY_STRONG
    if recovered:
        summary += _NOBODYS
    if resent:
        summary += " Innocent if a program sent the mail on under its own From and kept the older signature."
    elif strength is Strength.STRONG:
        summary += " Innocent if a gateway rewrote the mail, or if whoever handed it on blacked something out."
    return _against("body-changed" if where == "body" else "headers-changed", strength, summary, one, spans)


def _rewritten(way: Way, *, usual: bool) -> bool:
    """Whether headers that came this way are changed as a rule: as measured, else as is usual for such a way."""
    if way.heads_known and (way.heads_survival < FRAGILE or way.heads_survival >= STURDY):
        return way.heads_survival < FRAGILE
    return usual


def _signs_sender(one: Checked) -> bool:
    """Whether Sender is signed, which a list puts its own address into (RFC 5322 section 3.6.2)."""
    return any(instance.name.strip().lower() == "sender" for instance in one.measured.signed)


def _usual(repair: Repair, *, rewritten: bool, fragile: bool) -> bool:
    """Whether what came this way is changed like this as a rule: an added header isn't, whatever happens to bodies."""
    return repair.code != "header-added" and (fragile or (rewritten and repair.part == "headers"))


def _traced(one: Checked, added: list[Repair], *, recovered: bool) -> Finding:
    """What was added or changed is known to the byte."""
    spans = tuple(span for repair in added for span in repair.spans)
    code = "headers-changed" if added[0].part == "headers" else "text-added"
    summary = f"{_said(added[0])}."
    if added[0].code != "header-changed":
        return _against(code, Strength.MODERATE, f"{summary} Innocent if a gateway or a list did.", one, spans)
    if recovered:
        return _against(code, Strength.STRONG, summary + _NOBODYS, one, spans)
    return _against(code, Strength.VERY_STRONG, summary, one, spans)


def _said(repair: Repair) -> str:
    return capital(cut(repair.summary, _LONGEST))


def _why(reason: str) -> str:
    """Why a signature can't be checked, without the bytes that made it so: they mean nothing to a reader."""
    if reason.startswith("not a tag"):
        return "a piece of it isn't of the form name=value"
    return cut(reason, _LONGEST)


def _against(code: str, strength: Strength, summary: str, one: Checked, spans: tuple[Span, ...]) -> Finding:
    basis = f"signature:{one.measured.header.index}"
    return Finding(code, NAME, Direction.AGAINST, strength, summary, spans, key_evidence(one), basis)
