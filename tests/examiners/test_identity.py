from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL, Signer

from assay.corpus.lookalike import HOWS
from assay.examiners.identity import Identity
from assay.model.context import Acquaintance, Context
from assay.model.entry import Kind

if TYPE_CHECKING:
    from assay.examiners.interface import Subject
    from assay.model.finding import Finding

KNOWN = Acquaintance(mails=9, earlier=8, domain_mails=9)
ALIKE = replace(KNOWN, resembles="rivage.example", how="homograph", resembled_mails=40, domain_mails=2)


def found(one: Subject, known: Acquaintance | None = KNOWN) -> list[Finding]:
    return list(Identity().examine(replace(one, context=Context(sender=known))))


def only(one: Subject, known: Acquaintance) -> tuple[str, str, str]:
    (finding,) = found(one, known)
    assert finding.basis == "identity"
    return finding.code, finding.direction.value, finding.strength.value


@pytest.fixture
def unsigned() -> Subject:
    return subject(MAIL)


def named(name: str, head: bytes = b"") -> Subject:
    return subject(head + b'From: "' + name.encode() + b'" <x81@post.example>\r\nSubject: s\r\n\r\ntext\r\n')


def test_who_is_known_or_no_mail_says_nothing(unsigned: Subject) -> None:
    assert found(unsigned) == found(unsigned, None) == []
    document = replace(unsigned, entry=replace(unsigned.entry, kind=Kind.DOCUMENT))
    assert found(document, ALIKE) == []


def test_a_lookalike(unsigned: Subject) -> None:
    assert only(unsigned, ALIKE) == ("sender-lookalike", "against", "moderate")
    assert only(unsigned, replace(ALIKE, chance=True))[2] == "weak"
    assert "“rivage.example”" in found(unsigned, ALIKE)[0].summary
    assert "of the mailboxes of this dump" in found(unsigned, replace(ALIKE, custodian=True))[0].summary


def test_why_it_is_the_false_one(unsigned: Subject) -> None:
    (finding,) = found(unsigned, replace(ALIKE, resembled_mails=1, person=True, why=("letters", "date")))
    assert "that 1 mail here is from" in finding.summary
    assert "the false one: it's written with what only looks like" in finding.summary
    assert "The same name writes from both. Innocent if this one is the true one" in finding.summary


def test_what_is_said_of_a_domain_that_was_written_to_or_may_be_the_true_one(unsigned: Subject) -> None:
    assert "nobody well known here ever wrote to it." in found(unsigned, ALIKE)[0].summary
    assert "ever wrote" not in found(unsigned, replace(ALIKE, written_to=True))[0].summary
    unsure = replace(ALIKE, chance=True, person=True, why=("date",))
    assert "If one of the two is false it is rather this one: that one was there" in found(unsigned, unsure)[0].summary
    named = replace(ALIKE, why=("word", "left"))
    assert "with something put to it and its mail's own header names" in found(unsigned, named)[0].summary


def test_its_signature_proves_only_that_domain(signer: Signer) -> None:
    one = subject(signer.sign(), signer.public)
    (finding,) = found(one, ALIKE)
    assert "proves only that “signer.example” sent it" in finding.summary
    assert finding.evidence["signers"] == ["signer.example"]


@pytest.mark.parametrize("how", HOWS)
def test_every_likeness_has_its_words(unsigned: Subject, how: str) -> None:
    assert found(unsigned, replace(ALIKE, how=how))[0].evidence["how"] == how


def test_weak_signs(unsigned: Subject) -> None:
    name = replace(KNOWN, known_name="a@b.example", known_mails=30)
    assert only(unsigned, name) == ("sender-name-elsewhere", "against", "weak")
    assert only(unsigned, replace(KNOWN, reply_elsewhere="a@b.example")) == ("reply-elsewhere", "against", "weak")


def test_first_contact_is_no_evidence(unsigned: Subject) -> None:
    assert only(unsigned, replace(KNOWN, earlier=0)) == ("first-contact", "neutral", "none")


def test_an_address_in_the_name() -> None:
    assert only(named("anna@rivage.example"), KNOWN) == ("sender-in-name", "against", "weak")
    assert found(named("anna@post.example")) == []
    assert found(named("anna@rivage.example via Survey")) == []
    assert found(named("anna@rivage.example", b"List-Id: <l.example>\r\n")) == []
    assert found(named("Anna at Rivage")) == []


def test_long_names_cost_nothing() -> None:
    assert found(named("a@" * 20_000)) == []
