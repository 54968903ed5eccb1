from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from assay.examiners.dating import contradiction
from assay.examiners.readings import readings
from assay.model.context import Punctual, Toolmarks
from assay.model.finding import Direction, Strength
from examiners.clock_subjects import DAY, clock, entry, hop, signed

if TYPE_CHECKING:
    from assay.model.entry import Entry


def strength(one: Entry, punctual: Punctual | None = None, toolmarks: Toolmarks | None = None) -> str:
    found = contradiction(one, readings(one), punctual=punctual, toolmarks=toolmarks)
    if found is None:
        return ""
    assert found[0].direction is Direction.AGAINST
    assert found[0].basis == "clocks"
    return found[0].strength.value


SERVERS = (hop("mx.b.example", 30 * DAY + 2), hop("out.a.test", 30 * DAY))
MADE = clock("outlook-message-id", 30 * DAY)


def test_a_changed_date_is_contradicted_by_all_that_was_left() -> None:
    assert strength(entry([MADE], SERVERS, [signed("a.test", 30 * DAY)])) == "strong"
    assert strength(entry([MADE], SERVERS)) == "moderately strong"
    assert strength(entry((), SERVERS)) == "moderate"


def test_hidden_clocks_tell_where_the_servers_lines_were_changed_too() -> None:
    lines = (hop("mx.b.example", 2), hop("out.a.test", 1))
    assert strength(entry([MADE], lines, [signed("a.test", 30 * DAY)])) == "moderately strong"
    assert strength(entry([clock("gmail-boundary", -30 * DAY)], lines)) == "moderate"


def test_a_date_behind_delivery_is_contradicted_by_two_servers() -> None:
    assert strength(entry((), (hop("mx.b.example", -3 * DAY), hop("out.a.test", -3 * DAY)))) == "moderate"
    assert strength(entry((), (hop("mx.b.example", -3 * DAY),))) == "weak"


@pytest.mark.parametrize(
    "one",
    [
        entry([clock("outlook-message-id", 1)], SERVERS),
        entry([clock("thread-index-answer", -60)], (hop("mx.b.example", 60),), [signed("a.test", -4 * DAY)]),
        entry((), (hop("mx.b.example", 4 * DAY), hop("list.test", 4 * DAY), hop("out.a.test", 3600))),
        entry([clock("thread-index", -200 * DAY), clock("file-creation", -900 * DAY)]),
        entry([clock("mutt-message-id", 7200)], (hop("mx.b.example", 5),)),
        entry([clock("gmail-boundary", 0), clock("gmail-boundary", 13 * DAY)]),
        entry(),
    ],
    ids=["offline for days", "a gateway is behind", "a queue", "old template", "local time", "sent on", "no clocks"],
)
def test_innocent_mail_is_not_contradicted(one: Entry) -> None:
    assert strength(one) == ""


def test_a_few_days_in_an_outbox_weigh_less() -> None:
    servers = (hop("mx.b.example", 3 * DAY), hop("out.a.test", 3 * DAY))
    assert strength(entry((), servers)) == "weak"
    assert strength(entry([clock("outlook-message-id", 3 * DAY)], servers)) == "moderate"


def test_mail_that_was_sent_again_or_rebuilt_is_never_suspect_for_it() -> None:
    assert strength(entry([MADE, clock("resent", 30 * DAY)], SERVERS)) == "weak"
    assert strength(entry([MADE], SERVERS, reconstructed=True)) == "weak"


def test_servers_alone_may_only_show_a_wrong_clock_of_the_sender() -> None:
    one = entry([clock("gmail-id", 30 * DAY)], SERVERS, [signed("a.test", 30 * DAY)])
    assert strength(one) == "moderate"


def test_a_date_that_is_signed_was_set_by_the_sender() -> None:
    one = entry([MADE], SERVERS, [signed("a.test", 30 * DAY)])
    found = contradiction(one, readings(one), proven=True)
    assert found is not None
    assert found[0].strength is Strength.WEAK
    assert "vouches for Date" in found[0].summary


def test_a_single_clock_that_may_be_used_again_weighs_little() -> None:
    assert strength(entry([clock("outlook-message-id", -30 * DAY)])) == "weak"
    assert strength(entry([clock("outlook-message-id", 30 * DAY)])) == "moderate"
    assert strength(entry([clock("python-message-id", 30 * DAY)])) == "weak"
    assert strength(entry([clock("python-message-id", 3000 * DAY)])) == "moderate"
    assert strength(entry([clock("python-message-id", -3000 * DAY)])) == "weak"


def test_one_server_weighs_where_its_mail_is_punctual() -> None:
    late, soon, early = (entry((), (hop("mx.b.example", days * DAY),)) for days in (30, 4, -3))
    steady, rough, unknown = Punctual("b", 0, 300, 1), Punctual("b", 0, 300, 9), Punctual("b", 0, 20, 0)
    assert [strength(one, steady) for one in (late, soon, early)] == ["moderate", "weak", "moderate"]
    assert [strength(late, one) for one in (rough, unknown, None)] == ["weak", "weak", "weak"]
    said = contradiction(late, readings(late), punctual=steady)
    assert said is not None
    assert "Of 300 mails that the same server delivered" in said[0].summary


def test_one_mail_off_among_many_of_its_sender_that_are_on_time() -> None:
    late = entry((), (hop("mx.b.example", 30 * DAY),))
    alone, clock_wrong, often = (Punctual("b", 0, 0, 0, 9, far, alike) for far, alike in ((2, 0), (2, 1), (4, 0)))
    assert [strength(late, one) for one in (alone, clock_wrong, often)] == ["moderate", "weak", "weak"]


def test_a_lone_sender_where_wrong_clocks_are_rare_and_the_server_is_right() -> None:
    late = entry((), (hop("mx.b.example", 30 * DAY),))

    def here(everywhere: int, off: int, same_server: int, far: int, alike: int = 0) -> Punctual:
        return Punctual(
            "b",
            0,
            0,
            0,
            0,
            0,
            alike,
            everywhere=everywhere,
            everywhere_off=off,
            same_server=same_server,
            same_server_far=far,
        )

    assert strength(late, here(300, 1, 3, 0)) == "moderate"
    assert strength(late, here(300, 1, 9, 3)) == "moderate"
    few, often, unknown, wrong = here(90, 0, 9, 0), here(300, 2, 9, 0), here(300, 1, 2, 0), here(300, 1, 9, 4)
    assert [strength(late, one) for one in (few, often, unknown, wrong)] == ["weak"] * 4
    assert strength(late, here(300, 1, 9, 0, alike=1)) == "weak"


def test_a_program_that_its_sender_never_uses_says_that_the_mail_was_made_later() -> None:
    late = entry([clock("python-message-id", 30 * DAY)])
    foreign = Toolmarks(clock="python-message-id", mails=10)
    assert strength(late) == "weak"
    assert strength(late, toolmarks=foreign) == "moderate"
    assert strength(late, toolmarks=replace(foreign, mails=9)) == "weak"
    assert strength(late, toolmarks=replace(foreign, clock_alike=1)) == "weak"
    assert strength(late, toolmarks=replace(foreign, clock="mutt-message-id")) == "weak"
    assert strength(entry([clock("python-message-id", 6 * DAY)]), toolmarks=foreign) == "weak"
    assert strength(entry([clock("python-message-id", -30 * DAY)]), toolmarks=foreign) == "weak"
