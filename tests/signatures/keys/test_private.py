from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assay.model.errors import KeyFormatError
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys.private import BUNDLED, PublishedPrivate, load_published_private
from assay.signatures.keys.record import parse_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# RFC 8032 section 7.1, test 1: the secret that RFC 8463 appendix A.1 uses.
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")


def test_the_example_of_the_standard_proves_nothing() -> None:
    public = Ed25519PrivateKey.from_private_bytes(SECRET).public_key().public_bytes_raw()
    record = f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"
    key = parse_record(record, "football.example.com", "brisbane", Provenance(Origin.PUBLISHED, "RFC 8463"))
    assert not key.weak
    assert BUNDLED.mark(key).private_published
    assert BUNDLED.mark(key).weak


def test_a_list_of_ones_own(tmp_path: Path, key_of: Callable[..., SignerKey]) -> None:
    key = key_of()
    path = tmp_path / "mine.toml"
    path.write_text(f'[[key]]\nfingerprint = "{key.fingerprint.upper()}"\nsource = "rotated, 2023"\n')
    mine = load_published_private(path)
    assert mine.mark(key).private_published
    assert not BUNDLED.mark(key).private_published
    assert mine.joined(BUNDLED).sources.keys() == {key.fingerprint, *BUNDLED.sources}


def test_revoked_keys_are_never_listed(key_of: Callable[..., SignerKey]) -> None:
    revoked = msgspec.structs.replace(key_of(), public=b"")
    assert not PublishedPrivate({revoked.fingerprint: "x"}).mark(revoked).private_published


@pytest.mark.parametrize(
    "text", ["=", "key = 1", "[[key]]\nsource = 'x'", "[[key]]\nfingerprint = 'abc'\nsource = 'x'"]
)
def test_a_broken_list_is_refused(tmp_path: Path, text: str, made: Any) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(KeyFormatError, match=r"broken\.toml"):
        load_published_private(path)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyFormatError, match="can't be read"):
        load_published_private(tmp_path / "absent.toml")
