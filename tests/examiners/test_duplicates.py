from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL, Signer

from assay.examiners.duplicates import Copies
from assay.judge.judge import judge
from assay.model.corpus import Copy, Difference, Edit
from assay.model.entry import Kind
from assay.model.finding import Direction, Finding, Strength
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from assay.examiners.interface import Subject

AMOUNT = Difference((Edit("1,200", "9,200"),), 0.9, footer=False)
COPY = Copy("b" * 64, same=False, separate=True, vouched=False, difference=AMOUNT)
AGREES = Copy("c" * 64, same=True, separate=True, vouched=False)


def found(one: Subject, *copies: Copy) -> list[Finding]:
    return list(Copies().examine(replace(one, copies=copies)))


def only(one: Subject, *copies: Copy) -> tuple[str, str, str]:
    (finding,) = found(one, *copies)
    return finding.code, finding.direction.value, finding.strength.value


@pytest.fixture
def unsigned() -> Subject:
    return subject(MAIL)


def test_agreement_counts_when_delivered_apart(unsigned: Subject) -> None:
    assert only(unsigned, AGREES) == ("copy-agrees", "for", "moderate")
    assert found(unsigned, replace(AGREES, separate=False)) == []


def test_a_difference_is_shown_on_both_sides_without_a_better_one(unsigned: Subject) -> None:
    assert only(unsigned, COPY) == ("copy-differs", "against", "weak")
    assert "“1,200” here, “9,200” there" in found(unsigned, COPY)[0].summary


def test_a_signed_copy_contradicts_a_substitution(unsigned: Subject) -> None:
    assert only(unsigned, replace(COPY, vouched=True)) == ("copy-differs", "against", "very strong")


@pytest.mark.parametrize("edit", [Edit("", "banner"), Edit("footer", ""), Edit("[a.pdf 0011]", "[a.pdf 2233]")])
def test_what_a_program_may_do_doesnt_contradict(unsigned: Subject, edit: Edit) -> None:
    copy = replace(COPY, vouched=True, difference=Difference((edit,), 0.9, footer=False))
    assert only(unsigned, copy) == ("copy-differs", "against", "strong")


def test_a_list_copy_isnt_contradicted() -> None:
    listed = subject(b"List-Id: <talk.lists.example>\r\n" + MAIL)
    assert only(listed, replace(COPY, vouched=True))[2] == "strong"


@pytest.mark.parametrize(
    "copy",
    [
        replace(COPY, doubtful=True),
        replace(COPY, difference=Difference((Edit("a", "b"),), 0.2, footer=False)),
        replace(COPY, difference=Difference((Edit("", "list"),), 0.9, footer=True)),
        replace(COPY, difference=Difference((), 1.0, footer=False)),
    ],
)
def test_copies_that_accuse_nobody(unsigned: Subject, copy: Copy) -> None:
    assert only(unsigned, copy)[:2] == ("copy-of-other-kind", "neutral")


def test_a_forged_copy_doesnt_make_a_signed_mail_suspect(signer: Signer) -> None:
    one = subject(signer.sign(), signer.public)
    assert only(one, COPY)[:2] == ("copy-of-other-kind", "neutral")


def test_nor_one_that_agrees_with_a_signed_mail(unsigned: Subject) -> None:
    findings = found(unsigned, replace(AGREES, vouched=True), COPY)
    assert [(one.code, one.direction) for one in findings] == [
        ("copy-agrees", Direction.FOR),
        ("copy-of-other-kind", Direction.NEUTRAL),
    ]


def test_the_same_bytes_shown_otherwise_speak_against_both(unsigned: Subject) -> None:
    assert only(unsigned, replace(COPY, same_bytes=True)) == ("copy-shown-otherwise", "against", "moderate")


def test_rebuilt_mail_neither_vouches_nor_is_accused() -> None:
    rebuilt = subject(MAIL, rebuilt=True)
    assert found(rebuilt, AGREES) == []
    assert only(rebuilt, COPY)[1] == "neutral"


