from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.examiners.clocks import Clocks, leaked_zone, zone_words
from assay.model.context import Standing
from examiners.clock_subjects import DAY, clock, entry, hop, parsed, signed, subject, told

if TYPE_CHECKING:
    from assay.model.entry import Entry
    from assay.model.finding import Finding

HOPS = (hop("mx.b.example", 3), hop("out.a.test", 1))


def examine(one: Entry, *parent: object) -> list[Finding]:
    return list(Clocks().examine(subject(one, *parent)))


def test_genuine_mail_is_spoken_for_weakly() -> None:
    (found,) = examine(entry([clock("outlook-message-id", 1)], HOPS, [signed("a.test", 2)]))
    assert told([found]) == {"clocks-agree": "for, weak"}
    assert "2 machines" in found.summary
    assert found.basis == "clocks"


def test_received_alone_speaks_for_nothing() -> None:
    assert examine(entry((), HOPS)) == []


def test_a_queue_of_a_week_is_no_difference() -> None:
    hops = (hop("mx.b.example", 7 * DAY), hop("out.a.test", 1))
    found = examine(entry([clock("gmail-id", 7 * DAY), clock("outlook-message-id", 1)], hops))
    assert "clock-differs" not in told(found)


def test_one_wrong_gateway_is_named_and_weighs_little() -> None:
    one = entry([clock("gmail-id", 3)], HOPS, [signed("a.test", -4 * DAY)])
    assert told(examine(one)) == {"clock-differs": "against, weak"}


def test_hours_are_neutral() -> None:
    one = entry([clock("outlook-message-id", 7200)], HOPS)
    assert told(examine(one))["clock-differs"] == "neutral, none"


def test_a_changed_date_is_told_once() -> None:
    found = examine(entry([clock("outlook-message-id", 30 * DAY)], (hop("mx.b.example", 30 * DAY),)))
    assert told(found) == {"date-contradicted": "against, moderately strong"}


def test_an_answer_made_before_what_it_answers() -> None:
    found = examine(entry([clock("gmail-boundary", -20 * DAY)]), -2 * DAY, Standing.PROVEN)
    assert told(found)["clock-before-parent"] == "against, very strong"


@pytest.mark.parametrize(
    ("zone", "said"),
    [(120, "neutral, none"), (0, "neutral, none"), (60, "neutral, none"), (-420, "against, weak")],
)
def test_the_zone_of_the_sender_s_machine(zone: int, said: str) -> None:
    one = entry([clock("outlook-boundary", 7205, local=True)], HOPS, zone=zone)
    assert told(examine(one))["sender-zone"] == said
    assert leaked_zone(one) is not None


@pytest.mark.parametrize("after", [7200 + 400, 15 * 3600, -13 * 3600])
def test_what_is_no_zone_is_not_leaked(after: float) -> None:
    assert leaked_zone(entry([clock("outlook-boundary", after, local=True)])) is None


def test_zones_are_written_as_iso_8601_has_them() -> None:
    assert [zone_words(minutes) for minutes in (0, 330, -210)] == ["UTC+00:00", "UTC+05:30", "UTC-03:30"]


def test_a_mail_whose_date_was_changed_by_hand() -> None:
    raw = (
        b"Received: by mx.b.example with ESMTP id x; Mon, 24 Apr 2017 07:30:04 +0000\r\n"
        b"Received: by out.a.test with esmtp (Exim 4.89) id 1d2YRe-0001Ab-XY; Mon, 24 Apr 2017 07:30:02 +0000\r\n"
        b"Message-ID: <1493019000-12345-1-git-send-email-a@a.test>\r\nFrom: a@a.test\r\nDate: %s\r\n\r\nx\r\n"
    )
    genuine = told(examine(parsed(raw % b"Mon, 24 Apr 2017 09:30:00 +0200")))
    assert "date-contradicted" not in genuine
    forged = told(examine(parsed(raw % b"Mon, 20 Mar 2017 09:30:00 +0200")))
    assert forged["date-contradicted"] in {"against, moderately strong", "against, strong"}
