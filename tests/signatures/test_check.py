from __future__ import annotations

import dkim
import pytest
from msgspec.structs import replace
from tests.signatures.conftest import MAIL, Signer, private_key

from assay.model.key import Origin, Provenance
from assay.model.signature import Alignment, Outcome
from assay.signatures.keys.record import parse_record
from assay.signatures.signing import public_record


@pytest.mark.parametrize("form", ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"])
def test_all_canonicalisations_hold(signer: Signer, form: str) -> None:
    checked = signer.check(signer.sign(canonicalisation=form))
    assert checked.outcome is Outcome.PASS
    assert not checked.repairs
    assert checked.measured.alignment is Alignment.STRICT
    assert checked.measured.body_signed == checked.measured.body_total


def test_line_feeds_alone_hold_too(signer: Signer) -> None:
    assert signer.check(signer.sign().replace(b"\r\n", b"\n")).outcome is Outcome.PASS


def test_ed25519_holds_and_breaks(ed25519_signer: Signer) -> None:
    signed = ed25519_signer.sign()
    assert ed25519_signer.check(signed).outcome is Outcome.PASS
    assert ed25519_signer.check(signed.replace(b"Budget", b"Budged")).outcome is Outcome.FAIL


def test_sha1_holds(signer: Signer) -> None:
    assert signer.check(signer.sign(sha1=True)).outcome is Outcome.PASS


def test_dkimpy_agrees_on_the_plain_cases(signer: Signer) -> None:
    record = public_record(signer.key).encode()
    for raw in (signer.sign(), signer.sign().replace(b"1,200", b"9,200"), signer.sign().replace(b"Budget", b"Bidget")):
        expected = dkim.verify(raw, dnsfunc=lambda *_, **__: record)
        assert (signer.check(raw).outcome is Outcome.PASS) == expected


def test_a_changed_body_says_that_the_headers_hold(signer: Signer) -> None:
    checked = signer.check(signer.sign().replace(b"1,200 euros", b"9,200 euros"))
    assert checked.outcome is Outcome.FAIL
    assert checked.headers_hold
    assert not checked.repairs


def test_a_changed_header_says_that_the_key_is_right(signer: Signer) -> None:
    checked = signer.check(signer.sign().replace(b"Subject: Budget", b"Subject: Secret budget"))
    assert checked.outcome is Outcome.FAIL
    assert checked.reason == "this key signed other headers than these"


def test_another_key_isnt_taken_for_a_changed_mail(signer: Signer) -> None:
    stranger = Signer(private_key(1032))
    checked = signer.check(stranger.sign())
    assert checked.outcome is Outcome.FAIL
    assert "another key" in checked.reason


def test_the_right_one_of_two_keys_is_found(signer: Signer) -> None:
    stranger = Signer(private_key(1032))
    checked = signer.check(signer.sign(), stranger.public, signer.public)
    assert checked.outcome is Outcome.PASS
    assert checked.key == signer.public


def test_expiry_is_judged_at_the_time_of_the_message(signer: Signer) -> None:
    then = signer.check(signer.sign(timestamp=1493019000, expires=1493619000))
    assert then.outcome is Outcome.PASS
    assert then.expired_now
    assert not then.expired_then
    late = signer.check(signer.sign(expires=1400000000))
    assert late.outcome is Outcome.FAIL
    assert late.expired_then


def test_without_a_key_it_isnt_a_failure(signer: Signer) -> None:
    message = signer.sign()
    checked = signer.check(message)
    assert signer.check(message, replace(signer.public, public=b"")).outcome is Outcome.INVALID
    assert checked.measured.error == ""


@pytest.mark.parametrize(
    "change",
    [
        {"flags": ("s",)},
        {"hashes": ("sha1",)},
        {"services": ("tlsrpt",)},
        {"granularity": ""},
        {"granularity": "bob"},
        {"algorithm": "ed25519"},
    ],
)
def test_what_a_key_record_forbids(signer: Signer, change: dict[str, object]) -> None:
    raw = signer.sign(identity="anne@mail.signer.example")
    assert signer.check(raw).outcome is Outcome.PASS
    assert signer.check(raw, replace(signer.public, **change)).outcome is Outcome.INVALID


def test_a_512_bit_key_passes_and_is_weak() -> None:
    record = (
        "p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALgSoqXVSEmfcIsOzw7oRuCCOwsmtX/SJnTWxYyj2leFxfS/AVJ+dYfY"
        "+hXqMsT7l+MZvvh/R1WzN4MO/kI/7XsCAwEAAQ=="
    )
    key = parse_record(record, "a.example", "s", Provenance(Origin.PUBLISHED, "test"))
    assert key.bits == 512
    assert key.weak


def test_mail_is_untouched_by_the_fixture() -> None:
    assert MAIL.count(b"--frontier") == 3
