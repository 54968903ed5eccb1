from __future__ import annotations

import pytest
from msgspec.structs import replace

from assay.examiners.interface import Subject
from assay.examiners.path import LEARNED, Path
from assay.model.context import Context, Irregular
from assay.model.finding import Direction, Finding, Strength
from assay.model.place import Span
from assay.model.signature import Checked, Outcome
from corpus.way_mail import mail
from small_case import KEY

NAMES = [
    *("form id", "form protocol", "form date", "form clauses", "form pad", "block lacks", "block order"),
    *("accord client", "accord envelope", "accord author", "accord unrecorded", "accord signature", "accord body"),
    *(
        "unsigned",
        "unsigned sender",
        "unsigned software",
        "no way sender",
        "clock",
        "gap",
        "client",
        "no way",
        "recorded dmarc",
        "recorded dkim",
        "recorded spf",
    ),
]

_UNNAMED = {"no way", "no way sender"}


def found(one: Irregular, defects: tuple[str, ...] = ()) -> Finding:
    entry = replace(mail(1), defects=defects)
    (finding,) = Path().examine(Subject(entry=entry, context=Context(route=(one,))))
    return finding


def irregular(name: str, **other: object) -> Irregular:
    fields: dict[str, object] = {"name": name, "server": "mx.pli.example", "value": "7200", "usual": "b", "seen": 0}
    return Irregular(**{**fields, "of": 200, "span": Span(3, 9), **other})


@pytest.mark.parametrize("name", NAMES)
def test_each_irregularity_is_one_plain_sentence_against_it(name: str) -> None:
    finding = found(irregular(name))
    assert finding.code in Path.codes
    assert finding.direction is Direction.AGAINST
    assert finding.basis == "path"
    assert finding.spans == (Span(3, 9),)
    assert "mx.pli.example" in finding.summary or name in _UNNAMED
    assert "{" not in finding.summary


def test_the_rules_cover_every_code() -> None:
    assert {found(irregular(name)).code for name in NAMES} == set(Path.codes)


def test_a_mail_with_an_ordinary_way_has_no_finding() -> None:
    assert list(Path().examine(Subject(entry=mail(1)))) == []


def test_what_others_show_too_decides_nothing() -> None:
    assert found(irregular("form id")).strength is Strength.MODERATE
    assert found(irregular("form id", seen=1)).strength is Strength.WEAK
    assert found(irregular("no way", seen=40)).strength is Strength.WEAK


def test_a_senders_habit_of_signing() -> None:
    assert found(irregular("unsigned sender", of=5)).strength is Strength.MODERATE
    assert found(irregular("unsigned sender", of=4)).strength is Strength.WEAK
    assert found(irregular("unsigned sender", of=19, seen=1)).strength is Strength.WEAK
    assert found(irregular("unsigned sender", of=20, seen=1)).strength is Strength.MODERATE
    assert "and 1 more don't" in found(irregular("unsigned sender", seen=1)).summary
    assert found(irregular("unsigned software", of=100, seen=5)).strength is Strength.MODERATE
    assert found(irregular("unsigned", of=100, seen=5)).strength is Strength.WEAK


def test_little_learned_is_said_with_less_weight() -> None:
    assert found(irregular("accord signature")).strength is Strength.STRONG
    assert found(irregular("accord signature", of=LEARNED - 1)).strength is Strength.MODERATE
    assert found(irregular("accord author", of=LEARNED - 1)).strength is Strength.WEAK


def test_a_changed_body_is_told_once() -> None:
    measured = mail(1, body="Other text.\r\n").signatures[0]
    one = irregular("accord body")
    for known, codes in ((None, ["body-changed-after-check"]), (KEY, [])):
        checked = (Checked(measured=measured, outcome=Outcome.FAIL, key=known),)
        subject = Subject(entry=mail(1), checked=checked, context=Context(route=(one,)))
        assert [finding.code for finding in Path().examine(subject)] == codes


@pytest.mark.parametrize("name", ["block lacks", "block order"])
def test_a_block_decides_until_more_than_one_in_a_hundred_is_like_it(name: str) -> None:
    few = found(irregular(name, seen=4, total=466))
    assert few.strength is Strength.MODERATE
    assert "(as in 4 of all its 466 other mails)" in few.summary
    assert found(irregular(name, seen=5, total=466)).strength is Strength.WEAK
    assert found(irregular(name, seen=1, total=60)).strength is Strength.WEAK
    assert found(irregular("form id", seen=1)).strength is Strength.WEAK


def test_a_damaged_header_explains_much() -> None:
    finding = found(irregular("clock"), ("not-a-header",))
    assert finding.strength is Strength.WEAK
    assert "damaged" in finding.summary


def test_nothing_alone_contradicts() -> None:
    assert all(found(irregular(name)).strength is not Strength.VERY_STRONG for name in NAMES)


def test_words_of_the_dump_are_made_safe_and_cut() -> None:
    finding = found(irregular("gap", server="mx\u202e.example", value="x" * 500))
    assert "\u202e" not in finding.summary
    assert "x" * 90 not in finding.summary


@pytest.mark.parametrize(("late", "words"), [("7200", "2 hours"), ("1143576", "13 days"), ("900", "15 minutes")])
def test_how_late_is_said_in_words(late: str, words: str) -> None:
    assert words in found(irregular("clock", value=late)).summary
