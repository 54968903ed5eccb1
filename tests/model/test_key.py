from __future__ import annotations

import hashlib

import msgspec
import pytest

from assay.model.key import Origin, Provenance, SignerKey

PROVENANCE = Provenance(Origin.PUBLISHED, "the zone", seen="2017-04")


def rsa(modulus: int, exponent: int = 65_537) -> SignerKey:
    public = modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")
    return SignerKey("rivage.example", "s", "rsa", public, exponent, PROVENANCE)


@pytest.mark.parametrize(("bits", "weak"), [(384, True), (512, True), (513, False), (1024, False)])
def test_short_keys_are_weak(bits: int, weak: bool) -> None:
    key = rsa((1 << (bits - 1)) + 1)
    assert key.bits == bits
    assert key.weak is weak


def test_a_key_whose_private_half_is_public_is_weak_whatever_its_size() -> None:
    assert msgspec.structs.replace(rsa(1 << 2047), private_published=True).weak


def test_ed25519_has_256_bits_and_is_not_weak() -> None:
    key = SignerKey("rivage.example", "s", "ed25519", bytes(32), 0, PROVENANCE)
    assert (key.bits, key.weak) == (256, False)


def test_a_revoked_key_has_no_bits() -> None:
    assert SignerKey("rivage.example", "s", "rsa", b"", 0, PROVENANCE).bits == 0


def test_the_fingerprint_is_of_the_key_and_not_of_its_name() -> None:
    key = rsa(0xC0FFEE)
    other = msgspec.structs.replace(key, domain="autre.example", selector="t", record="v=DKIM1")
    assert key.fingerprint == other.fingerprint == hashlib.sha256(b"rsa 65537 \xc0\xff\xee").hexdigest()
    assert key.fingerprint != rsa(0xC0FFEE, 3).fingerprint
    assert key.fingerprint != rsa(0xC0FFEF).fingerprint


def test_origins_are_ordered_from_the_strongest() -> None:
    assert list(Origin) == [Origin.PUBLISHED, Origin.SUPPLIED, Origin.RECOVERED]
