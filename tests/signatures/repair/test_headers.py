from __future__ import annotations

import base64

import pytest
from tests.signatures.conftest import MAIL, Signer

from assay.model.signature import Outcome


def codes(signer: Signer, raw: bytes) -> tuple[Outcome, list[str]]:
    checked = signer.check(raw)
    return checked.outcome, [repair.code for repair in checked.repairs]


def test_a_lists_tag_in_the_subject(signer: Signer) -> None:
    raw = signer.sign().replace(b"Subject: Budget", b"Subject: [Talk] Budget")
    assert codes(signer, raw) == (Outcome.PASS, ["subject-tag"])
    checked = signer.check(raw)
    (span,) = checked.repairs[0].spans
    assert raw[span.start : span.end].startswith(b"Subject: [Talk]")


def test_a_tag_before_re(signer: Signer) -> None:
    mail = MAIL.replace(b"Subject: Budget", b"Subject: Re: Budget")
    raw = signer.sign(mail).replace(b"Subject: Re: Budget", b"Subject: [Talk] Re: Budget")
    assert codes(signer, raw) == (Outcome.PASS, ["subject-tag"])


def test_unfolding_under_simple(signer: Signer) -> None:
    mail = MAIL.replace(b"Subject: Budget of", b"Subject: Budget\r\n of")
    raw = signer.sign(mail, canonicalisation="simple/simple").replace(b"Subject: Budget\r\n of", b"Subject: Budget of")
    outcome, _ = codes(signer, raw)
    assert outcome is Outcome.FAIL, "where a line was folded can't be known"
    raw = signer.sign(canonicalisation="simple/simple").replace(b"Subject: Budget of", b"Subject: Budget\r\n of")
    assert codes(signer, raw) == (Outcome.PASS, ["header-folding"])


def test_the_case_of_a_name_under_simple(signer: Signer) -> None:
    raw = signer.sign(canonicalisation="simple/simple").replace(b"Message-ID:", b"Message-Id:")
    assert codes(signer, raw) == (Outcome.PASS, ["header-case"])


def test_encoded_words_rewritten(signer: Signer) -> None:
    text = "Réunion à 14 h"
    mail = MAIL.replace(b"Budget of the rally", b"=?UTF-8?B?" + base64.b64encode(text.encode()) + b"?=")
    signed = signer.sign(mail)
    raw = signed.replace(
        b"=?UTF-8?B?" + base64.b64encode(text.encode()) + b"?=", b"=?UTF-8?Q?R=C3=A9union_=C3=A0_14_h?="
    )
    assert raw != signed
    assert codes(signer, raw) == (Outcome.PASS, ["encoded-words"])


def test_quotes_around_a_name(signer: Signer) -> None:
    raw = signer.sign().replace(b"From: Anne Leroy <", b'From: "Anne Leroy" <')
    assert codes(signer, raw) == (Outcome.PASS, ["address-quoting"])


def test_two_headers_at_once(signer: Signer) -> None:
    raw = signer.sign().replace(b"Subject: Budget", b"Subject: [Talk] Budget")
    raw = raw.replace(b"From: Anne Leroy <", b'From: "Anne Leroy" <')
    outcome, found = codes(signer, raw)
    assert outcome is Outcome.PASS
    assert sorted(found) == ["address-quoting", "subject-tag"]


def test_a_header_added_where_none_may_be(signer: Signer) -> None:
    raw = b"Subject: Fraud\r\n" + signer.sign(over_sign=("subject",))
    outcome, found = codes(signer, raw)
    assert (outcome, found) == (Outcome.FAIL, ["header-added"])


def test_headers_and_body_both_changed_by_a_list(signer: Signer) -> None:
    footer = b"_____\r\nTalk mailing list, unsubscribe at http://lists.example\r\n"
    mail = MAIL.replace(b"MIME-Version", b"List-Id: <talk.lists.example>\r\nMIME-Version")
    raw = signer.sign(mail).replace(b"Subject: Budget", b"Subject: [Talk] Budget") + footer
    outcome, found = codes(signer, raw)
    assert outcome is Outcome.PASS
    assert found == ["subject-tag", "list-footer"]


FOOTER = b"_____\r\nTalk mailing list, unsubscribe at http://lists.example\r\n"


@pytest.mark.parametrize(
    ("kind", "below", "outcome"),
    [
        (b"multipart/mixed", FOOTER, Outcome.PASS),
        (b"multipart/mixed", b"We pay 9,200 euros for the hall.\r\n", Outcome.FAIL),
        (b"multipart/alternative", FOOTER, Outcome.FAIL),
    ],
)
def test_a_signed_content_type_that_a_list_moved_into_a_part(
    signer: Signer, kind: bytes, below: bytes, outcome: Outcome
) -> None:
    mail = MAIL.replace(b"MIME-Version", b"List-Id: <talk.lists.example>\r\nMIME-Version")
    signed = signer.sign(mail, headers=("from", "date", "subject", "content-type"))
    own = b"Content-Type: multipart/alternative; boundary=frontier\r\n"
    head, _, body = signed.partition(b"\r\n\r\n")
    outer = head.replace(own.removesuffix(b"\r\n"), b"Content-Type: " + kind + b"; boundary=outer")
    raw = outer + b"\r\n\r\n--outer\r\n" + own + b"\r\n" + body
    raw += b"\r\n--outer\r\nContent-Type: text/plain\r\n\r\n" + below + b"--outer--\r\n"
    assert signer.check(raw).outcome is outcome


@pytest.mark.parametrize(("old", "new"), [(b"Budget", b"Bribes"), (b"24 Apr", b"25 Apr"), (b"anne@", b"anna@")])
def test_what_was_really_changed_stays_a_failure(signer: Signer, old: bytes, new: bytes) -> None:
    assert codes(signer, signer.sign().replace(old, new, 1)) == (Outcome.FAIL, [])


def test_ed25519_is_repaired_by_verifying(ed25519_signer: Signer) -> None:
    raw = ed25519_signer.sign().replace(b"Subject: Budget", b"Subject: [Talk] Budget")
    assert codes(ed25519_signer, raw) == (Outcome.PASS, ["subject-tag"])


def test_hostile_headers_take_bounded_time(signer: Signer) -> None:
    mail = MAIL.replace(b"Subject: Budget", b"Subject: " + b"[a] " * 5_000 + b"Budget")
    raw = signer.sign(mail).replace(b"24 Apr", b"25 Apr")
    assert codes(signer, raw)[0] is Outcome.FAIL
