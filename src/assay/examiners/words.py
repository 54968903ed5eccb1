"""Words that several examiners put into their sentences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assay.model.key import Origin, SignerKey

if TYPE_CHECKING:
    from assay.model.signature import Checked, Instance


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nothing"


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
    if provenance.origin is Origin.RECOVERED:
        return f"The key was {provenance.source}."
    seen = f" (seen {provenance.seen})" if provenance.seen else ""
    return f"The key: {provenance.source}{seen}."


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
