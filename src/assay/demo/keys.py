"""Signers' keys made from a seed: the same seed makes the same keys, and no private key has to be shipped.

They protect nothing: whoever reads this file can make them too.
"""

from __future__ import annotations

from functools import cache
from random import Random

import gmpy2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPrivateNumbers, RSAPublicNumbers

EXPONENT = 65537


@cache
def rsa_key(seed: str, bits: int) -> RSAPrivateKey:
    """Return the RSA key of `bits` bits (512 too, as some signers still had in 2017) that belongs to the seed."""
    random = Random(f"rsa {bits} {seed}")
    p, q = _prime(random, bits // 2), _prime(random, bits // 2)
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    public = RSAPublicNumbers(EXPONENT, p * q)
    return RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key()


def ed25519_key(seed: str) -> Ed25519PrivateKey:
    """Return the Ed25519 key that belongs to the seed."""
    return Ed25519PrivateKey.from_private_bytes(Random(f"ed25519 {seed}").randbytes(32))


def _prime(random: Random, bits: int) -> int:
    """Return a prime with its two top bits set, so that a product of two has twice as many bits."""
    while True:
        prime = int(gmpy2.next_prime(random.getrandbits(bits) | 3 << (bits - 2)))
        if prime % EXPONENT != 1:
            return prime
