from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.signatures.conftest import MAIL, Signer

from assay.engine.mail import message_entry
from assay.engine.standing import standing
from assay.model.context import Standing
from assay.model.key import Origin
from assay.model.place import Place, Stored
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

    from assay.model.entry import Entry


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


def row(raw: bytes, *, reconstructed: bool = False) -> Entry:
    stored = Stored(False, "1.eml", 0, len(raw))
    return message_entry(Place("dump", "1.eml"), stored, raw, {}, reconstructed=reconstructed)


@pytest.fixture
def keys(tmp_path: Path, signer: Signer) -> KeyStore:
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add([signer.public])
    return store


def test_a_published_key_proves(keys: KeyStore, signer: Signer) -> None:
    assert standing(row(signer.sign()), keys) is Standing.PROVEN


def test_a_recovered_key_shows_receipt(tmp_path: Path, signer: Signer) -> None:
    provenance = msgspec.structs.replace(signer.public.provenance, origin=Origin.RECOVERED, mails=5, senders=3)
    store = KeyStore(tmp_path / "keys.jsonl")
    store.add([msgspec.structs.replace(signer.public, provenance=provenance)])
    assert standing(row(signer.sign()), store) is Standing.RECEIVED


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Subject: Budget", b"Subject: Other"), (b"1,200", b"9,200"), (b"From: ", b"From: x@evil.example, ")],
)
def test_what_was_changed_stands_on_nothing(keys: KeyStore, signer: Signer, old: bytes, new: bytes) -> None:
    raw = signer.sign()
    assert old in raw
    assert standing(row(raw.replace(old, new, 1)), keys) is Standing.NONE


def test_a_second_subject_is_not_proven(keys: KeyStore, signer: Signer) -> None:
    assert standing(row(b"Subject: Other\r\n" + signer.sign()), keys) is Standing.NONE


def test_unsigned_unknown_and_rebuilt_mail_stands_on_nothing(keys: KeyStore, signer: Signer, tmp_path: Path) -> None:
    assert standing(row(MAIL), keys) is Standing.NONE
    assert standing(row(signer.sign()), KeyStore(tmp_path / "none.jsonl")) is Standing.NONE
    assert standing(row(signer.sign(), reconstructed=True), keys) is Standing.NONE
