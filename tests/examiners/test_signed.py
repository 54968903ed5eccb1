from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer

from assay.examiners.signed import ENOUGH_MAILS, Signed
from assay.model.finding import Direction, Finding, Strength
from assay.model.key import Origin, Provenance
from assay.signatures.keys.record import parse_record
from assay.signatures.signing import public_record, sign_dkim

if TYPE_CHECKING:
    from assay.examiners.interface import Subject


def found(one: Subject) -> dict[str, Finding]:
    return {finding.code: finding for finding in Signed().examine(one)}


def test_a_published_key_over_everything_is_proof(signer: Signer) -> None:
    findings = found(subject(signer.sign(), signer.public))
    assert set(findings) == {"signature-holds"}
    assert findings["signature-holds"].strength is Strength.CONCLUSIVE
    assert "on 24 April 2017" in findings["signature-holds"].summary


def test_the_spans_are_those_that_are_signed(signer: Signer) -> None:
    raw = signer.sign()
    finding = found(subject(raw, signer.public))["signature-holds"]
    text = b"".join(raw[span.start : span.end] for span in finding.spans)
    assert b"Subject: Budget" in text
    assert b"1,200 euros" in text
    assert b"boundary=frontier\r\n\r\n" not in text


def test_a_part_is_said_to_be_a_part(signer: Signer) -> None:
    findings = found(subject(b"Reply-To: x@y.example\r\n" + signer.sign(), signer.public))
    assert set(findings) == {"signature-holds-in-part"}
    assert "not vouched for: Reply-To" in findings["signature-holds-in-part"].summary


def test_a_recovered_key_corroborates_when_enough_mails_share_it(signer: Signer) -> None:
    enough = found(subject(signer.sign(), recovered(signer.public, ENOUGH_MAILS)))
    assert set(enough) == {"signature-holds-recovered-key"}
    assert enough["signature-holds-recovered-key"].strength is Strength.STRONG
    assert found(subject(signer.sign(), recovered(signer.public, ENOUGH_MAILS - 1))) == {}


def test_a_recovered_key_over_a_part_says_so(signer: Signer) -> None:
    raw = b"Reply-To: x@y.example\r\n" + signer.sign()
    finding = found(subject(raw, recovered(signer.public)))["signature-holds-recovered-key"]
    assert finding.evidence["in_part"] is True


def test_an_unaligned_signer_never_vouches(signer: Signer) -> None:
    raw = signer.sign(MAIL.replace(b"anne@signer.example", b"anne@other.example"))
    for key in (signer.public, recovered(signer.public)):
        findings = found(subject(raw, key))
        assert set(findings) == {"signature-of-other-domain"}
        assert findings["signature-of-other-domain"].direction is Direction.NEUTRAL


def test_google_signing_for_a_customer_corroborates(signer: Signer) -> None:
    hosted = "signer-example.20150623.gappssmtp.com"
    raw = sign_dkim(MAIL, hosted, "20150623", signer.key, headers=("from", "to", "cc", "date", "subject"))
    key = replace(signer.public, domain=hosted, selector="20150623")
    for candidate in (recovered(key), key):
        assert set(found(subject(raw, candidate))) == {"signature-holds-recovered-key"}


def test_a_weak_key_proves_nothing(signer: Signer) -> None:
    findings = found(subject(signer.sign(), replace(signer.public, private_published=True)))
    assert set(findings) == {"signature-weak-key"}
    assert findings["signature-weak-key"].direction is Direction.NEUTRAL


def test_a_rival_with_the_better_claim_is_a_red_flag(signer: Signer) -> None:
    mine = recovered(signer.public, 3)
    published = parse_record(public_record(Signer().key), DOMAIN, SELECTOR, signer.public.provenance)
    larger = recovered(replace(signer.public, exponent=3), 30)
    smaller = recovered(replace(signer.public, exponent=3), 2)
    for rival, codes in (
        (published, {"key-clash"}),
        (larger, {"key-clash"}),
        (smaller, {"signature-holds-recovered-key"}),
    ):
        one = subject(signer.sign(), mine, rivals={mine.fingerprint: (rival,)})
        assert set(found(one)) == codes
    clash = found(subject(signer.sign(), mine, rivals={mine.fingerprint: (larger,)}))["key-clash"]
    assert "another key than the one that signed 30 other mails" in clash.summary


