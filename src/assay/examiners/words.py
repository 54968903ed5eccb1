"""Words that several examiners put into their sentences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assay.model.key import Origin, SignerKey
from assay.model.signature import Outcome
from assay.model.untrusted import untrusted
from assay.signatures.structure import FITS

if TYPE_CHECKING:
    from assay.model.signature import Checked, Instance

_QUOTED = 80
_SOURCE = 300
_MIME = frozenset({"mime-version", "content-type", "content-transfer-encoding"})


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nothing"


def counted(count: int, one: str, many: str) -> str:
    """A number with the word that fits it: `1 byte`, `2,000 bytes`."""
    return f"{count:,} {one if count == 1 else many}"


def capital(sentence: str) -> str:
    """The sentence with a capital letter in front."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def cut(text: str, most: int) -> str:
    """Text out of a dump as one line of at most `most` characters, with what a screen obeys written out."""
    plain = untrusted(text[: most + 1])
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def quoted(text: str, most: int = _QUOTED) -> str:
    """Words out of a dump inside a sentence, cut, in quotation marks that they can't close."""
    plain = cut(text.strip(), most).replace("“", '"').replace("”", '"')
    return f"“{plain}”"


def signer_name(one: Checked) -> str:
    """The signer within a sentence."""
    return one.measured.domain or "a signer that names no domain"


def fitting(one: Checked) -> tuple[Instance, ...]:
    """The MIME headers that a signature which holds leaves open and that fit the body it covers.

    They are why a mail whose Content-Type isn't signed can be authenticated as a whole: another one than the signed
    body tells of would be noticed (`assay.signatures.structure`).
    """
    if one.outcome is not Outcome.PASS or one.measured.structure != FITS or one.measured.doubt:
        return ()
    twins = {instance.index for instance in one.measured.duplicates}
    return tuple(
        instance
        for instance in one.measured.uncovered
        if instance.name.strip().lower() in _MIME and instance.index not in twins
    )


def fitting_words(one: Checked) -> str:
    """Why unsigned MIME headers leave nothing open, a sentence; empty where there are none."""
    names = field_names(fitting(one))
    if not names:
        return ""
    verb, they = ("isn't", "it fits") if len(names) == 1 else ("aren't", "they fit")
    return f"{listed(names)} {verb} signed, but {they} the signed body, so nothing is left open by that."


def field_names(instances: tuple[Instance, ...]) -> list[str]:
    """The names of header instances, each once, in the order of the header."""
    return list(dict.fromkeys(instance.name.strip() for instance in instances))


def day(seconds: float | None) -> str:
    """A day as in `24 April 2017`, UTC; empty where there is none."""
    if seconds is None:
        return ""
    try:
        when = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{when.day} {when:%B %Y}"


def key_words(key: SignerKey) -> str:
    """Where a key came from, a sentence."""
    provenance = key.provenance
    source = cut(provenance.source, _SOURCE)
    if provenance.origin is Origin.RECOVERED:
        return f"The key was {source}."
    seen = f" (seen {cut(provenance.seen, _QUOTED)})" if provenance.seen else ""
    origin = provenance.origin.value
    return f"The key was {source if source.startswith(f'{origin} ') else f'{origin}: {source}'}{seen}."


def key_evidence(one: Checked) -> dict[str, object]:
    """The facts about a signature and its key that a finding carries."""
    facts: dict[str, object] = {
        "scheme": one.measured.scheme.value,
        "domain": one.measured.domain,
        "selector": one.measured.selector,
        "algorithm": one.measured.algorithm,
        "header": one.measured.header.index,
        "alignment": one.measured.alignment.value,
        "signed": field_names(one.measured.signed),
        "uncovered": field_names(one.measured.uncovered),
        "body_signed": one.measured.body_signed,
        "body_total": one.measured.body_total,
        "judged_at": one.judged_at,
        "expired_now": one.expired_now,
    }
    if one.key is not None:
        facts["key"] = {
            "fingerprint": one.key.fingerprint,
            "bits": one.key.bits,
            "origin": one.key.provenance.origin.value,
            "source": one.key.provenance.source,
            "seen": one.key.provenance.seen,
        }
    return facts
