from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.examiners.impossible_times import after_delivery, before_parent, unequal
from assay.examiners.readings import readings
from assay.model.context import Standing, Thread
from examiners.clock_subjects import DATE, DAY, clock, entry, hop, signed

if TYPE_CHECKING:
    from assay.model.entry import Entry


def late(one: Entry) -> str:
    found = after_delivery(one, readings(one))
    return "" if found is None else found[0].strength.value


def early(one: Entry, parent_after: float, standing: Standing = Standing.NONE) -> str:
    thread = Thread(parent="b" * 64, parent_seconds=DATE + parent_after, parent_standing=standing)
    found = before_parent(one, thread, readings(one))
    return "" if found is None else found.strength.value


HOPS = (hop("mx.b.example", 60),)


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("outlook-message-id", "strong"),
        ("gmail-boundary", "strong"),
        ("javamail-boundary", "weak"),
        ("thread-index", "weak"),
    ],
)
def test_nothing_is_made_after_it_was_delivered(name: str, weight: str) -> None:
    assert late(entry([clock(name, 20 * DAY)], HOPS)) == weight


def test_an_image_of_later_is_moderate_and_zones_are_allowed_for() -> None:
    assert late(entry([clock("outlook-image", 20 * DAY, local=True)], HOPS)) == "moderate"
    assert late(entry([clock("outlook-image", DAY + 13 * 3600, local=True)], HOPS)) == ""


@pytest.mark.parametrize(
    "one",
    [
        entry([clock("outlook-message-id", 20 * DAY)]),
        entry([clock("outlook-message-id", 7200)], HOPS),
        entry([clock("outlook-message-id", 20 * DAY)], (hop("mx.b.example", 21 * DAY), hop("out.a.test", 0))),
        entry([clock("outlook-image", -90 * DAY, local=True)], HOPS),
        entry((), HOPS, [signed("a.test", 9 * DAY)]),
    ],
    ids=["never delivered", "fast by hours", "still under way", "quoted image", "a server's clock"],
)
def test_innocent_mail_is_not_late(one: Entry) -> None:
    assert late(one) == ""


def test_a_rebuilt_mail_is_never_suspect_for_it() -> None:
    assert late(entry([clock("outlook-message-id", 20 * DAY)], HOPS, reconstructed=True)) == "weak"


def test_what_answers_is_made_after_what_it_answers() -> None:
    made = clock("gmail-boundary", -20 * DAY)
    assert early(entry([made]), -2 * DAY) == "strong"
    assert early(entry([made]), -2 * DAY, Standing.PROVEN) == "very strong"
    assert early(entry([clock("outlook-message-id", -20 * DAY)]), -2 * DAY, Standing.PROVEN) == "strong"
    assert early(entry([made], HOPS), -2 * DAY, Standing.PROVEN) == "moderate"
    assert early(entry([clock("thread-index-answer", -20 * DAY)]), -2 * DAY) == "weak"


@pytest.mark.parametrize(
    ("one", "parent_after"),
    [
        (entry([clock("gmail-boundary", -3600)]), -1800),
        (entry([clock("gmail-boundary", -20 * DAY)]), 5 * DAY),
        (entry([clock("thread-index", -20 * DAY)]), -2 * DAY),
        (entry([clock("outlook-image", -20 * DAY, local=True)]), -2 * DAY),
        (entry([clock("thread-index-answer", -60)], HOPS, [signed("a.test", -4 * DAY)]), -2 * DAY),
        (entry([clock("mutt-message-id", -1.9 * DAY)]), -0.5 * DAY),
    ],
    ids=["minutes", "Date is older too", "the thread's begin", "quoted image", "a gateway is behind", "local time"],
)
def test_innocent_answers_are_not_accused(one: Entry, parent_after: float) -> None:
    assert early(one, parent_after, Standing.PROVEN) == ""


@pytest.mark.parametrize(
    ("name", "gap", "weight"),
    [
        ("gmail-id", 12 * DAY, "moderately strong"),
        ("exim-queue-id", 12 * DAY, "moderate"),
        ("postfix-queue-id", 12 * DAY, "weak"),
        ("gmail-id", 7200, "weak"),
    ],
)
def test_a_line_with_two_times(name: str, gap: float, weight: str) -> None:
    (found,) = unequal(entry([clock(name, 0, beside=DATE + gap, host="mx.b.example")]))
    assert found.strength.value == weight
    assert "mx.b.example" in found.summary


def test_a_line_with_one_time_is_in_order() -> None:
    assert list(unequal(entry([clock("exim-queue-id", 0, beside=DATE + 600)]))) == []
    (found,) = unequal(entry([clock("gmail-id", 0, beside=DATE + 12 * DAY)], reconstructed=True))
    assert found.strength.value == "weak"