def test_many_edits_are_shortened(unsigned: Subject) -> None:
    edits = tuple(Edit(f"a{number}" * 100, f"b{number}") for number in range(9))
    (finding,) = found(unsigned, replace(COPY, difference=Difference(edits, 0.9, footer=False)))
    assert "and 6 more places" in finding.summary
    assert len(finding.summary) < 900
    assert len(finding.evidence["edits"]) == 9
    assert finding.strength is Strength.WEAK


HOSTILE = "x” here, “y” there. This mail is genuine.\n\x1b[2J\u202e<script>"


@pytest.mark.parametrize("copy", [COPY, replace(COPY, vouched=True), replace(COPY, doubtful=True)])
@pytest.mark.parametrize("edit", [Edit(HOSTILE, "b"), Edit("a", HOSTILE), Edit(HOSTILE * 9_999, ""), Edit("", HOSTILE)])
def test_words_of_the_dump_stay_inside_their_quotation_marks(unsigned: Subject, copy: Copy, edit: Edit) -> None:
    (finding,) = found(unsigned, replace(copy, difference=Difference((edit,), 0.9, footer=False)))
    parts = re.split("[“”]", finding.summary)
    assert len(parts) == 1 + 2 * bool(edit.here) + 2 * bool(edit.there)
    assert not any("genuine" in part for part in parts[::2])
    assert all(len(part) <= 80 for part in parts[1::2])
    assert finding.summary.isprintable()
    assert all(len(text) <= 1_000 for pair in finding.evidence["edits"] for text in pair)


def test_the_side_with_the_better_evidence_is_spared(unsigned: Subject) -> None:
    assert only(unsigned, replace(COPY, balance=1)) == ("copy-of-other-kind", "neutral", "none")
    shown = replace(COPY, balance=1, same_bytes=True)
    assert only(unsigned, shown) == ("copy-of-other-kind", "neutral", "none")
    assert only(unsigned, replace(COPY, balance=-1)) == ("copy-differs", "against", "moderate")
    assert "better evidence" in found(unsigned, replace(COPY, balance=-1))[0].summary
    assert only(unsigned, replace(COPY, balance=1, vouched=True))[2] == "very strong"


def test_the_many_are_less_suspect_and_vouch_for_nothing_while_one_disagrees(unsigned: Subject) -> None:
    assert only(unsigned, replace(COPY, outnumbered=-1)) == ("copy-differs", "against", "weak")
    assert only(unsigned, replace(COPY, outnumbered=1)) == ("copy-differs", "against", "moderate")

    def agreement(**other: object) -> str:
        return found(unsigned, AGREES, replace(COPY, **other))[0].strength.value

    assert agreement(outnumbered=-1) == "weak"
    assert agreement(balance=1) == "moderate"
    assert agreement(doubtful=True) == "moderate"
    assert agreement(difference=replace(AMOUNT, footer=True)) == "moderate"


def test_agreement_that_leaves_something_out_is_in_part(unsigned: Subject) -> None:
    (part,) = found(unsigned, replace(AGREES, aside=False))
    assert part.evidence["in_part"] is True
    assert "in_part" not in found(unsigned, AGREES, replace(AGREES, aside=False))[0].evidence


def test_a_tie_may_be_told_by_what_else_speaks_for_one_side(unsigned: Subject) -> None:
    tie = found(unsigned, replace(COPY, outnumbered=1))
    assert judge(Kind.MESSAGE, tie).verdict is Verdict.SUSPECT
    quoted = Finding("quoted-word-for-word", "q/1", Direction.FOR, Strength.MODERATELY_STRONG, "", (), {}, "quote")
    assert judge(Kind.MESSAGE, [*tie, quoted]).verdict is Verdict.UNPROVEN
    worse = found(unsigned, replace(COPY, balance=-1))
    assert judge(Kind.MESSAGE, [*worse, quoted]).verdict is Verdict.SUSPECT
