from __future__ import annotations

from tests.signatures.conftest import DOMAIN, SELECTOR, Signer

from assay.model.signature import Outcome
from assay.signatures.repair.copied import copied_fields
from assay.signatures.signing import sign_dkim

RAW = b"From: a@signer.example\r\nSubject: Lunch\r\nDate: Mon, 24 Apr 2017 09:00:00 +0200\r\n\r\nx\r\n"


def test_copies_are_read() -> None:
    value = b"v=1; z=From:foo@eng.example|Subject:demo=20run|broken"
    assert copied_fields(value) == {"from": (b"From:foo@eng.example",), "subject": (b"Subject:demo run",)}
    assert copied_fields(b"v=1") == {}
    assert copied_fields(b"v=1; v=1") == {}


def test_they_name_what_was_changed(signer: Signer) -> None:
    more = f"@{DOMAIN}; z=Subject:Lunch|From:a@signer.example"  # the signer writes no z= of its own
    signed = sign_dkim(RAW, DOMAIN, SELECTOR, signer.key, identity=more)
    assert signer.check(signed).outcome is Outcome.PASS
    found = signer.check(signed.replace(b"\r\nSubject: Lunch", b"\r\nSubject: Fraud"))
    assert found.outcome is Outcome.FAIL
    assert [repair.code for repair in found.repairs] == ["header-changed"]
    assert "it was signed as 'Lunch'" in found.repairs[0].summary
