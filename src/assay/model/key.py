"""A signer's public key with where it came from."""

from __future__ import annotations

import enum
import functools
import hashlib

import msgspec


class Origin(enum.StrEnum):
    """How a key came into the case, the strongest first."""

    PUBLISHED = "published"
    """Seen in the DNS, or in a record of it, under the signer's name."""
    SUPPLIED = "supplied"
    """Handed over by somebody who is named."""
    RECOVERED = "recovered"
    """Computed from signatures of the corpus: one signer made them all, but nobody says who."""


class Provenance(msgspec.Struct, frozen=True):
    """Where a key came from.

    Attributes:
        origin: how it came.
        source: the file, resolver, archive or person, in words; for recovered keys "recovered from N mails …".
        seen: date or period when it was published as far as known (ISO 8601), else empty.
        mails: for recovered keys, how many signatures the key verifies.
        senders: for recovered keys, how many different From addresses they have.
    """

    origin: Origin
    source: str
    seen: str = ""
    mails: int = 0
    senders: int = 0


class SignerKey(msgspec.Struct, frozen=True):
    """A public key of a signer, as RFC 6376 section 3.6.1 describes its record.

    Attributes:
        domain: d=, lower case, A-labels.
        selector: s=, lower case.
        algorithm: `rsa` or `ed25519`.
        public: for rsa the modulus, big-endian without leading zero octets; for ed25519 the 32 octets. Empty: revoked.
        exponent: for rsa the public exponent, else 0.
        provenance: where it came from.
        record: the record's text as it was published; empty for recovered keys; untrusted.
        hashes: h=, the hash algorithms allowed; empty: all.
        services: s=, the service types; empty: all.
        flags: t=, as `y` (testing) and `s` (i= must equal d=).
        granularity: g= of RFC 4871 and RFC 4870, None where absent.
        private_published: the private half is known to be public, so the key proves nothing.
    """

    domain: str
    selector: str
    algorithm: str
    public: bytes
    exponent: int
    provenance: Provenance
    record: str = ""
    hashes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    granularity: str | None = None
    private_published: bool = False

    @property
    def bits(self) -> int:
        """Size in bits: of the modulus for rsa, 256 for ed25519, 0 for a revoked key."""
        if self.algorithm == "ed25519":
            return 8 * len(self.public)
        return int.from_bytes(self.public, "big").bit_length()

    @property
    def weak(self) -> bool:
        """Whether the key proves nothing: 512 bits can be factored by anybody (RFC 8301 asks for 1,024)."""
        return self.private_published or (self.algorithm == "rsa" and self.bits <= 512)  # noqa: PLR2004 - the rule's own number

    @property
    def fingerprint(self) -> str:
        """SHA-256 of algorithm, exponent and key, in hex: equal for equal keys under any name."""
        return _fingerprint(self.algorithm, self.exponent, self.public)


@functools.lru_cache(1024)
def _fingerprint(algorithm: str, exponent: int, public: bytes) -> str:
    return hashlib.sha256(b"%s %d " % (algorithm.encode(), exponent) + public).hexdigest()
