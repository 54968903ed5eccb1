"""Key records of DKIM (RFC 6376 section 3.6.1, RFC 8463 section 4) and DomainKeys (RFC 4870 section 3.2.3)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from assay.model.errors import KeyFormatError
from assay.model.key import Provenance, SignerKey
from assay.signatures.keys.der import read_rsa, write_rsa
from assay.signatures.keys.names import normal_name

LONGEST_RECORD: Final = 65_535
"""In characters: a TXT record can't be longer (RFC 1035 section 3.2.1)."""

_TAG_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_BLANK: Final = " \t\r\n"
_BLANKS: Final = re.compile(rf"[{_BLANK}]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ED25519_LENGTH: Final = 32


def parse_record(text: str, domain: str, selector: str, provenance: Provenance) -> SignerKey:
    """The key of a record.

    What a record restricts (`h=`, `s=`, `t=`, `g=`) is kept on the key for the check to apply; a record that no
    verifier may use is an error. An empty `p=` is a key without octets: revoked.

    Args:
        text: the record, its DNS strings already joined; untrusted.
        domain: d=; untrusted.
        selector: s=; untrusted.
        provenance: where the record came from.

    Raises:
        KeyFormatError: the names, the tag list or the key break the syntax; the message says how.
    """
    domain, selector = normal_name(domain), normal_name(selector)
    tags = _tags(text)
    version = tags.get("v", "DKIM1")
    if version != "DKIM1":
        raise KeyFormatError(f"the record's version is {version[:40]!r}, not DKIM1")
    algorithm = (tags.get("k") or "rsa").lower()
    if algorithm not in {"rsa", "ed25519"}:
        raise KeyFormatError(f"unknown kind of key {algorithm[:40]!r}")
    if "p" not in tags:
        raise KeyFormatError("the record has no p=, so no key")
    public, exponent = _public(algorithm, tags["p"])
    return SignerKey(
        domain=domain,
        selector=selector,
        algorithm=algorithm,
        public=public,
        exponent=exponent,
        provenance=provenance,
        record=text,
        hashes=_words(tags.get("h", "")),
        services=_words(tags.get("s", "")),
        flags=_words(tags.get("t", "")),
        granularity=tags.get("g"),
    )


def write_record(key: SignerKey) -> str:
    """A record that gives the key back, for keys that were never seen as one."""
    octets = write_rsa(int.from_bytes(key.public, "big"), key.exponent) if _is_rsa(key) else key.public
    tags = {
        "v": "DKIM1",
        "k": key.algorithm,
        "h": ":".join(key.hashes),
        "s": ":".join(key.services),
        "t": ":".join(key.flags),
        "g": key.granularity,
    }
    listed = [f"{name}={value}" for name, value in tags.items() if value or (name == "g" and value is not None)]
    return "; ".join([*listed, f"p={base64.b64encode(octets).decode('ascii')}"])


def rsa_key(domain: str, selector: str, modulus: int, exponent: int, provenance: Provenance) -> SignerKey:
    """An RSA key from its numbers."""
    public = modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")
    return SignerKey(normal_name(domain), normal_name(selector), "rsa", public, exponent, provenance=provenance)


def _is_rsa(key: SignerKey) -> bool:
    return key.algorithm == "rsa" and bool(key.public)


def _tags(text: str) -> dict[str, str]:
    """The tag list of a record (RFC 6376 section 3.2), blanks around names and values taken off."""
    if len(text) > LONGEST_RECORD:
        raise KeyFormatError(f"a record of {len(text):,} characters; up to {LONGEST_RECORD:,} fit into the DNS")
    if bad := _CONTROL.search(text):
        raise KeyFormatError(f"a control character, {bad[0]!r}, in the record")
    tags: dict[str, str] = {}
    for piece in text.split(";"):
        if not piece.strip(_BLANK):
            continue
        name, equals, value = piece.partition("=")
        name = name.strip(_BLANK)
        if not equals or not _TAG_NAME.fullmatch(name):
            raise KeyFormatError(f"{piece.strip(_BLANK)[:40]!r} in the record is no tag")
        if name in tags:
            raise KeyFormatError(f"the tag {name[:40]}= stands twice in the record")
        tags[name] = value.strip(_BLANK)
    if not tags:
        raise KeyFormatError("the record is empty")
    return tags


def _words(value: str) -> tuple[str, ...]:
    """The words of a colon-separated value, lower case."""
    return tuple(word for part in value.split(":") if (word := part.strip(_BLANK).lower()))


def _public(algorithm: str, value: str) -> tuple[bytes, int]:
    """Octets and exponent of `p=`, as `SignerKey` has them."""
    packed = _BLANKS.sub("", value)
    try:
        octets = base64.b64decode(packed.rstrip("=") + "=" * (-len(packed.rstrip("=")) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyFormatError(f"p= of the record is no base64: {error}") from error
    if not octets:
        return b"", 0
    if algorithm == "rsa":
        modulus, exponent = read_rsa(octets)
        return modulus.to_bytes((modulus.bit_length() + 7) // 8, "big"), exponent
    if len(octets) != _ED25519_LENGTH:
        raise KeyFormatError(f"an ed25519 key of {len(octets)} octets; it has {_ED25519_LENGTH} (RFC 8463 section 4.2)")
    return octets, 0
