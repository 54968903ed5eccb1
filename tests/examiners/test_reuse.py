from __future__ import annotations

import pytest

from assay.examiners.interface import Subject
from assay.examiners.reuse import Reuse
from assay.model.context import Context, Shared
from assay.model.finding import Direction, Finding, Strength
from corpus.way_mail import mail, mark

OTHER = "ab" * 32


def shared(**other: object) -> Shared:
    fields: dict[str, object] = {
        "other": OTHER,
        "tokens": ("queue-id", "dkim-b"),
        "values": (f"dkim-b: {mark(1)[:64]}",),
        "transport": 2,
        "suspicion": "this",
        "why": "proven",
    }
    return Shared(**{**fields, **other})


def found(*others: Shared) -> list[Finding]:
    return list(Reuse().examine(Subject(entry=mail(1), context=Context(shared=others))))


@pytest.mark.parametrize(
    ("other", "strength"),
    [
        ({}, Strength.STRONG),
        ({"why": "body hash"}, Strength.MODERATELY_STRONG),
        ({"why": "clock"}, Strength.MODERATELY_STRONG),
        ({"transport": 0, "tokens": ("boundary",)}, Strength.MODERATE),
        ({"transport": 0, "tokens": ("boundary",), "why": "clock"}, Strength.WEAK),
    ],
)
def test_the_clone_is_accused_as_far_as_it_can_be_told(other: dict[str, object], strength: Strength) -> None:
    (finding,) = found(shared(**other))
    assert (finding.code, finding.direction, finding.strength) == ("values-of-other-mail", Direction.AGAINST, strength)
    assert OTHER[:12] in finding.summary
    assert finding.basis == "reuse"


@pytest.mark.parametrize("transport", [2, 0])
def test_where_nothing_tells_one_of_the_two_is_the_original(transport: int) -> None:
    (finding,) = found(shared(suspicion="", why="", transport=transport))
    assert (finding.code, finding.strength) == ("values-shared", Strength.WEAK)
    assert "original" in finding.summary


def test_the_original_and_the_excused_have_nothing_against_them() -> None:
    for one in (shared(suspicion="other"), shared(excuse="one mail that a list passed on in two ways")):
        (finding,) = found(one)
        assert (finding.code, finding.direction) == ("values-shared-innocently", Direction.NEUTRAL)


def test_several_others_are_one_finding_that_names_them() -> None:
    (finding,) = found(shared(), shared(other="cd" * 32))
    assert finding.evidence["others"] == [OTHER, "cd" * 32]


def test_each_kind_is_a_finding_of_its_own() -> None:
    codes = [one.code for one in found(shared(), shared(suspicion=""), shared(suspicion="other"))]
    assert codes == list(Reuse.codes)


def test_no_others_no_finding() -> None:
    assert found() == []
