from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL

from assay.examiners.quotes import Quotes
from assay.judge.judge import judge
from assay.model.context import Context, Quotation, Standing
from assay.model.corpus import Edit
from assay.model.entry import Kind
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from assay.model.finding import Finding

NONE, RECEIVED, PROVEN = Standing
ALIKE = Quotation(
    other="b" * 64, quoting=False, other_standing=PROVEN, named=True, author="same", clock=0,
    words=80, own=80, matched=80, whole=True,
)  # fmt: skip
EDIT = Edit("18,400", "48,400")
OTHER = replace(ALIKE, matched=79, whole=False, differences=(EDIT,), gravity="firm")
BARE = subject(MAIL)


def found(*quotations: Quotation, rebuilt: bool = False) -> list[Finding]:
    one = subject(MAIL, rebuilt=True) if rebuilt else BARE
    return list(Quotes().examine(replace(one, context=Context(quotations=quotations))))


def only(*quotations: Quotation) -> tuple[str, str, str]:
    (finding,) = found(*quotations)
    return finding.code, finding.direction.value, finding.strength.value


@pytest.mark.parametrize(
    ("change", "strength"),
    [
        ({}, "moderately strong"),
        ({"matched": 30, "whole": False}, "moderate"),
        ({"matched": 15, "whole": False}, "weak"),
        ({"matched": 20, "own": 200, "whole": False}, "weak"),
        ({"stranger": True}, "weak"),
        ({"loose": 1, "whole": False}, "weak"),
        ({"other_standing": RECEIVED}, "moderate"),
        ({"other_standing": NONE}, "weak"),
    ],
)
def test_word_for_word(change: dict[str, object], strength: str) -> None:
    assert only(replace(ALIKE, **change)) == ("quoted-word-for-word", "for", strength)


@pytest.mark.parametrize(
    "change",
    [
        {"named": False},
        {"author": "other"},
        {"clock": 5 * 60},
        {"other_standing": NONE, "stranger": True},
        {"link": "other-text", "depth": 2},
    ],
)
def test_what_vouches_for_nothing(change: dict[str, object]) -> None:
    assert not [one for one in found(replace(ALIKE, **change)) if one.direction.value == "for"]


@pytest.mark.parametrize("change", [{"whole": False}, {"subject": False}, {"clock": None}])
def test_a_part_is_said_to_be_one(change: dict[str, object]) -> None:
    assert found(replace(ALIKE, **change))[0].evidence["in_part"] is True
    assert found(ALIKE)[0].evidence["in_part"] is True
    assert "The recipients aren't vouched for" in found(ALIKE)[0].summary
    assert "What isn't quoted" in found(replace(ALIKE, **change))[0].summary


def test_two_unproven_mails_dont_raise_each_other() -> None:
    one = replace(ALIKE, other_standing=NONE)
    findings = found(one, replace(one, other="c" * 64), replace(one, other="d" * 64))
    assert judge(Kind.MESSAGE, findings).verdict is Verdict.UNPROVEN


def test_one_that_differs_takes_the_others_weight() -> None:
    findings = found(ALIKE, replace(OTHER, other="c" * 64))
    assert [one.strength.value for one in findings if one.direction.value == "for"] == ["weak"]


@pytest.mark.parametrize(
    ("change", "direction", "strength"),
    [
        ({}, "against", "very strong"),
        ({"clock": None}, "against", "very strong"),
        ({"clock": 3}, "against", "moderate"),
        ({"gravity": "open"}, "against", "moderate"),
        ({"gravity": "slight"}, "against", "weak"),
        ({"stranger": True}, "against", "moderate"),
        ({"loose": 2}, "against", "moderate"),
        ({"other_standing": RECEIVED}, "against", "moderate"),
        ({"other_standing": RECEIVED, "gravity": "open"}, "against", "weak"),
        ({"other_standing": NONE}, "against", "weak"),
        ({"other_standing": NONE, "gravity": "open"}, "neutral", "none"),
        ({"standing": RECEIVED}, "against", "weak"),
        ({"standing": PROVEN}, "neutral", "none"),
        ({"named": False}, "neutral", "none"),
        ({"matched": 60}, "neutral", "none"),
    ],
)
def test_a_difference_counts_against_the_weaker_side(change: dict[str, object], direction: str, strength: str) -> None:
    assert only(replace(OTHER, **change)) == ("quoted-differently", direction, strength)


def test_the_words_are_shown() -> None:
    (finding,) = found(OTHER)
    assert "“18,400” here, “48,400” there" in finding.summary
    assert finding.evidence["edits"] == [["18,400", "48,400"]]
    assert finding.basis == f"quote:{'b' * 64}"
    many = replace(OTHER, differences=(Edit("a" * 500, ""),) * 9)
    assert "and 6 more places" in found(many)[0].summary
    assert len(found(many)[0].summary) < 700


def test_rebuilt_mail_isnt_accused() -> None:
    assert found(OTHER, rebuilt=True)[0].direction.value == "neutral"


@pytest.mark.parametrize(
    ("change", "direction", "strength"),
    [
        ({}, "against", "moderate"),
        ({"other_standing": NONE}, "against", "weak"),
        ({"standing": PROVEN}, "neutral", "none"),
        ({"gravity": "open"}, "neutral", "none"),
    ],
)
def test_a_mail_that_quotes_differently(change: dict[str, object], direction: str, strength: str) -> None:
    one = replace(OTHER, quoting=True, **change)
    assert only(one) == ("quotes-differently", direction, strength)


def test_quoting_vouches_for_nothing() -> None:
    assert only(replace(ALIKE, quoting=True)) == ("quotes-a-mail", "neutral", "none")


@pytest.mark.parametrize(
    ("change", "direction", "strength"),
    [
        ({}, "against", "moderate"),
        ({"other_standing": RECEIVED}, "against", "weak"),
        ({"stranger": True}, "against", "weak"),
        ({"standing": PROVEN}, "neutral", "none"),
        ({"other_standing": NONE}, "neutral", "none"),
    ],
)
def test_another_date(change: dict[str, object], direction: str, strength: str) -> None:
    one = replace(ALIKE, clock=4 * 24 * 60, **change)
    assert only(one) == ("quoted-with-other-date", direction, strength)


@pytest.mark.parametrize("change", [{"clock": 20 * 60}, {"author": ""}, {"link": "attribution"}, {"matched": 60}])
def test_a_date_that_something_else_explains(change: dict[str, object]) -> None:
    one = replace(ALIKE, clock=4 * 24 * 60)
    assert found(replace(one, **change)) == []


@pytest.mark.parametrize(
    ("change", "direction", "strength"),
    [
        ({}, "against", "moderate"),
        ({"matched": 40}, "against", "weak"),
        ({"other_standing": RECEIVED}, "against", "weak"),
        ({"other_standing": NONE}, "neutral", "none"),
        ({"standing": RECEIVED}, "neutral", "none"),
    ],
)
def test_another_text(change: dict[str, object], direction: str, strength: str) -> None:
    one = replace(ALIKE, link="other-text", matched=3, whole=False)
    assert only(replace(one, **change)) == ("quoted-with-other-text", direction, strength)
