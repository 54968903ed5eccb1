from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examiners.conftest import recovered, subject
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer

from assay.examiners.receipt import Receipt
from assay.model.finding import Direction, Finding
from assay.signatures.signing import seal_arc

if TYPE_CHECKING:
    from assay.examiners.interface import Subject
    from assay.model.key import SignerKey

RECEIVED = b"Received: from a.example by mx.signer.example with SMTP; Mon, 24 Apr 2017 09:31:00 +0200\r\n"


def sealed(signer: Signer, raw: bytes = MAIL) -> bytes:
    headers = ("from", "to", "cc", "date", "subject", "mime-version")
    return seal_arc(raw, 1, DOMAIN, SELECTOR, signer.key, results="mx.signer.example; none", headers=headers)


def found(raw: bytes, *keys: SignerKey, **more: object) -> dict[str, Finding]:
    one: Subject = subject(raw, *keys, **more)
    return {finding.code: finding for finding in Receipt().examine(one)}


def test_a_receivers_seal_corroborates(signer: Signer) -> None:
    for key in (signer.public, recovered(signer.public, 3, 2)):
        findings = found(RECEIVED + sealed(signer), key)
        assert set(findings) == {"sealed-receipt"}
        assert findings["sealed-receipt"].direction is Direction.FOR
        assert "receipt, not who wrote it" in findings["sealed-receipt"].summary


def test_anybody_can_seal_in_his_own_name(signer: Signer) -> None:
    elsewhere = RECEIVED.replace(b"mx.signer.example", b"mx.other.example")
    assert set(found(elsewhere + sealed(signer), signer.public)) == {"seal-of-other-host"}
    assert set(found(sealed(signer), signer.public)) == {"seal-of-other-host"}


def test_a_key_of_few_mails_or_one_sender_counts_for_nothing(signer: Signer) -> None:
    raw = RECEIVED + sealed(signer)
    for mails, senders in ((2, 2), (30, 1)):
        assert set(found(raw, recovered(signer.public, mails, senders))) == {"seal-unverifiable"}


def test_broken_unknown_and_absent(signer: Signer) -> None:
    raw = RECEIVED + sealed(signer)
    assert found(MAIL) == {}
    assert set(found(raw)) == {"seal-unverifiable"}
    broken = found(raw.replace(b"1,200", b"9,200"), signer.public)
    assert set(broken) == {"seal-broken"}
    assert broken["seal-broken"].direction is Direction.NEUTRAL
    assert found(raw, signer.public, rebuilt=True) == {}


def test_a_second_subject_beside_a_seal(signer: Signer) -> None:
    findings = found(b"Subject: Fraud\r\n" + RECEIVED + sealed(signer), signer.public)
    assert findings["second-header"].direction is Direction.AGAINST
    assert findings["sealed-receipt"].evidence["in_part"] is True


def test_a_broken_chain_says_whose_part_is_broken(signer: Signer) -> None:
    raw = RECEIVED + sealed(signer)
    body = found(raw.replace(b"1,200", b"9,200"), signer.public)["seal-broken"]
    assert "isn't whole: the signature over the mail of receiver no. 1 doesn't hold." in body.summary
    claim = found(raw.replace(b"cv=none", b"cv=pass"), signer.public)["seal-broken"]
    assert "isn't whole: the seal of receiver no. 1 " in claim.summary
    twice = found(b"ARC-Authentication-Results: i=1; mx.signer.example; none\r\n" + raw, signer.public)["seal-broken"]
    assert "isn't whole: receiver no. 1 left 2 fields Arc-Authentication-Results." in twice.summary
