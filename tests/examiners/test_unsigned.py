from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject
from tests.signatures.conftest import DOMAIN, MAIL, SELECTOR, Signer, private_key

from assay.examiners.unsigned import Unsigned
from assay.model.corpus import Way
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.signatures.signing import sign_dkim, sign_domainkeys

if TYPE_CHECKING:
    from assay.examiners.interface import Subject

LISTED = MAIL.replace(b"MIME-Version", b"List-Id: <talk.lists.example>\r\nMIME-Version")


def found(one: Subject) -> dict[str, Finding]:
    return {finding.code: finding for finding in Unsigned().examine(one)}


def only(one: Subject) -> Finding:
    (finding,) = Unsigned().examine(one)
    return finding


def test_neutral_cases_are_neutral(signer: Signer) -> None:
    other = Signer(private_key(1032)).public
    cases = {
        "no-signature": subject(MAIL),
        "signature-unverifiable": subject(signer.sign()),
        "signature-invalid": subject(signer.sign().replace(b"v=1", b"v=7")),
        "signature-of-other-key": subject(signer.sign(), other),
        "signature-expired": subject(signer.sign(expires=1400000000), signer.public),
        "signature-weak-key": subject(
            signer.sign().replace(b"1,200", b"9,200"), replace(signer.public, private_published=True)
        ),
    }
    for code, one in cases.items():
        finding = only(one)
        assert (finding.code, finding.direction) == (code, Direction.NEUTRAL)


def test_a_signature_that_holds_is_for_the_other_examiner(signer: Signer) -> None:
    assert found(subject(signer.sign(), signer.public)) == {}


@pytest.mark.parametrize(("old", "code"), [(b"1,200", "body-changed"), (b"Budget", "headers-changed")])
def test_what_nothing_explains_contradicts_under_a_published_key(signer: Signer, old: bytes, code: str) -> None:
    raw = signer.sign().replace(old, b"Other")
    finding = only(subject(raw, signer.public))
    assert (finding.code, finding.direction, finding.strength) == (code, Direction.AGAINST, Strength.VERY_STRONG)


@pytest.mark.parametrize("old", [b"1,200", b"Budget"])
def test_a_recovered_key_never_contradicts(signer: Signer, old: bytes) -> None:
    finding = only(subject(signer.sign().replace(old, b"Other"), recovered(signer.public)))
    assert finding.strength is Strength.STRONG
    assert "nobody vouches for whose it is" in finding.summary


def test_lists_rewrite_headers(signer: Signer) -> None:
    raw = signer.sign(LISTED).replace(b"Subject: Budget", b"Subject: Other")
    assert only(subject(raw, signer.public)).code == "broken-on-the-way"


def test_a_body_broken_behind_a_list_isnt_irreconcilable(signer: Signer) -> None:
    raw = signer.sign(LISTED).replace(b"1,200", b"9,200")
    assert only(subject(raw, signer.public)).strength is Strength.STRONG


def test_where_most_are_broken_one_more_says_nothing(signer: Signer) -> None:
    raw = signer.sign().replace(b"1,200", b"9,200")
    assert only(subject(raw, signer.public, way=Way(2, 30))).code == "broken-on-the-way"
    assert only(subject(raw, signer.public, way=Way(0, 3))).code == "body-changed"
    assert only(subject(raw, signer.public, way=Way(20, 10))).code == "broken-on-the-way"
    assert only(subject(raw, signer.public, way=Way(90, 10))).strength is Strength.STRONG
    assert only(subject(raw, signer.public, way=Way(990, 10))).strength is Strength.VERY_STRONG


def test_without_a_key_a_body_is_still_compared_with_the_hash_in_its_signature(signer: Signer) -> None:
    raw = signer.sign().replace(b"1,200", b"9,200")
    assert only(subject(raw, way=Way(990, 2))).strength is Strength.MODERATELY_STRONG
    assert "no key is needed" in only(subject(raw, way=Way(990, 2))).summary
    assert only(subject(raw, way=Way(90, 10))).strength is Strength.MODERATE
    for way in (Way(3, 1), Way(60, 40), Way(0, 0)):
        assert only(subject(raw, way=way)).code == "signature-unverifiable"
    assert only(subject(signer.sign(), way=Way(990, 2))).code == "signature-unverifiable"
    assert only(subject(raw.replace(b"\r\n", b"\n"), way=Way(990, 2))).code == "body-changed"
    assert only(subject(signer.sign().replace(b"\r\n", b"\n"), way=Way(990, 2))).code == "signature-unverifiable"


