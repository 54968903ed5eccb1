"""Makes signatures: DKIM (RFC 6376, RFC 8463), DomainKeys (RFC 4870) and ARC seals (RFC 8617).

For the bundled sample, the benchmark and the tests: Assay never signs anything that came out of a dump. It's lenient
on purpose, since a forger is: nothing stops a caller from signing half of a body or leaving From out.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from assay.signatures.canonical import body_relaxed, body_simple, domainkeys_input, header_relaxed, header_simple
from assay.signatures.layout import FOLD, LINE_WIDTH, arc_set, extra, lay_out, name_of, present, select, split_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

PrivateKey = RSAPrivateKey | Ed25519PrivateKey
"""What signs."""
USUAL_HEADERS = ("mime-version", "references", "in-reply-to", "from", "date", "message-id", "subject", "to", "cc")
"""What large providers sign; Content-Type isn't among it."""


def public_record(key: PrivateKey) -> str:
    """Return the text of the DNS record that publishes the key: RFC 6376 section 3.6.1, RFC 8463 section 4."""
    if isinstance(key, Ed25519PrivateKey):
        octets = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return f"v=DKIM1; k=ed25519; p={_base64(octets)}"
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return f"v=DKIM1; k=rsa; p={_base64(key.public_key().public_bytes(serialization.Encoding.DER, form))}"


def sign_dkim(
    raw: bytes,
    domain: str,
    selector: str,
    key: PrivateKey,
    *,
    headers: Sequence[str] = USUAL_HEADERS,
    over_sign: Sequence[str] = (),
    canonicalisation: str = "relaxed/relaxed",
    timestamp: int | None = None,
    expires: int | None = None,
    length: int | None = None,
    identity: str = "",
    sha1: bool = False,
) -> bytes:
    """Put a DKIM-Signature on top of a message (RFC 6376 section 5).

    Args:
        raw: the message; its line ends are kept, and signed as CRLF.
        domain: d=.
        selector: s=.
        key: what signs; an Ed25519 key makes `ed25519-sha256`.
        headers: names to sign, one instance for each mention, the lowest first; absent ones are left out.
        over_sign: names of which one more instance than there is gets signed, so that nobody can add one.
        canonicalisation: c=, `headers/body`.
        timestamp: t=, seconds since 1970; None: no tag.
        expires: x=, seconds since 1970; None: no tag.
        length: l=, how many octets of the canonical body are signed; None: all, and no tag.
        identity: i=; empty: no tag.
        sha1: sign with `rsa-sha1`, as was common before RFC 8301.

    Returns:
        the signed message.
    """
    fields, body = split_fields(raw)
    header_form, _, body_form = canonicalisation.partition("/")
    names = present(fields, headers) + extra(fields, headers, over_sign)
    tags = [("v", "1"), ("a", _algorithm(key, sha1=sha1)), ("c", canonicalisation), ("d", domain), ("s", selector)]
    tags += _optional(identity, timestamp, expires)
    tags += [("h", ":".join(names)), ("bh", _body_hash(body, body_form or "simple", length, sha1=sha1))]
    if length is not None:
        tags.insert(5, ("l", str(length)))
    unsigned = lay_out("DKIM-Signature", tags)
    return _on_top([_signed(unsigned, select(fields, names), header_form, key, sha1=sha1)], raw)


def sign_domainkeys(
    raw: bytes,
    domain: str,
    selector: str,
    key: RSAPrivateKey,
    *,
    headers: Sequence[str] = (),
    canonicalisation: str = "nofws",
) -> bytes:
    """Put a DomainKey-Signature on top of a message (RFC 4870 section 3).

    Args:
        raw: the message.
        domain: d=.
        selector: s=.
        key: what signs, by rsa-sha1.
        headers: names to sign, all instances of each; none: all fields, and no h= tag (section 3.3).
        canonicalisation: `simple` or `nofws`.

    Returns:
        the signed message.
    """
    fields, body = split_fields(raw)
    wanted = {name.lower() for name in headers}
    covered = [field for field in fields if not wanted or name_of(field) in wanted]
    tags = [("a", "rsa-sha1"), ("q", "dns"), ("c", canonicalisation), ("s", selector), ("d", domain)]
    if wanted:
        tags.append(("h", ":".join(name_of(field) for field in covered)))
    value = _sign(domainkeys_input(covered, body, canonicalisation), key, sha1=True)
    return _on_top([_complete(lay_out("DomainKey-Signature", tags), value)], raw)


