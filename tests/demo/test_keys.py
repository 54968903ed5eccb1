from __future__ import annotations

import pytest

from assay.demo.keys import ed25519_key, rsa_key


@pytest.mark.parametrize("bits", [512, 1024, 2048])
def test_the_same_seed_makes_the_same_key(bits: int) -> None:
    one = rsa_key("a", bits)
    assert one.key_size == bits
    assert one.private_numbers() == rsa_key("a", bits).private_numbers()
    assert one.private_numbers() != rsa_key("b", bits).private_numbers()


def test_ed25519_keys_follow_the_seed() -> None:
    assert ed25519_key("a").private_bytes_raw() == ed25519_key("a").private_bytes_raw()
    assert ed25519_key("a").private_bytes_raw() != ed25519_key("b").private_bytes_raw()