def test_a_second_header_speaks_against_and_is_pointed_at(signer: Signer) -> None:
    raw = b"Subject: Fraud\r\n" + signer.sign()
    finding = found(subject(raw, signer.public))["second-header"]
    assert (finding.direction, finding.strength) == (Direction.AGAINST, Strength.STRONG)
    (span,) = finding.spans
    assert raw[span.start : span.end] == b"Subject: Fraud\r\n"


def test_text_beyond_the_length_counts_unless_its_a_footer(signer: Signer) -> None:
    body = MAIL.partition(b"\r\n\r\n")[2]
    signed = signer.sign(canonicalisation="simple/simple", length=len(body))
    against = found(subject(signed + b"Pay Panama.\r\n", signer.public))["text-beyond-signature"]
    assert against.direction is Direction.AGAINST
    footer = b"_____\r\nTalk mailing list: unsubscribe at http://lists.example\r\n"
    assert found(subject(signed + footer, signer.public))["text-beyond-signature"].direction is Direction.NEUTRAL


def test_structure_that_hides_text_speaks_against(signer: Signer) -> None:
    raw = signer.sign().replace(b"multipart/alternative; boundary=frontier", b"text/plain")
    assert found(subject(raw, signer.public))["structure-does-not-fit"].direction is Direction.AGAINST


def test_what_was_undone_is_told_and_what_stays_unsigned_is_a_part(signer: Signer) -> None:
    footer = b"_____\r\nTalk mailing list: unsubscribe at http://lists.example\r\n"
    for raw, words in (
        (signer.sign().replace(b"Subject: Budget", b"Subject: [Talk] Budget"), "a tag in the subject"),
        (signer.sign() + footer, "a footer below the text"),
    ):
        findings = found(subject(raw, signer.public))
        assert set(findings) == {"signature-holds-in-part", "changed-in-transit"}
        assert f"not vouched for: {words}" in findings["signature-holds-in-part"].summary


def test_what_was_undone_without_a_trace_leaves_the_whole(signer: Signer) -> None:
    raw = signer.sign().replace(b"\r\nFrom there", b"\r\n>From there")
    assert set(found(subject(raw, signer.public))) == {"signature-holds", "changed-in-transit"}


def test_a_key_of_512_bits_proves_nothing(signer: Signer) -> None:
    one = subject(signer.sign(), signer.public)
    short = replace(one, checked=(replace(one.checked[0], key=replace(signer.public, public=b"\xff" * 64)),))
    assert set(found(short)) == {"signature-weak-key"}
    assert "only 512 bits" in found(short)["signature-weak-key"].summary
    longer = replace(one, checked=(replace(one.checked[0], key=replace(signer.public, public=b"\xff" * 65)),))
    assert set(found(longer)) == {"signature-holds"}


def test_a_supplied_key_proves_and_has_no_rival(signer: Signer) -> None:
    supplied = replace(signer.public, provenance=Provenance(Origin.SUPPLIED, "the signer's administrator"))
    rivals = {supplied.fingerprint: (replace(signer.public, exponent=3),)}
    assert set(found(subject(signer.sign(), supplied, rivals=rivals))) == {"signature-holds"}


def test_what_fits_the_body_and_what_is_signed_below_l_is_left_in_peace(signer: Signer) -> None:
    body = MAIL.partition(b"\r\n\r\n")[2]
    whole = signer.sign(canonicalisation="simple/simple", length=len(body))
    assert set(found(subject(whole, signer.public))) == {"signature-holds"}
    other = signer.sign().replace(b"boundary=frontier", b'boundary="frontier"')
    assert set(found(subject(other, signer.public))) == {"signature-holds"}


def test_a_hosted_signer_of_few_mails_or_for_another_name_doesnt_corroborate(signer: Signer) -> None:
    for hosted, mails in (("signer-example.20150623.gappssmtp.com", 2), ("other-example.20150623.gappssmtp.com", 30)):
        raw = sign_dkim(MAIL, hosted, "20150623", signer.key, headers=("from", "date", "subject"))
        key = recovered(replace(signer.public, domain=hosted, selector="20150623"), mails)
        assert all(one.direction is not Direction.FOR for one in found(subject(raw, key)).values())
