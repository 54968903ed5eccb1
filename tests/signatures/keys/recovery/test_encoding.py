from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from assay.signatures.keys.recovery.encoding import encoded_message


@pytest.mark.parametrize(
    ("algorithm", "hashed"),
    [("sha1", hashes.SHA1()), ("sha256", hashes.SHA256())],  # noqa: S303 - RFC 6376 has it
)
def test_it_is_what_a_signature_is_the_root_of(algorithm: str, hashed: hashes.HashAlgorithm) -> None:
    private = rsa.generate_private_key(65537, 2048)
    signature = private.sign(b"text", padding.PKCS1v15(), hashed)
    numbers = private.public_key().public_numbers()
    raised = pow(int.from_bytes(signature, "big"), numbers.e, numbers.n)
    assert raised == encoded_message(algorithm, hashlib.new(algorithm, b"text").digest(), 256)


def test_a_signature_must_have_room_for_the_digest() -> None:
    digest = bytes(32)
    assert encoded_message("sha256", digest, 62).bit_length() == 8 * 60 + 1
    with pytest.raises(ValueError, match="61 octets are too few"):
        encoded_message("sha256", digest, 61)
