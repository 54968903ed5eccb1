from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from tests.signatures.conftest import MAIL

from assay.model.key import Origin, Provenance
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from tests.signatures.conftest import Signer


def test_a_whole_mail_is_authenticated(signer: Signer) -> None:
    found = vouch(signer.check(signer.sign()))
    assert found is not None
    assert found.authenticates


def test_each_gap_is_named(signer: Signer) -> None:
    found = vouch(
        signer.check(b"Subject: x\r\nReply-To: r@x.example\r\n" + signer.sign(headers=("from", "subject"), length=9))
    )
    assert found is not None
    assert not found.whole
    assert found.missing == ("date",)
    assert [one.name for one in found.duplicates] == ["Subject"]
    assert [one.name for one in found.uncovered] == ["Reply-To", "To", "Cc"]
    assert found.beyond > 0


def test_a_recovered_key_doesnt_authenticate(signer: Signer) -> None:
    key = replace(signer.public, provenance=Provenance(Origin.RECOVERED, "recovered", mails=9, senders=9))
    found = vouch(signer.check(signer.sign(), key))
    assert found is not None
    assert found.whole
    assert not found.authenticates


def test_a_published_private_half_and_a_failure_vouch_for_nothing(signer: Signer) -> None:
    assert vouch(signer.check(signer.sign(), replace(signer.public, private_published=True))) is None
    assert vouch(signer.check(signer.sign().replace(b"1,200", b"9,200"))) is None


def test_another_domain_isnt_aligned(signer: Signer) -> None:
    raw = signer.sign(MAIL.replace(b"anne@signer.example", b"anne@other.example"))
    found = vouch(signer.check(raw))
    assert found is not None
    assert not found.aligned
