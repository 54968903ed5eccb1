"""ARC: a receiver that sealed what it got proves that it got it, not who wrote it (RFC 8617)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.examiners.signed import ENOUGH_MAILS, open_flanks, open_words
from assay.examiners.words import counted, cut, day, fitting_words, key_evidence, key_words
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin
from assay.model.signature import Checked, Scheme
from assay.signatures.domains import organisational
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.examiners.interface import Subject

NAME = "receipt/2"
_LONGEST = 200
_PART = re.compile(r"\A(seal|message) (\d+)(?=:? )")
_SET = re.compile(r"\Aset (\d+) has (\d+) ([a-z-]+)")
_PARTS = {"seal": "seal", "message": "signature over the mail"}


class Receipt:
    """The Authenticated Received Chain."""

    name = "receipt"
    version = 2
    codes = (
        "sealed-receipt",
        "seal-of-other-host",
        "seal-unverifiable",
        "seal-broken",
        "second-header",
        "structure-does-not-fit",
        "text-beyond-signature",
    )

    def examine(self, subject: Subject) -> Iterator[Finding]:
        """Yields what the chain says."""
        chain = subject.chain
        if chain.status == "none" or subject.entry.reconstructed:
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
