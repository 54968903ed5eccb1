from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from assay.model.errors import CaseDamaged
from assay.model.key import Origin, Provenance, SignerKey
from assay.signatures.keys import store as store_module
from assay.signatures.keys.private import PublishedPrivate
from assay.signatures.keys.record import parse_record, rsa_key
from assay.signatures.keys.store import KeyStore

if TYPE_CHECKING:
    from pathlib import Path

Keys = Callable[..., SignerKey]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.jsonl"


def other(origin: Origin = Origin.SUPPLIED, **names: str) -> SignerKey:
    modulus = (1 << 1024) + 643
    return rsa_key(names.get("domain", "example.org"), names.get("selector", "s1"), modulus, 3, Provenance(origin, "x"))


def test_keys_are_there_for_the_next_one_who_looks(path: Path, key_of: Keys) -> None:
    assert KeyStore(path).add([key_of(), key_of("example.net"), key_of()]) == 2
    store = KeyStore(path)
    assert len(store) == 2
    assert store.find("EXAMPLE.org.", "S1") == (key_of(),)
    assert store.all() == (key_of("example.net"), key_of())
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.jsonl"]


def test_who_looked_before_finds_what_was_added_since(
    path: Path, key_of: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_MOST_FOUND", 2)
    store = KeyStore(path)
    assert [store.find("example.org", name) for name in ("s1", "s2", "s3", "s1")] == [()] * 4
    store.add([key_of()])
    assert [store.find("example.org", name) for name in ("s1", "s2", "s3", "s1")] == [(key_of(),), (), (), (key_of(),)]


def test_the_strongest_provenance_wins_and_all_are_remembered(path: Path, key_of: Keys) -> None:
    key = key_of()
    recovered = msgspec.structs.replace(
        key, record="", provenance=Provenance(Origin.RECOVERED, "recovered from 9 mails", mails=9, senders=3)
    )
    store = KeyStore(path)
    store.add([recovered])
    assert store.add([key]) == 0
    assert store.add([key_of(origin=Origin.PUBLISHED, source="DNS")]) == 0
    store.add([recovered])
    (found,) = KeyStore(path).find("example.org", "s1")
    assert found.provenance == Provenance(Origin.PUBLISHED, "DNS")
    assert found.record == key.record
    assert [provenance.origin for provenance in KeyStore(path).provenances(found)] == list(Origin)
    assert store.provenances(other()) == ()


def test_a_recovery_from_more_mails_replaces_one_from_fewer(path: Path) -> None:
    store = KeyStore(path)
    for mails in (3, 9, 5):
        provenance = Provenance(Origin.RECOVERED, f"recovered from {mails} mails", mails=mails)
        store.add([msgspec.structs.replace(other(), provenance=provenance)])
    (found,) = KeyStore(path).find("example.org", "s1")
    assert found.provenance.mails == 9
    assert store.provenances(found) == (found.provenance,)


def test_a_recovered_key_keeps_the_record_it_was_published_with(path: Path, key_of: Keys) -> None:
    store = KeyStore(path)
    supplied = key_of()
    store.add([supplied])
    store.add([msgspec.structs.replace(supplied, record="", provenance=Provenance(Origin.PUBLISHED, "somebody"))])
    (found,) = store.find("example.org", "s1")
    assert (found.record, found.provenance.origin) == (supplied.record, Origin.PUBLISHED)


def test_the_strongest_origin_comes_first_and_revoked_keys_last(path: Path, key_of: Keys) -> None:
    store = KeyStore(path)
    revoked = parse_record("v=DKIM1; p=", "example.org", "s1", Provenance(Origin.PUBLISHED, "DNS today"))
    store.add([revoked, other(Origin.RECOVERED), key_of(origin=Origin.PUBLISHED)])
    assert [key.provenance.origin for key in store.find("example.org", "s1")][:2] == [
        Origin.PUBLISHED,
        Origin.RECOVERED,
    ]
    assert store.find("example.org", "s1")[2] == revoked


def test_google_s_shared_key_is_found_under_every_name_of_the_pool(path: Path, key_of: Keys) -> None:
    store = KeyStore(path)
    own = key_of("other.20150623.gappssmtp.com", "20150623")
    store.add([other(Origin.RECOVERED, domain="20150623.gappssmtp.com", selector="20150623"), own])
    found = store.find("example-org.20150623.gappssmtp.com", "20150623")
    assert [key.domain for key in found] == ["other.20150623.gappssmtp.com", "20150623.gappssmtp.com"]
    assert store.find("example-org.20210112.gappssmtp.com", "20150623") == ()
    assert store.find("example-org.20150623.gappssmtp.com", "other") == ()


@pytest.mark.parametrize(
    ("domain", "selector"), [("a\0b", "s1"), ("example.org", 's"'), ("", ""), ("example.org", "none")]
)
def test_what_is_no_name_or_unknown_has_no_keys(path: Path, key_of: Keys, domain: str, selector: str) -> None:
    store = KeyStore(path)
    store.add([key_of()])
    assert store.find(domain, selector) == ()


def test_a_key_whose_private_half_is_listed_proves_nothing(path: Path, key_of: Keys) -> None:
    store = KeyStore(path, PublishedPrivate({key_of().fingerprint: "rotated"}))
    store.add([key_of()])
    assert store.find("example.org", "s1")[0].weak
    assert store.all()[0].weak


def test_nothing_new_leaves_the_file_alone(path: Path, key_of: Keys) -> None:
    KeyStore(path).add([key_of()])
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert KeyStore(path).add([key_of()]) == 0
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


@pytest.mark.parametrize("line", [b"{", b"null", b'{"key": {}}', b"\xff"])
def test_a_damaged_file_is_told(path: Path, key_of: Keys, line: bytes) -> None:
    KeyStore(path).add([key_of()])
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(CaseDamaged, match=r"line 2 of keys\.jsonl"):
        KeyStore(path)
