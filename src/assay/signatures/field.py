"""The signature header fields, read and checked for syntax."""

from __future__ import annotations

import msgspec

from assay.signatures.domains import is_domain, to_ascii
from assay.signatures.tags import (
    TagError,
    base64_value,
    dequote,
    names_value,
    number_value,
    parse_tags,
    without_white_space,
)

ALGORITHMS = {"rsa-sha1": "sha1", "rsa-sha256": "sha256", "ed25519-sha256": "sha256"}
"""a= and the hash it uses (RFC 6376 section 3.3, RFC 8463)."""
_CANONICALISATIONS = frozenset({"simple", "relaxed"})


class SignatureField(msgspec.Struct, frozen=True, kw_only=True):
    """A signature's tags, checked. Names as in `assay.model.signature.Measured`."""

    domain: str
    selector: str
    algorithm: str
    value: bytes
    body_hash: bytes = b""
    names: tuple[str, ...] = ()
    header_canonicalisation: str = "relaxed"
    body_canonicalisation: str = "relaxed"
    identity: str = ""
    length: int | None = None
    signed_at: int | None = None
    expires: int | None = None
    instance: int = 0
    chain: str = ""


def read_dkim(value: bytes) -> SignatureField:
    """Reads a DKIM-Signature (RFC 6376 section 3.5).

    A missing v= and the v=0.5 of the last drafts are let pass: mail from before the RFC still carries them.

    Raises:
        TagError: why it's invalid.
    """
    tags = parse_tags(value)
    if tags.get("v", b"1") not in {b"1", b"0.5"}:
        raise TagError(f"version v={_text(tags['v'])} isn't 1")
    header, body = _canonicalisations(tags)
    domain, selector = _names(tags)
    names = names_value(tags, "h")
    if "from" not in names:
        raise TagError("h= doesn't name From")
    methods = [method.strip() for method in tags.get("q", b"dns/txt").split(b":")]
    if not {b"dns/txt", b"dns"} & set(methods):
        raise TagError("q= names no known way to the key")
    signed_at, expires = number_value(tags, "t"), number_value(tags, "x")
    if signed_at is not None and expires is not None and expires <= signed_at:
        raise TagError("x= isn't later than t=")
    return SignatureField(
        domain=domain,
        selector=selector,
        algorithm=_algorithm(tags, tuple(ALGORITHMS)),
        value=base64_value(tags, "b"),
        body_hash=base64_value(tags, "bh"),
        names=names,
        header_canonicalisation=header,
        body_canonicalisation=body,
        identity=_identity(tags, domain),
        length=number_value(tags, "l", 76),
        signed_at=signed_at,
        expires=expires,
    )


def read_domainkeys(value: bytes) -> SignatureField:
    """Reads a DomainKey-Signature (RFC 4870 section 3.3).

    Raises:
        TagError: why it's invalid.
    """
    tags = parse_tags(value)
    canonicalisation = _text(tags.get("c", b"simple")).lower()
    if canonicalisation not in {"simple", "nofws"}:
        raise TagError(f"unknown canonicalisation c={canonicalisation}")
    if tags.get("q", b"dns") != b"dns":
        raise TagError("q= names no known way to the key")
    if _text(tags.get("a", b"rsa-sha1")) != "rsa-sha1":
        raise TagError("a= isn't rsa-sha1")
    domain, selector = _names(tags)
    return SignatureField(
        domain=domain,
        selector=selector,
        algorithm="rsa-sha1",
        value=base64_value(tags, "b"),
        names=names_value(tags, "h") if "h" in tags else (),
        header_canonicalisation=canonicalisation,
        body_canonicalisation=canonicalisation,
    )


def read_arc_message(value: bytes) -> SignatureField:
    """Reads an ARC-Message-Signature (RFC 8617 section 4.1.2).

    Without c= it's relaxed/relaxed, as sealers have it, though RFC 8617 leaves DKIM's default in place.

    Raises:
        TagError: why it's invalid.
    """
    tags = parse_tags(value)
    header, body = _canonicalisations(tags, b"relaxed/relaxed")
    domain, selector = _names(tags)
    names = names_value(tags, "h", empty=True)
    if "arc-seal" in names:
        raise TagError("h= names ARC-Seal")
    return SignatureField(
        domain=domain,
        selector=selector,
        algorithm=_algorithm(tags, ("rsa-sha256", "ed25519-sha256")),
        value=base64_value(tags, "b"),
        body_hash=base64_value(tags, "bh"),
        names=names,
        header_canonicalisation=header,
        body_canonicalisation=body,
        length=number_value(tags, "l", 76),
        signed_at=number_value(tags, "t"),
        expires=number_value(tags, "x"),
        instance=arc_instance(tags),
    )


def read_arc_seal(value: bytes) -> SignatureField:
    """Reads an ARC-Seal (RFC 8617 section 4.1.3).

    Raises:
        TagError: why it's invalid.
    """
    tags = parse_tags(value)
    if "h" in tags:
        raise TagError("an ARC-Seal has no h=")
    domain, selector = _names(tags)
    chain = _text(without_white_space(tags.get("cv", b""))).lower()
    if chain not in {"none", "pass", "fail"}:
        raise TagError("cv= isn't none, pass or fail")
    return SignatureField(
        domain=domain,
        selector=selector,
        algorithm=_algorithm(tags, ("rsa-sha256", "ed25519-sha256")),
        value=base64_value(tags, "b"),
        signed_at=number_value(tags, "t"),
        instance=arc_instance(tags),
        chain=chain,
    )


def arc_instance(tags: dict[str, bytes]) -> int:
    """Reads i= of an ARC header: 1 to 50 (RFC 8617 section 4.2.1).

    Raises:
        TagError: absent or out of range.
    """
    instance = number_value(tags, "i", 2)
    if instance is None or not 1 <= instance <= 50:  # noqa: PLR2004 - the RFC's own bounds
        raise TagError("i= isn't 1 to 50")
    return instance


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _algorithm(tags: dict[str, bytes], known: tuple[str, ...]) -> str:
    algorithm = _text(tags.get("a", b"")).lower()
    if algorithm not in known:
        raise TagError(f"unknown algorithm a={algorithm}")
    return algorithm


def _canonicalisations(tags: dict[str, bytes], default: bytes = b"simple/simple") -> tuple[str, str]:
    header, _, body = _text(without_white_space(tags.get("c", default))).lower().partition("/")
    body = body or "simple"
    if header not in _CANONICALISATIONS or body not in _CANONICALISATIONS:
        raise TagError(f"unknown canonicalisation c={header}/{body}")
    return header, body


def _names(tags: dict[str, bytes]) -> tuple[str, str]:
    domain = to_ascii(_text(without_white_space(tags.get("d", b""))))
    selector = to_ascii(_text(without_white_space(tags.get("s", b""))))
    if not is_domain(domain):
        raise TagError("d= isn't a domain name")
    if not is_domain(selector):
        raise TagError("s= isn't a selector")
    return domain, selector


def _identity(tags: dict[str, bytes], domain: str) -> str:
    identity = _text(dequote(tags["i"])) if "i" in tags else f"@{domain}"
    local, at, host = identity.rpartition("@")
    host = to_ascii(host)
    if not at or (host != domain and not host.endswith(f".{domain}")):
        raise TagError("i= isn't in the domain of d=")
    return f"{local}@{host}"
