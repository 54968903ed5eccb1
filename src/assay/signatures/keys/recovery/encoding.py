"""EMSA-PKCS1-v1_5 (RFC 8017 section 9.2): the number that an RSA signature is a root of."""

from __future__ import annotations

from typing import Final

_DIGEST_INFO: Final = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}
"""DER of DigestInfo up to the digest, from the notes of RFC 8017 section 9.2."""

DIGEST_LENGTHS: Final = {"sha1": 20, "sha256": 32}
_LEAST_PADDING: Final = 8


def encoded_message(algorithm: str, digest: bytes, length: int) -> int:
    """The encoded message of a digest as a number.

    Args:
        algorithm: `sha1` or `sha256`.
        digest: of that length.
        length: octets of the signature, which are those of the modulus.

    Raises:
        ValueError: the signature is too short for the digest.
    """
    info = _DIGEST_INFO[algorithm] + digest
    padding = length - len(info) - 3
    if padding < _LEAST_PADDING:
        raise ValueError(f"{length} octets are too few for a {algorithm} signature")
    return int.from_bytes(b"\0\1" + b"\xff" * padding + b"\0" + info, "big")
