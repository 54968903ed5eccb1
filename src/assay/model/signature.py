"""What is measured of a signature without its key, and what a key then says."""

from __future__ import annotations

import enum

import msgspec

from assay.model.key import SignerKey
from assay.model.place import Span


class Scheme(enum.StrEnum):
    """The kind of signature."""

    DKIM = "dkim"
    """RFC 6376."""
    DOMAINKEYS = "domainkeys"
    """RFC 4870."""
    ARC_MESSAGE = "arc-message"
    """ARC-Message-Signature, RFC 8617 section 4.1.2."""
    ARC_SEAL = "arc-seal"
    """ARC-Seal, RFC 8617 section 4.1.3."""


class Alignment(enum.StrEnum):
    """How the signer's domain relates to the domain of From (RFC 7489 section 3.1)."""

    STRICT = "strict"
    """The same domain."""
    RELAXED = "relaxed"
    """The same organisational domain by the public suffix list."""
    HOSTED = "hosted"
    """Google's name for the customer: example-org.20150623.gappssmtp.com for example.org."""
    NONE = "none"
    """Another domain, or From doesn't name exactly one."""


class Outcome(enum.StrEnum):
    """What came of checking a signature, in the words of RFC 8601 section 2.7.1 where it has one."""

    PASS = "pass"  # noqa: S105 - a result, not a password
    FAIL = "fail"
    INVALID = "permerror"
    """The signature or its key record breaks the syntax."""
    NO_KEY = "no key"
    """No key is known."""
    UNJUDGED = "unjudged"
    """Can't be judged: the bytes were reconstructed, or the key proves nothing."""


class Instance(msgspec.Struct, frozen=True):
    """One instance of a header field.

    Attributes:
        name: as written; untrusted.
        index: its number in the header block from the top, 0 first.
        span: its bytes, line end included.
    """

    name: str
    index: int
    span: Span


class Repair(msgspec.Struct, frozen=True):
    """A change that was undone so that a signature, or its body hash, holds.

    Attributes:
        code: `from-quoting`, `list-footer`, `trailing-space`, `line-ends`, `header-folding`, `subject-tag`, …
        summary: one sentence for people; may quote untrusted text.
        spans: the bytes concerned, in the item as it is.
        part: `body` or `headers`.
        innocent: whether software that carries mail makes this change; else somebody changed what is read.
    """

    code: str
    summary: str
    spans: tuple[Span, ...]
    part: str
    innocent: bool = True


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one signature without its key.

    Attributes:
        scheme: the kind.
        header: the signature's own header field.
        arc_instance: i= of an ARC set, else 0.
        arc_chain: cv= of an ARC-Seal, else empty.
        author: the address in the From that is covered; empty where it isn't exactly one; untrusted.
        domain, selector, algorithm, identity: d=, s=, a=, i= (DKIM); untrusted.
        header_canonicalisation, body_canonicalisation: `simple`, `relaxed` or `nofws`.
        signed_at, expires: t= and x=, seconds since 1970, or None.
        error: why it's invalid by syntax; empty where it isn't.
        signed: the header instances that are covered, in the order of h=.
        absent: names in h= without an instance left (over-signed: a later one would break it).
        uncovered: instances of fields that a reader relies on and that this signature doesn't cover.
        duplicates: instances not covered although another one of the same name is: the trick of the second Subject.
        body_hash_holds: whether bh= holds as the bytes are; None where there is no bh=.
        body_repairs: innocent changes undone so that it holds.
        body_signed: how many bytes of the canonical body are covered.
        body_total: how many it has.
        body_span: the covered bytes of the raw body.
        beyond: what the raw body beyond them looks like: `blank-lines`, `list-footer`, `footer`, `appended-text`, or
            empty where all is covered.
        content_type_signed: whether Content-Type is covered.
        structure: how the unsigned MIME headers fit the signed body: `signed`, `fits`, or why not.
        doubt: why programs may read the mail in another way than it's read here; empty where they don't.
        alignment: with From.
        digest: hash of the canonical headers, what the key signs (for DomainKeys headers and body).
        digest_algorithm: `sha1` or `sha256`.
        value: b=, decoded.
    """

    scheme: Scheme
    header: Instance
    arc_instance: int = 0
    arc_chain: str = ""
    author: str = ""
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    identity: str = ""
    header_canonicalisation: str = ""
    body_canonicalisation: str = ""
    signed_at: int | None = None
    expires: int | None = None
    error: str = ""
    signed: tuple[Instance, ...] = ()
    absent: tuple[str, ...] = ()
    uncovered: tuple[Instance, ...] = ()
    duplicates: tuple[Instance, ...] = ()
    body_hash_holds: bool | None = None
    body_repairs: tuple[Repair, ...] = ()
    body_signed: int = 0
    body_total: int = 0
    body_span: Span = Span(0, 0)
    beyond: str = ""
    content_type_signed: bool = False
    structure: str = ""
    doubt: str = ""
    alignment: Alignment = Alignment.NONE
    digest: bytes = b""
    digest_algorithm: str = ""
    value: bytes = b""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that was checked against the keys of the case.

    Attributes:
        measured: what it is.
        outcome: what came of it.
        key: the key it was checked with, or None.
        reason: why it isn't a pass, in words.
        headers_hold: whether the header signature holds; None where there is no key.
        repairs: innocent changes undone so that it holds, of headers and body.
        judged_at: the time it is judged at, seconds since 1970: the message's own (t=, else Date), or None.
        expired_then: x= lay before that time.
        expired_now: x= lies before the time of checking.
    """

    measured: Measured
    outcome: Outcome
    key: SignerKey | None = None
    reason: str = ""
    headers_hold: bool | None = None
    repairs: tuple[Repair, ...] = ()
    judged_at: int | None = None
    expired_then: bool = False
    expired_now: bool = False
