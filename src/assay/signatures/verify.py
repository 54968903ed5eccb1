"""The arithmetic of signatures: what an RSA key says was signed, and whether Ed25519 holds."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from assay.model.key import SignerKey

DIGEST_INFO = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}
"""The DER prefix of the hash in an encoded message (RFC 8017 section 9.2, note 1)."""
_SIZES = {"sha1": 20, "sha256": 32}
_ED25519_SIZE = 32
_MAX_BITS = 16_384
_REMEMBERED = 256
"""Signatures of one mail are opened by several who look at it one after the other."""


class Opened(enum.Enum):
    """Why an RSA signature gives no digest."""

    OTHER_KEY = "other key"
    """The encoded message is broken: another key made it, or the signature itself is damaged."""
    OTHER_HASH = "other hash"
    """It's whole, but of another hash algorithm."""


def open_rsa(key: SignerKey, value: bytes, algorithm: str) -> bytes | Opened:
    """Recovers the digest that an RSASSA-PKCS1-v1_5 signature signs (RFC 8017 section 8.2.2).

    Knowing what *was* signed tells a changed mail (whole encoded message, other digest) from a wrong key.

    Args:
        key: an RSA key.
        value: the signature.
        algorithm: `sha1` or `sha256`.
    """
    return _opened(key.public, key.exponent, value, algorithm)


@functools.lru_cache(_REMEMBERED)
def _opened(public: bytes, exponent: int, value: bytes, algorithm: str) -> bytes | Opened:
    modulus = int.from_bytes(public, "big")
    size = (modulus.bit_length() + 7) // 8
    signature = int.from_bytes(value, "big")
    if not modulus or modulus.bit_length() > _MAX_BITS or len(value) > size or signature >= modulus:
        return Opened.OTHER_KEY
    encoded = int(gmpy2.powmod(signature, exponent, modulus)).to_bytes(size, "big")
    for name in DIGEST_INFO:
        digest = encoded[size - _SIZES[name] :]
        if encoded == encode(digest, name, size):
            return digest if name == algorithm else Opened.OTHER_HASH
    return Opened.OTHER_KEY


def encode(digest: bytes, algorithm: str, size: int) -> bytes:
    """EMSA-PKCS1-v1_5 of a digest in `size` octets (RFC 8017 section 9.2); empty where it doesn't fit."""
    tail = DIGEST_INFO[algorithm] + digest
    padding = size - len(tail) - 3
    return b"" if padding < 8 else b"\x00\x01" + b"\xff" * padding + b"\x00" + tail  # noqa: PLR2004 - the RFC's least padding


def holds_ed25519(key: SignerKey, value: bytes, digest: bytes) -> bool:
    """Whether an Ed25519 signature over the hash holds (RFC 8463 section 3)."""
    if len(key.public) != _ED25519_SIZE:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, digest)
    except (InvalidSignature, ValueError):
        return False
    return True
