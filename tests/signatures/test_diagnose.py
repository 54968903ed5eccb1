from __future__ import annotations

from msgspec.structs import replace
from tests.signatures.conftest import MAIL, Signer, private_key

from assay.message import parse
from assay.model.signature import Outcome
from assay.signatures.check import check
from assay.signatures.diagnose import diagnose, needs_diagnosis
from assay.signatures.measure import measure


def checked(raw: bytes, *keys: object) -> object:
    (one,) = measure(parse(raw))
    return check(one, keys, date=1493019000.0, now=0.0)


def test_only_a_right_key_over_other_headers_needs_a_look(signer: Signer, ed25519_signer: Signer) -> None:
    changed = signer.sign().replace(b"Budget", b"Other")
    assert needs_diagnosis(checked(changed, signer.public))
    assert not needs_diagnosis(checked(signer.sign(), signer.public))
    assert not needs_diagnosis(checked(changed))
    assert not needs_diagnosis(checked(changed, Signer(private_key(1032)).public))
    assert not needs_diagnosis(checked(signer.sign().replace(b"1,200", b"9,200"), signer.public))
    assert needs_diagnosis(checked(ed25519_signer.sign().replace(b"Budget", b"Other"), ed25519_signer.public))


def test_headers_explained_and_body_not_is_still_a_failure(signer: Signer) -> None:
    raw = signer.sign().replace(b"Subject: Budget", b"Subject: [x] Budget").replace(b"1,200", b"9,200")
    found = diagnose(parse(raw), checked(raw, signer.public))
    assert found.outcome is Outcome.FAIL
    assert found.headers_hold
    assert "the body still isn't what was signed" in found.reason


def test_an_expired_one_stays_expired(signer: Signer) -> None:
    raw = signer.sign(expires=1400000000).replace(b"Subject: Budget", b"Subject: [x] Budget")
    found = diagnose(parse(raw), checked(raw, signer.public))
    assert (found.outcome, found.expired_then) == (Outcome.FAIL, True)


def test_without_an_explanation_it_is_as_it_was(signer: Signer) -> None:
    raw = signer.sign().replace(b"Budget", b"Other")
    one = checked(raw, signer.public)
    assert diagnose(parse(raw), one) is one
    assert diagnose(parse(raw), replace(one, key=None)).key is None
    assert MAIL in signer.sign()
