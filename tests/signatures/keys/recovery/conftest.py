"""Signers with small keys of their own, and the samples they make."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

import gmpy2
import pytest

from assay.signatures.keys.recovery.encoding import encoded_message
from assay.signatures.keys.recovery.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Callable


class Signer:
    """An RSA key pair, made from a seed."""

    def __init__(self, seed: int, bits: int = 512, exponent: int = 3, selector: str = "s1") -> None:
        source = random.Random(seed)
        self.exponent, self.selector = exponent, selector
        while True:
            first, second = (self._prime(source, bits // 2) for _ in range(2))
            self.modulus = int(first * second)
            if self.modulus.bit_length() == bits and first != second:
                break
        self._private = int(gmpy2.invert(exponent, (first - 1) * (second - 1)))

    def _prime(self, source: random.Random, bits: int) -> gmpy2.mpz:
        while True:
            prime = gmpy2.next_prime(source.getrandbits(bits) | (3 << (bits - 2)))
            if gmpy2.gcd(prime - 1, self.exponent) == 1:
                return prime

    def sample(
        self,
        number: int,
        *,
        sender: str = "",
        domain: str = "example.org",
        broken: bool = False,
        body: bool = True,
        algorithm: str = "sha256",
    ) -> Sample:
        """The signature of mail `number`; broken: its headers were changed afterwards."""
        digest = hashlib.new(algorithm, b"mail %d" % number).digest()
        length = (self.modulus.bit_length() + 7) // 8
        value = int(gmpy2.powmod(encoded_message(algorithm, digest, length), self._private, self.modulus))
        return Sample(
            domain=domain,
            selector=self.selector,
            digest_algorithm=algorithm,
            digest=hashlib.new(algorithm, b"changed %d" % number).digest() if broken else digest,
            value=value.to_bytes(length, "big"),
            sender=sender or f"writer{number}@example.org",
            item=f"mail{number}",
            body_hash_holds=body,
            algorithm=f"rsa-{algorithm}",
        )


@pytest.fixture(scope="session")
def signer() -> Callable[..., Signer]:
    """Makes signers; the same arguments give the same one."""
    made: dict[tuple[tuple[str, int | str], ...], Signer] = {}

    def make(seed: int = 1, **options: int | str) -> Signer:
        key = (("seed", seed), *sorted(options.items()))
        if key not in made:
            made[key] = Signer(seed, **options)  # type: ignore[arg-type]
        return made[key]

    return make


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> int:
    """An exponent that stands in for 65537, so that a pair takes milliseconds."""
    monkeypatch.setattr("assay.signatures.keys.recovery.search.EXPONENT", 641)
    return 641