def test_a_list_that_is_known_to_leave_headers_alone_explains_nothing(signer: Signer) -> None:
    raw = signer.sign(LISTED).replace(b"Subject: Budget", b"Subject: Other")
    assert only(subject(raw, signer.public, way=Way(50, 0, 900, 3))).code == "headers-changed"
    assert only(subject(raw, signer.public, way=Way(50, 0, 3, 900))).code == "broken-on-the-way"
    assert only(subject(raw, signer.public, way=Way(50, 0, 3, 1))).code == "broken-on-the-way"


def test_added_text_is_suspect_and_pointed_at(signer: Signer) -> None:
    raw = signer.sign() + b"PS: burn this.\r\n"
    finding = only(subject(raw, signer.public))
    assert (finding.code, finding.strength) == ("text-added", Strength.MODERATE)
    (span,) = finding.spans
    assert raw[span.start : span.end] == b"PS: burn this.\r\n"


def test_a_proven_mail_needs_no_second_signature(signer: Signer) -> None:
    broken = signer.sign(MAIL.replace(b"Budget", b"Other")).replace(b"Subject: Other", b"Subject: Budget")
    both = signer.sign(broken)
    assert only(subject(both, signer.public)).code == "signature-not-needed"


def test_rebuilt_mail_isnt_judged_by_signatures(signer: Signer) -> None:
    raw = signer.sign().replace(b"1,200", b"9,200")
    assert found(subject(raw, signer.public, rebuilt=True)) == {}


FRAGILE = Way(2, 30)
AGAINST = {
    "body": lambda raw: raw.replace(b"1,200", b"9,200"),
    "subject": lambda raw: raw.replace(b"Budget", b"Other"),
    "appended": lambda raw: raw + b"PS: burn this.\r\n",
    "prepended": lambda raw: raw.replace(b"\r\n\r\n--frontier", b"\r\n\r\nBurn this.\r\n--frontier", 1),
    "copied": lambda raw: raw.replace(b"\r\nSubject: Budget", b"\r\nSubject: Other"),
}


def with_copies(signer: Signer, raw: bytes = MAIL) -> bytes:
    """Signed with z=, the signer's own copies of the headers."""
    more = f"@{DOMAIN}; z=Subject:Budget=20of=20the=20rally"
    return sign_dkim(raw, DOMAIN, SELECTOR, signer.key, identity=more, headers=("from", "date", "subject"))


@pytest.mark.parametrize("change", AGAINST)
def test_a_recovered_key_is_never_very_strong_whatever_is_broken(signer: Signer, change: str) -> None:
    for sign in (signer.sign, lambda: with_copies(signer)):
        finding = only(subject(AGAINST[change](sign()), recovered(signer.public, 9000, 900)))
        assert finding.direction is Direction.AGAINST
        assert finding.strength in {Strength.MODERATE, Strength.STRONG}


@pytest.mark.parametrize("change", AGAINST)
def test_a_fragile_way_excuses_whatever_is_broken(signer: Signer, change: str) -> None:
    for sign in (signer.sign, lambda: with_copies(signer)):
        finding = only(subject(AGAINST[change](sign()), signer.public, way=FRAGILE))
        assert (finding.code, finding.direction) == ("broken-on-the-way", Direction.NEUTRAL)


def test_but_not_a_header_that_was_put_in(signer: Signer) -> None:
    raw = b"Subject: Fraud\r\n" + signer.sign(over_sign=("subject",))
    for way in (FRAGILE, Way(100, 0)):
        finding = only(subject(raw, signer.public, way=way))
        assert (finding.code, finding.strength) == ("headers-changed", Strength.MODERATE)


