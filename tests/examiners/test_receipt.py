from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer

from assay.examiners import receipt
from assay.examiners.unsigned import Unsigned
from assay.model.context import Context, Receipt
from assay.model.finding import Direction, Finding, Strength
from assay.model.signature import Repair
from assay.signatures.signing import seal_arc

if TYPE_CHECKING:
    from assay.examiners.interface import Subject
    from assay.model.key import SignerKey

RECEIVED = b"Received: from a.example by mx.signer.example with SMTP; Mon, 24 Apr 2017 09:31:00 +0200\r\n"


def sealed(signer: Signer, raw: bytes = MAIL) -> bytes:
    headers = ("from", "to", "cc", "date", "subject", "mime-version")
    return seal_arc(raw, 1, DOMAIN, SELECTOR, signer.key, results="mx.signer.example; none", headers=headers)


def known(*parts: str, header: int = 2, held: int = 293, of: int = 294) -> Context:
    return Context(receipt=Receipt(server="mx.signer.example", header=header, parts=parts, held=held, of=of))


def found(raw: bytes, *keys: SignerKey, **more: object) -> dict[str, Finding]:
    one: Subject = subject(raw, *keys, **more)
    return {finding.code: finding for finding in receipt.Receipt().examine(one)}


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


def test_what_isnt_as_the_delivering_server_sealed_it(signer: Signer) -> None:
    raw = RECEIVED + sealed(signer)
    body = found(raw.replace(b"1,200", b"9,200"), signer.public, context=known("body"))
    assert set(body) == {"changed-after-receipt"}
    finding = body["changed-after-receipt"]
    assert (finding.direction, finding.strength) == (Direction.AGAINST, Strength.MODERATELY_STRONG)
    assert "mx.signer.example sealed this mail (ARC) when it delivered it, and 293 of 294 other" in finding.summary
    assert "its body has another hash" in finding.summary
    assert set(found(raw.replace(b"1,200", b"9,200"), context=known("body"))) == {"changed-after-receipt"}
    header = found(raw.replace(b"Budget", b"Fraud"), signer.public, context=known("headers"))
    assert "a header that it covers reads otherwise" in header["changed-after-receipt"].summary
    few = found(raw.replace(b"1,200", b"9,200"), signer.public, context=known("body", held=25, of=25))
    assert few["changed-after-receipt"].strength is Strength.MODERATE


def test_a_header_that_was_taken_off_or_put_in_after_receipt_is_named(signer: Signer) -> None:
    options = {"results": "mx.signer.example; none", "headers": ("from", "to", "date", "subject", "reply-to")}
    with_it = MAIL.replace(b"Subject:", b"Reply-To: anne@signer.example\r\nSubject:")
    raw = RECEIVED + seal_arc(with_it, 1, DOMAIN, SELECTOR, signer.key, **options)
    off = raw.replace(b"Reply-To: anne@signer.example\r\n", b"")
    finding = found(off, signer.public, context=known("headers"))["changed-after-receipt"]
    assert "of Reply-To, which the seal names, there is none" in finding.summary
    one = subject(off, signer.public, context=known("headers"))
    put_in = Repair("header-added", "Cc: it was added after signing", (), "headers")
    repaired = [replace(checked, headers_hold=True, repairs=(put_in,)) for checked in one.checked]
    (added,) = receipt.Receipt().examine(replace(one, checked=tuple(repaired)))
    assert "This one isn't: Cc: it was added after signing." in added.summary
    folded = [replace(checked, repairs=(replace(put_in, code="header-folding"),)) for checked in repaired]
    (innocent,) = receipt.Receipt().examine(replace(one, checked=tuple(folded)))
    assert innocent.code == "seal-broken"


def test_what_the_author_signed_as_a_whole_isnt_impugned_by_a_seal(signer: Signer) -> None:
    headers = ("from", "to", "cc", "date", "subject", "message-id", "mime-version", "content-type")
    signed = signer.sign(headers=("from", "to", "cc", "date", "subject", "mime-version", "content-type"))
    raw = RECEIVED + seal_arc(signed, 1, DOMAIN, SELECTOR, signer.key, results="mx; none", headers=headers)
    assert set(found(raw.replace(b"<1@", b"<2@"), signer.public, context=known("headers"))) == {"seal-broken"}
    open_cc = signer.sign(headers=("from", "date", "subject"))
    raw = RECEIVED + seal_arc(open_cc, 1, DOMAIN, SELECTOR, signer.key, results="mx; none", headers=headers)
    changed = found(raw.replace(b"carla@", b"fraud@"), signer.public, context=known("headers"))
    assert "To, Cc, Message-ID, MIME-Version, Content-Type or the field of the seal" in (
        changed["changed-after-receipt"].summary.replace(" and ", ", ")
    )


@pytest.mark.parametrize("change", [(b"1,200", b"9,200"), (b"Budget", b"Fraud")])
@pytest.mark.parametrize("with_key", [True, False])
def test_one_change_counts_once_whatever_it_breaks(signer: Signer, change: tuple[bytes, bytes], with_key: bool) -> None:
    keys = (signer.public,) if with_key else ()
    options = {"results": "mx.signer.example; none", "headers": ("from", "date", "subject")}
    raw = RECEIVED + seal_arc(signer.sign(), 1, DOMAIN, SELECTOR, signer.key, **options)
    one = subject(raw.replace(*change), *keys, context=known("headers" if change[0] == b"Budget" else "body"))
    (seal,) = receipt.Receipt().examine(one)
    authors = [finding for finding in Unsigned().examine(one) if finding.direction is Direction.AGAINST]
    assert {finding.basis for finding in authors} <= {seal.basis}
    assert authors or (change[0] == b"Budget" and not with_key)
