from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL

from assay.examiners.thread import Thread
from assay.model import context
from assay.model.context import Context, Standing

if TYPE_CHECKING:
    from assay.model.finding import Finding

DAY = 86_400.0
OLDER = context.Thread(
    parent="b" * 64, how="message-id", parent_standing=Standing.PROVEN, latest=10 * DAY, parent_earliest=14 * DAY,
    received=True, seconds=10 * DAY, parent_seconds=14 * DAY,
)  # fmt: skip
YOUNGER = context.Thread(
    child="c" * 64, children=1, child_standing=Standing.PROVEN, child_latest=10 * DAY, earliest=14 * DAY,
    child_received=True,
)  # fmt: skip
BARE = subject(MAIL)


def found(place: context.Thread | None) -> list[Finding]:
    return list(Thread().examine(replace(BARE, context=Context(thread=place))))


def only(place: context.Thread) -> tuple[str, str, str]:
    (finding,) = found(place)
    assert finding.basis == "thread"
    return finding.code, finding.direction.value, finding.strength.value


def test_nothing_known_nothing_said() -> None:
    assert found(None) == []
    assert found(context.Thread(parent="b" * 64, latest=2.0, parent_earliest=1.0, how="message-id")) == []


def test_an_absent_parent_is_named() -> None:
    (finding,) = found(context.Thread(absent=("a@x.example", "b" * 200)))
    assert finding.code == "answers-absent"
    assert "b" * 80 in finding.summary
    assert "b" * 81 not in finding.summary


@pytest.mark.parametrize(
    ("change", "direction", "strength"),
    [
        ({}, "against", "moderate"),
        ({"received": False}, "against", "weak"),
        ({"parent_standing": Standing.RECEIVED}, "against", "weak"),
        ({"parent_standing": Standing.NONE}, "against", "weak"),
        ({"standing": Standing.PROVEN}, "neutral", "none"),
    ],
)
def test_older_than_what_it_answers(change: dict[str, object], direction: str, strength: str) -> None:
    assert only(replace(OLDER, **change)) == ("older-than-parent", direction, strength)
    assert "4 days" in found(OLDER)[0].summary


@pytest.mark.parametrize("change", [{"latest": 14 * DAY - 3000}, {"how": "thread-index"}, {"parent_earliest": None}])
def test_innocent_orders(change: dict[str, object]) -> None:
    assert found(replace(OLDER, **change)) == []


def test_a_better_parent_isnt_accused_by_its_child() -> None:
    assert found(replace(OLDER, standing=Standing.PROVEN, parent_standing=Standing.NONE)) == []


@pytest.mark.parametrize(
    ("change", "strength"),
    [({}, "moderate"), ({"child_received": False}, "weak"), ({"child_standing": Standing.NONE}, "weak")],
)
def test_younger_than_its_answer(change: dict[str, object], strength: str) -> None:
    assert only(replace(YOUNGER, **change)) == ("younger-than-answer", "against", strength)


def test_left_out() -> None:
    assert only(context.Thread(later=4)) == ("left-out-of-thread", "against", "weak")
    assert found(context.Thread(later=4, standing=Standing.PROVEN)) == []


def test_unknown_references() -> None:
    assert only(context.Thread(parent="b" * 64, alien=("z@x.example",)))[1:] == ("neutral", "none")