def test_the_signers_own_copy_names_the_change_and_a_list_is_excused(signer: Signer) -> None:
    change = AGAINST["copied"]
    finding = only(subject(change(with_copies(signer)), signer.public))
    assert (finding.code, finding.strength) == ("headers-changed", Strength.VERY_STRONG)
    assert "signed as 'Budget of the rally'" in finding.summary
    assert only(subject(change(with_copies(signer, LISTED)), signer.public)).code == "broken-on-the-way"


def test_domainkeys_can_fail_for_innocent_reasons_only_guessed_at(signer: Signer) -> None:
    raw = sign_domainkeys(MAIL, DOMAIN, SELECTOR, signer.key)
    assert found(subject(raw, signer.public)) == {}
    quoted = raw.replace(b"\r\nFrom there", b"\r\n>From there")
    for key in (signer.public, recovered(signer.public)):
        finding = only(subject(quoted, key))
        assert (finding.code, finding.direction) == ("broken-on-the-way", Direction.NEUTRAL)


def test_a_mail_proven_but_for_what_a_list_added_isnt_accused_by_a_second_signature(signer: Signer) -> None:
    relay = "relay.example"
    raw = sign_dkim(
        signer.sign(), relay, SELECTOR, signer.key, headers=("x-campaign", "from"), over_sign=("x-campaign",)
    )
    raw = b"X-Campaign: 7\r\nReply-To: talk@lists.example\r\n" + raw
    keys = {DOMAIN: signer.public, relay: replace(signer.public, domain=relay)}
    one = subject(raw, signer.public)
    assert {checked.measured.domain for checked in one.checked} == set(keys)
    assert only(one).code == "signature-not-needed"


def test_a_signer_that_isnt_the_author_never_contradicts_by_headers(signer: Signer) -> None:
    resent = signer.sign().replace(b"anne@signer.example", b"list@other.example").replace(b"Budget", b"Fwd: Budget")
    finding = only(subject(resent, signer.public))
    assert (finding.code, finding.strength) == ("headers-changed", Strength.STRONG)
    assert "sent the mail on under its own From" in finding.summary


def test_signatures_that_say_nothing_carry_no_weight_whatever_the_key(signer: Signer) -> None:
    short = replace(signer.public, public=b"\xff" * 64)
    assert short.weak
    raw = AGAINST["body"](signer.sign())
    one = subject(raw, signer.public)
    weak = replace(one, checked=(replace(one.checked[0], key=short),))
    assert only(weak).code == "signature-weak-key"


def test_broken_domainkeys_accuse_nobody(signer: Signer) -> None:
    signed = sign_domainkeys(MAIL, DOMAIN, SELECTOR, signer.key)
    finding = only(subject(signed.replace(b"1,200", b"9,200"), signer.public))
    assert (finding.code, finding.direction) == ("broken-on-the-way", Direction.NEUTRAL)


def test_text_added_where_everything_is_added_to_says_nothing(signer: Signer) -> None:
    raw = signer.sign() + b"PS: burn this.\r\n"
    assert only(subject(raw, signer.public, way=Way(2, 30))).direction is Direction.NEUTRAL
    over = b"Subject: Fraud\r\n" + signer.sign(over_sign=("subject",))
    assert only(subject(over, signer.public, way=Way(2, 30))).direction is Direction.AGAINST


def test_what_cant_be_checked_reads_as_a_sentence(signer: Signer) -> None:
    cases = {
        "A signature of a signer that names no domain can't be checked: a piece of it isn't of the form name=value.": (
            signer.sign().replace(b"v=1;", b"v=1; \xff\x00;")
        ),
        f"It carries a signature of {DOMAIN}, but no key is known to check it with.": signer.sign(),
    }
    for sentence, raw in cases.items():
        assert only(subject(raw)).summary == sentence


def test_a_term_that_was_over_is_said_so_whatever_else_is_broken(signer: Signer) -> None:
    expired = signer.sign(expires=1400000000)
    for raw in (expired, expired.replace(b"1,200", b"9,200")):
        finding = only(subject(raw, signer.public))
        assert finding.code == "signature-expired"
        assert finding.summary.startswith(
            f"The term (x=) of the signature of {DOMAIN} was over when the mail was written"
        )


def test_a_document_isnt_told_that_it_carries_no_signature() -> None:
    one = subject(MAIL)
    assert found(replace(one, entry=replace(one.entry, kind=Kind.DOCUMENT))) == {}
