"""Signatures that hold: what they vouch for, and what beside it they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.words import (
    capital,
    counted,
    cut,
    day,
    field_names,
    fitting_words,
    key_evidence,
    key_words,
    listed,
)
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin, SignerKey
from assay.model.signature import Alignment, Checked, Outcome, Scheme
from assay.signatures.vouch import Vouch, beyond_span, vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject
    from assay.model.place import Span

_LONGEST = 300
NAME = "signed/3"
ENOUGH_MAILS = 3
"""Signatures that a recovered key must verify: with two alone a forger's pair would make its own key."""


class Signed:
    """DKIM and DomainKeys signatures that hold."""

    name = "signed"
    version = 3
    codes = (
        "signature-holds",
        "signature-holds-in-part",
        "signature-holds-recovered-key",
        "signature-of-other-domain",
        "signature-weak-key",
        "key-clash",
        "second-header",
        "structure-does-not-fit",
        "text-beyond-signature",
        "changed-in-transit",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the signatures that hold vouch for."""
        for one in subject.checked:
            if one.outcome is Outcome.PASS and one.measured.scheme in {Scheme.DKIM, Scheme.DOMAINKEYS}:
                yield from _holding(subject, one)


def _holding(subject: Subject, one: Checked) -> Iterator[Finding]:
    found = vouch(one)
    if found is None:
        yield _weak(one)
        return
    if one.repairs:
        yield _repaired(one)
    if not found.aligned and one.measured.alignment is not Alignment.HOSTED:
        yield _other_domain(one)
        return
    rival = _rival(one, subject)
    if rival is not None:
        yield _clash(one, rival)
        return
    if found.published and found.aligned:
        yield _proof(one, found)
    elif one.key is not None and one.key.provenance.mails >= ENOUGH_MAILS:
        yield _recovered(one, found)
    elif found.published:
        yield _hosted(one, found)
    yield from open_flanks(subject, one, found, NAME)


def _base(one: Checked) -> str:
    return f"key:{one.key.fingerprint}" if one.key else ""


def _spans(one: Checked) -> tuple[Span, ...]:
    return (one.measured.header.span, *(instance.span for instance in one.measured.signed), one.measured.body_span)


def _proof(one: Checked, found: Vouch) -> Finding:
    assert one.key is not None  # noqa: S101 - vouch() gives nothing without a key
    when = day(one.judged_at)
    on = f" on {when}" if when else ""
    expired = " The signature had a term (x=) that is over by now; it was valid then." if one.expired_now else ""
    key = key_words(one.key)
    if found.whole:
        summary = (
            f"{one.measured.domain} signed From, Date, Subject and the whole body{on}, and the signature holds. "
            f"{key}{expired}"
        )
        summary = " ".join(filter(None, (summary, fitting_words(one))))
        return _for("signature-holds", Strength.CONCLUSIVE, summary, one)
    summary = (
        f"{one.measured.domain} signed a part of this mail{on}, and the signature holds; "
        f"not vouched for: {open_words(found)}. {key}{expired}"
    )
    return _for("signature-holds-in-part", Strength.CONCLUSIVE, summary, one)


def _for(code: str, strength: Strength, summary: str, one: Checked) -> Finding:
    return Finding(code, NAME, Direction.FOR, strength, summary, _spans(one), key_evidence(one), _base(one))


def open_words(found: Vouch) -> str:
    """What a signature leaves open, in words."""
    parts = [name.title() for name in found.missing] + field_names(found.uncovered)
    parts += [f"a second {name}" for name in field_names(found.duplicates)]
    if found.misfit:
        parts.append("how the body is shown")
    if found.doubt:
        parts.append(f"how the mail is read ({cut(found.doubt, _LONGEST)})")
    parts += dict.fromkeys(found.added)
    if found.beyond:
        parts.append(
            "the last byte of the body" if found.beyond == 1 else f"the last {found.beyond:,} bytes of the body"
        )
    return listed(parts)


def _recovered(one: Checked, found: Vouch) -> Finding:
    assert one.key is not None  # noqa: S101 - as above
    provenance = one.key.provenance
    part = "" if found.whole else f" Not covered: {open_words(found)}."
    summary = (
        f"A signature in the name of {one.measured.domain} holds by a key that was computed from the mails themselves: "
        f"one signer made it and {counted(provenance.mails - 1, 'other', 'others')}, "
        f"of {counted(provenance.senders, 'sender', 'senders')}. "
        f"Nobody vouches for whose key it is.{part}"
    )
    finding = _for("signature-holds-recovered-key", Strength.STRONG, summary, one)
    return finding if found.whole else _in_part(finding)


def _in_part(finding: Finding) -> Finding:
    return Finding(
        finding.code,
        finding.examiner,
        finding.direction,
        finding.strength,
        finding.summary,
        finding.spans,
        {**finding.evidence, "in_part": True},
        finding.basis,
    )


def _hosted(one: Checked, found: Vouch) -> Finding:
    part = "" if found.whole else f" Not covered: {open_words(found)}."
    summary = (
        f"Google signed this mail for its customer under {one.measured.domain}, and the signature holds. "
        f"The name only resembles the domain of From, so it corroborates and doesn't prove.{part}"
    )
    finding = _for("signature-holds-recovered-key", Strength.STRONG, summary, one)
    return finding if found.whole else _in_part(finding)


def _weak(one: Checked) -> Finding:
    assert one.key is not None  # noqa: S101 - a pass has a key
    why = (
        "its private half was published"
        if one.key.private_published
        else f"it has only {counted(one.key.bits, 'bit', 'bits')}, and such keys can be broken"
    )
    summary = f"A signature of {one.measured.domain} holds, but its key proves nothing: {why}."
    return Finding(
        "signature-weak-key",
        NAME,
        Direction.NEUTRAL,
        Strength.NONE,
        summary,
        _spans(one),
        key_evidence(one),
        _base(one),
    )


def _other_domain(one: Checked) -> Finding:
    summary = (
        f"{one.measured.domain} signed this mail and the signature holds, but that isn't the domain of From: "
        "it shows who handled the mail, not who wrote it."
    )
    return Finding(
        "signature-of-other-domain", NAME, Direction.NEUTRAL, Strength.NONE, summary, _spans(one), key_evidence(one),
        _base(one),
    )  # fmt: skip


def _repaired(one: Checked) -> Finding:
    summary = " ".join(f"{capital(cut(repair.summary, _LONGEST))}." for repair in one.repairs)
    spans = tuple(span for repair in one.repairs for span in repair.spans)
    changes = {"repairs": [repair.code for repair in one.repairs], "header": one.measured.header.index}
    return Finding(
        "changed-in-transit", NAME, Direction.NEUTRAL, Strength.NONE, summary, spans, changes, _base(one),
    )  # fmt: skip


def _rival(one: Checked, subject: Subject) -> SignerKey | None:
    """Another key under the same names that has the better claim: published, or recovered from more mails."""
    if one.key is None or one.key.provenance.origin is not Origin.RECOVERED:
        return None
    for other in subject.rivals.get(one.key.fingerprint, ()):
        if other.provenance.origin is not Origin.RECOVERED or other.provenance.mails >= one.key.provenance.mails:
            return other
    return None


def _clash(one: Checked, rival: SignerKey) -> Finding:
    known = rival.provenance.origin is not Origin.RECOVERED
    what = (
        "the published one"
        if known
        else f"the one that signed {counted(rival.provenance.mails, 'other mail', 'other mails')}"
    )
    summary = (
        f"This mail is signed in the name of {one.measured.domain} by another key than {what} under the same "
        f"selector ({cut(one.measured.selector, _LONGEST)}). "
        "Innocent if the signer changed its key and kept the selector's name."
    )
    evidence = {**key_evidence(one), "rival": rival.fingerprint}
    return Finding(
        "key-clash", NAME, Direction.AGAINST, Strength.MODERATE, summary, (one.measured.header.span,), evidence,
        _base(one),
    )  # fmt: skip


def open_flanks(subject: Subject, one: Checked, found: Vouch, examiner: str) -> Iterator[Finding]:
    """What was put beside the signed content of a signature that holds; `examiner` says so."""
    for instance in found.duplicates:
        name = instance.name.strip()
        summary = (
            f"{name} stands more than once, and the signature doesn't cover the one that is header "
            f"no. {instance.index}, counted from 0 at the top: what that one says isn't signed. "
            "A mail may have one only; a broken gateway adds a second now and then, and so does whoever wants it read."
        )
        evidence = {"field": name, "index": instance.index, "signature": one.measured.header.index}
        yield Finding(
            "second-header", examiner, Direction.AGAINST, Strength.STRONG, summary, (instance.span,), evidence,
            f"second:{name.lower()}",
        )  # fmt: skip
    if found.misfit:
        shown = tuple(
            instance.span for instance in one.measured.uncovered if instance.name.strip().lower().startswith("content-")
        )
        summary = (
            f"The MIME headers aren't signed and don't fit the signed body: {cut(found.misfit, _LONGEST)}. "
            "A mail program shows other text than was signed. "
            "Innocent if the sender's or a gateway's software is broken."
        )
        yield Finding(
            "structure-does-not-fit", examiner, Direction.AGAINST, Strength.MODERATELY_STRONG, summary, shown,
            {"misfit": found.misfit}, "structure",
        )  # fmt: skip
    if found.beyond:
        span = beyond_span(one, subject.entry.size)
        foreign = one.measured.beyond == "appended-text"
        summary = (
            f"The signature covers the first {one.measured.body_signed:,} of "
            f"{counted(one.measured.body_total, 'byte', 'bytes')} of the body (l=); "
            "anybody could add the rest without breaking it. "
            + ("Innocent if a mailing list did." if foreign else "The rest looks like a list's footer.")
        )
        side, strength = (Direction.AGAINST, Strength.MODERATE) if foreign else (Direction.NEUTRAL, Strength.NONE)
        evidence = {"signed": one.measured.body_signed, "total": one.measured.body_total}
        yield Finding(
            "text-beyond-signature", examiner, side, strength, summary, (span,), evidence, "beyond",
        )  # fmt: skip