def seal_arc(
    raw: bytes,
    instance: int,
    domain: str,
    selector: str,
    key: PrivateKey,
    *,
    results: str,
    cv: str = "none",
    timestamp: int | None = None,
    headers: Sequence[str] = ("dkim-signature", *USUAL_HEADERS),
) -> bytes:
    """Put an ARC set on top of a message (RFC 8617 section 5.1).

    Args:
        raw: the message with the earlier sets.
        instance: i=, one more than the highest so far.
        domain: d= of the sealer.
        selector: s=.
        key: what signs.
        results: the authserv-id and its results, as in `mx.host.example; dkim=pass header.d=a.example`.
        cv: `none` for the first set, else `pass` or `fail`.
        timestamp: t=, seconds since 1970; None: no tag.
        headers: names that the ARC-Message-Signature signs.

    Returns:
        the sealed message: ARC-Seal, ARC-Message-Signature and ARC-Authentication-Results, then `raw`.
    """
    fields, body = split_fields(raw)
    names = present(fields, headers)
    account = f"ARC-Authentication-Results: i={instance}; {results}".encode() + b"\r\n"
    common = [("i", str(instance)), ("a", _algorithm(key, sha1=False))]
    who = [("d", domain), ("s", selector), *_optional("", timestamp, None)]
    tags = [*common, ("c", "relaxed/relaxed"), *who]
    tags += [("h", ":".join(names)), ("bh", _body_hash(body, "relaxed", None, sha1=False))]
    signature = _signed(lay_out("ARC-Message-Signature", tags), select(fields, names), "relaxed", key, sha1=False)
    chain = [field for number in range(1, instance) for field in arc_set(fields, number)]
    sealed = [*chain, account, signature]
    seal = _signed(lay_out("ARC-Seal", [*common, ("cv", cv), *who]), sealed, "relaxed", key, sha1=False)
    return _on_top([seal, signature, account], raw)


def _algorithm(key: PrivateKey, *, sha1: bool) -> str:
    if isinstance(key, Ed25519PrivateKey):
        return "ed25519-sha256"
    return "rsa-sha1" if sha1 else "rsa-sha256"


def _optional(identity: str, timestamp: int | None, expires: int | None) -> list[tuple[str, str]]:
    tags = [("i", identity)] if identity else []
    return tags + [(tag, str(time)) for tag, time in (("t", timestamp), ("x", expires)) if time is not None]


def _body_hash(body: bytes, form: str, length: int | None, *, sha1: bool) -> str:
    canonical = body_relaxed(body) if form == "relaxed" else body_simple(body)
    data = canonical if length is None else canonical[:length]
    return _base64(hashlib.new("sha1" if sha1 else "sha256", data, usedforsecurity=False).digest())


def _signed(unsigned: str, covered: Sequence[bytes], form: str, key: PrivateKey, *, sha1: bool) -> bytes:
    """Sign header fields and then the signature's own without its line end (RFC 6376 section 3.7)."""
    canonical = header_relaxed if form == "relaxed" else header_simple
    data = b"".join(canonical(field) for field in covered) + canonical(unsigned.encode()).removesuffix(b"\r\n")
    return _complete(unsigned, _sign(data, key, sha1=sha1))


def _sign(data: bytes, key: PrivateKey, *, sha1: bool) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(hashlib.sha256(data).digest())
    return key.sign(data, PKCS1v15(), hashes.SHA1() if sha1 else hashes.SHA256())  # noqa: S303 - RFC 4870 knows no other


def _complete(unsigned: str, value: bytes) -> bytes:
    text = _base64(value)
    lines = [text[start : start + LINE_WIDTH - 10] for start in range(0, len(text), LINE_WIDTH - 10)]
    return (unsigned + FOLD.join(lines) + "\r\n").encode()


def _on_top(new: Sequence[bytes], raw: bytes) -> bytes:
    head = b"".join(new)
    return (head if b"\r\n" in raw else head.replace(b"\r\n", b"\n")) + raw


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
