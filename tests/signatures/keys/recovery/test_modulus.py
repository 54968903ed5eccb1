from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gmpy2
import msgspec

from assay.signatures.keys.recovery import modulus
from assay.signatures.keys.recovery.modulus import common_modulus, verifies

if TYPE_CHECKING:
    import pytest

Signers = Callable[..., Any]


def test_every_cofactor_is_taken_away(signer: Signers) -> None:
    one = signer()
    samples = [one.sample(number) for number in range(24)]
    cofactors = set()
    for first, second in itertools.pairwise(samples):
        assert common_modulus(first, second, 3) == one.modulus
        divisor = gmpy2.gcd(modulus._multiple(first, 3), modulus._multiple(second, 3))
        cofactors.add(int(divisor // one.modulus))
    assert len(cofactors) > 1, "the samples should bring cofactors"


def test_a_cofactor_beyond_the_small_primes_falls_to_a_third_mail(
    signer: Signers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = signer()
    samples = [one.sample(number) for number in range(24)]
    monkeypatch.setattr(modulus, "_without_small_primes", lambda number: number)
    alone = [common_modulus(first, second, 3) for first, second in itertools.pairwise(samples)]
    assert None in alone
    helped = [common_modulus(first, second, 3, samples) for first, second in itertools.pairwise(samples)]
    assert set(helped) == {one.modulus}


def test_wrong_pairs_give_nothing(signer: Signers) -> None:
    one, other = signer(1), signer(2)
    assert common_modulus(one.sample(1), one.sample(2, broken=True), 3) is None
    assert common_modulus(one.sample(1), other.sample(2), 3) is None
    assert common_modulus(one.sample(1), one.sample(2), 17) is None
    assert common_modulus(one.sample(1), signer(5, bits=1024).sample(2), 3) is None


def test_verifying_compares_the_whole_encoded_message(signer: Signers) -> None:
    one = signer()
    sample = one.sample(1)
    assert verifies(sample, one.modulus, 3)
    assert not verifies(one.sample(1, broken=True), one.modulus, 3)
    assert not verifies(sample, one.modulus, 17)
    assert not verifies(msgspec.structs.replace(sample, value=b"\0" + sample.value), one.modulus, 3)
    assert not verifies(msgspec.structs.replace(sample, digest_algorithm="sha1"), one.modulus, 3)


def test_a_modulus_too_short_for_the_digest_verifies_nothing(signer: Signers) -> None:
    sample = msgspec.structs.replace(signer().sample(1), value=b"\1" * 40)
    assert not verifies(sample, (1 << 320) - 1, 3)
