from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.signatures.conftest import Signer, private_ed25519, private_key

from assay.signatures.verify import Opened, encode, holds_ed25519, open_rsa


def test_it_reveals_what_cryptography_signed(signer: Signer) -> None:
    for name, algorithm in (("sha256", hashes.SHA256()), ("sha1", hashes.SHA1())):  # noqa: S303
        value = private_key().sign(b"text", PKCS1v15(), algorithm)
        assert open_rsa(signer.public, value, name) == hashlib.new(name, b"text").digest()


def test_another_hash_and_another_key_are_told_apart(signer: Signer) -> None:
    value = private_key().sign(b"text", PKCS1v15(), hashes.SHA256())
    assert open_rsa(signer.public, value, "sha1") is Opened.OTHER_HASH
    other = private_key(1032).sign(b"text", PKCS1v15(), hashes.SHA256())
    assert open_rsa(signer.public, other, "sha256") is Opened.OTHER_KEY


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_nothing_but_a_signature_opens(value: bytes) -> None:
    public = Signer().public
    assert open_rsa(public, value, "sha256") in set(Opened)


def test_hostile_keys() -> None:
    public = Signer().public
    assert open_rsa(replace(public, public=b""), b"\x01", "sha256") is Opened.OTHER_KEY
    assert open_rsa(replace(public, public=b"\xff" * 4096), b"\x01", "sha256") is Opened.OTHER_KEY
    assert encode(bytes(32), "sha256", 40) == b""


def test_ed25519(ed25519_signer: Signer) -> None:
    value = private_ed25519().sign(bytes(32))
    assert holds_ed25519(ed25519_signer.public, value, bytes(32))
    assert not holds_ed25519(ed25519_signer.public, value, bytes(31) + b"x")
    assert not holds_ed25519(ed25519_signer.public, b"short", bytes(32))
    assert not holds_ed25519(replace(ed25519_signer.public, public=b"x"), value, bytes(32))
