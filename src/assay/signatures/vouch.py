"""What a signature that holds vouches for, and what a reader relies on that it doesn't."""

from __future__ import annotations

import msgspec

from assay.model.key import Origin
from assay.model.place import Span
from assay.model.signature import Alignment, Checked, Instance, Outcome
from assay.signatures.structure import FITS, SIGNED

REQUIRED = ("from", "date", "subject")
"""Fields without which a signature vouches for a part of a mail only."""
ADDED = {
    "list-footer": "a footer below the text",
    "footer": "a footer below the text",
    "list-part": "a part with a footer",
    "list-wrapping": "a part with a footer",
    "subject-tag": "a tag in the subject",
    "header-added": "a header field that was added",
}
"""Innocent changes whose result a reader sees and nobody signed."""
_MIME = frozenset({"mime-version", "content-type", "content-transfer-encoding"})


class Vouch(msgspec.Struct, frozen=True):
    """What one signature comes to.

    Attributes:
        aligned: whether the signer answers for the domain of From.
        published: whether its key was published or supplied by somebody named, rather than recovered.
        missing: fields of `REQUIRED` that it doesn't cover.
        uncovered: other instances that a reader relies on and that it doesn't cover.
        duplicates: instances beside a covered one of the same name.
        misfit: why the unsigned MIME headers don't fit the signed body; empty where they do.
        doubt: why programs may read the mail in another way than it's read here; empty where they don't.
        beyond: bytes of the canonical body beyond those signed.
        added: what was undone so that it holds and still is what a reader sees: a list's footer, a tag in the subject.
    """

    aligned: bool
    published: bool
    missing: tuple[str, ...]
    uncovered: tuple[Instance, ...]
    duplicates: tuple[Instance, ...]
    misfit: str
    doubt: str
    beyond: int
    added: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all that a reader relies on is vouched for."""
        return not (
            self.missing or self.uncovered or self.duplicates or self.misfit or self.doubt or self.beyond or self.added
        )

    @property
    def sound(self) -> bool:
        """Whether author, date, subject and body are shown as they were signed, whatever else stands beside them."""
        return self.aligned and self.published and not (self.missing or self.duplicates or self.misfit)

    @property
    def authenticates(self) -> bool:
        """Whether it proves the whole mail."""
        return self.aligned and self.published and self.whole


def vouch(one: Checked) -> Vouch | None:
    """What a signature vouches for; None where it doesn't hold or its key proves nothing."""
    if one.outcome is not Outcome.PASS or one.key is None or one.key.weak:
        return None
    measured = one.measured
    covered = {instance.name.strip().lower() for instance in measured.signed}
    duplicates = {instance.index for instance in measured.duplicates}
    uncovered = tuple(
        instance
        for instance in measured.uncovered
        if instance.name.strip().lower() not in _MIME and instance.index not in duplicates
    )
    missing = tuple(name for name in REQUIRED if name not in covered)
    return Vouch(
        aligned=measured.alignment in {Alignment.STRICT, Alignment.RELAXED},
        published=one.key.provenance.origin is not Origin.RECOVERED,
        missing=missing,
        uncovered=tuple(one for one in uncovered if one.name.strip().lower() not in missing),
        duplicates=measured.duplicates,
        misfit="" if measured.structure in {SIGNED, FITS, ""} else measured.structure,
        doubt=measured.doubt,
        beyond=measured.body_total - measured.body_signed,
        added=tuple(ADDED[repair.code] for repair in one.repairs if repair.code in ADDED),
    )


def beyond_span(one: Checked, length: int) -> Span:
    """The raw bytes of the body beyond those that are signed; `length` is that of the message."""
    return Span(one.measured.body_span.end, length)
