"""The modulus that two signatures share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import gmpy2

from assay.signatures.keys.recovery.encoding import encoded_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.signatures.keys.recovery.sample import Sample

_SMALL_PRIMES: Final = 10_000
"""Cofactors seen were 1 to 43; a prime p is in one with probability 1/p², so beyond this one in 100,000."""


def common_modulus(one: Sample, other: Sample, exponent: int, more: Iterable[Sample] = ()) -> int | None:
    """The modulus under which both signatures hold, or None: a header of either is broken, or their keys differ.

    Costs for exponent 65537, measured on one core with GMP 6.3: 17 s and 100 MB for 1,024 bits, 37 s and 220 MB for
    2,048; all but one second of it is the greatest common divisor.

    Args:
        one: a signature.
        other: another one, of the same length.
        exponent: public exponent to try.
        more: further signatures, which take a large cofactor away where they fit.
    """
    length = len(one.value)
    if len(other.value) != length:
        return None
    divisor = gmpy2.gcd(_multiple(one, exponent), _multiple(other, exponent))
    if not _long_enough(divisor, length):
        return None
    divisor = _without_small_primes(divisor)
    for sample in more:
        if divisor.bit_length() <= 8 * length:
            break
        root = gmpy2.powmod(_number(sample), exponent, divisor)
        smaller = gmpy2.gcd(divisor, root - encoded_message(sample.digest_algorithm, sample.digest, len(sample.value)))
        divisor = smaller if _long_enough(smaller, length) else divisor
    modulus = int(divisor)
    fits = _long_enough(divisor, length) and modulus.bit_length() <= 8 * length
    return modulus if fits and all(verifies(sample, modulus, exponent) for sample in (one, other)) else None


def verifies(sample: Sample, modulus: int, exponent: int) -> bool:
    """Whether a signature holds under a key (RFC 8017 section 8.2.2): of the headers, whatever the body is."""
    length = (modulus.bit_length() + 7) // 8
    if len(sample.value) != length:
        return False
    try:
        expected = encoded_message(sample.digest_algorithm, sample.digest, length)
    except ValueError:
        return False
    return bool(gmpy2.powmod(_number(sample), exponent, modulus) == expected)


def _multiple(sample: Sample, exponent: int) -> gmpy2.mpz:
    """s^e - EM, which n divides."""
    message = encoded_message(sample.digest_algorithm, sample.digest, len(sample.value))
    return gmpy2.mpz(_number(sample)) ** exponent - message


def _number(sample: Sample) -> int:
    return int.from_bytes(sample.value, "big")


def _long_enough(divisor: gmpy2.mpz, length: int) -> bool:
    """Whether it's as long as the modulus of signatures of that length: wrong pairs give a few bits."""
    return bool(divisor.bit_length() > 8 * (length - 1))


def _without_small_primes(number: gmpy2.mpz) -> gmpy2.mpz:
    prime = gmpy2.mpz(2)
    while prime < _SMALL_PRIMES:
        number, _ = gmpy2.remove(number, prime)
        prime = gmpy2.next_prime(prime)
    return number
