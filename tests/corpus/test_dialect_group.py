from __future__ import annotations

import pytest

from assay.corpus.dialect_group import Group, Member, families, fits
from assay.model.context import Standing

USUAL = {
    "order.core": "From Date To Subject Message-ID",
    "id.left": "UUID",
    "date.form": "day, numeric",
    "case.id": "Message-Id",
    "boundary.shape": "Apple-Mail=_UUID",
}
ODD = {
    "order.core": "To From Subject Message-ID Date",
    "id.left": "n14.w",
    "date.form": "no day numeric",
    "case.id": "Message-ID",
    "boundary.shape": "===============n19==",
}
ODD_ID = {**USUAL, "id.left": "n14.w"}
NONE, PROVEN = Standing.NONE, Standing.PROVEN


def usual(count: int, senders: int, standing: Standing = NONE) -> list[Member]:
    return [
        Member(f"u{number}", f"o{number % senders}", f"s{number % senders}", 0, standing) for number in range(count)
    ]


def departing(members: list[Member]) -> dict[str, tuple[int, int, float]]:
    group = Group("software", "Apple Mail", members, [USUAL, ODD, ODD_ID])
    return {member.item: (found.families, found.alike, found.expected) for member, found in group.departures()}


def test_one_mail_of_other_software_is_named() -> None:
    assert departing([*usual(60, 25), Member("x", "o", "s3", 1, NONE)]) == {"x": (5, 0, 0.0)}


def test_one_family_is_a_setting() -> None:
    assert departing([*usual(60, 25), Member("x", "o", "s3", 2, NONE)]) == {}


def test_what_is_vouched_for_belongs_to_the_dialect() -> None:
    assert departing([*usual(60, 25), Member("x", "o", "s3", 1, NONE), Member("y", "p", "new", 1, PROVEN)]) == {}


def test_the_settings_of_one_sender_say_nothing() -> None:
    assert departing([*usual(60, 25), *(Member(f"x{number}", "o", "s3", 1, NONE) for number in range(9))]) == {}


def test_planted_mails_of_one_hand_do_not_speak_for_each_other() -> None:
    planted = [Member(f"x{number}", f"p{number % 2}", f"new{number % 2}", 1, NONE) for number in range(8)]
    assert departing([*usual(100, 60), *planted])["x0"] == (5, 7, 0.0)


def test_signatures_that_are_missing_from_one_hand() -> None:
    planted = [Member(f"x{number}", f"o{number % 5}", f"s{number % 5}", 1, NONE) for number in range(12)]
    found = departing([*usual(1500, 120, PROVEN), *planted])
    assert found["x0"][2] == pytest.approx(12.0)


def test_a_local_majority_accuses_nobody_else() -> None:
    planted = [Member(f"x{number}", "p", f"s{number % 25}", 1, NONE) for number in range(90)]
    assert departing([*usual(30, 25), *planted]) == {}


def test_a_feature_that_few_others_show_is_not_judged() -> None:
    bare = {name: value for name, value in USUAL.items() if name == "order.core"}
    members = [Member(f"u{number}", "o", f"s{number % 25}", 0, NONE) for number in range(60)]
    group = Group("software", "Apple Mail", [*members, Member("x", "o", "s3", 1, NONE)], [bare, ODD])
    assert list(group.departures()) == []


def test_orders_agree_in_what_they_have_in_common() -> None:
    assert fits("From Date Subject Message-ID", "From Date To Subject Message-ID Content-Type")
    assert not fits("Date From Subject Message-ID", "From Date To Subject Message-ID")
    assert not fits("From Date X Y", "From Date To Subject")


def test_what_one_cause_changes_is_one_family() -> None:
    assert families([("boundary.shape", "x"), ("type.multipart", "y"), ("fold.type", "z")]) == {"mime"}
