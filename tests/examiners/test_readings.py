from __future__ import annotations

import pytest

from assay.examiners.readings import apart, delivered, facts, machine_of, named, readings
from examiners.clock_subjects import DATE, DAY, clock, entry, hop, signed


def test_servers_without_a_name_belong_to_the_next_that_has_one() -> None:
    hops = [hop("10.1.2.3", 3), hop("mx.b.example", 2), hop("localhost", 1), hop("out.a.test", 1), hop("127.0.0.1", 0)]
    found = readings(entry(hops=hops))
    assert [one.machine for one in found] == ["b.example", "b.example", "a.test", "a.test", "a.test"]
    assert not any(one.hidden for one in found)


def test_signatures_are_their_signer_s_clock() -> None:
    (found,) = readings(entry(signatures=[signed("mail.a.example", 7)]))
    assert (found.machine, found.delta, found.off, found.hidden) == ("a.example", 7, 0, True)


def test_google_is_one_machine_under_all_its_names() -> None:
    found = readings(entry([clock("gmail-boundary", 1)], [hop("mx.google.com", 1)], [signed("gmail.com", 1)]))
    assert {one.machine for one in found} == {"google.com"}


@pytest.mark.parametrize(("after", "left"), [(7200, 0), (-12 * 3600, 0), (15 * 3600, 3600), (-3 * DAY, -2.5 * DAY)])
def test_a_local_time_has_the_most_favourable_zone(after: float, left: float) -> None:
    (found,) = readings(entry([clock("outlook-boundary", after, local=True)]))
    assert found.delta == left


def test_what_was_begun_earlier_is_in_order_and_what_was_begun_later_is_not() -> None:
    early, late = readings(entry([clock("thread-index", -90 * DAY), clock("thread-index", 2 * DAY)]))
    assert early.off == 0
    assert late.off > DAY


def test_nothing_is_compared_without_a_date() -> None:
    assert readings(entry([clock("gmail-boundary", 0)], date=None)) == ()
    assert readings(entry([clock("gmail-boundary", 0)], traits=None)) == ()


def test_boundaries_of_a_rebuilt_mail_are_not_the_sender_s() -> None:
    clocks = [clock("gmail-boundary", 0), clock("outlook-message-id", 0)]
    assert [one.kind.name for one in readings(entry(clocks, reconstructed=True))] == ["outlook-message-id"]


def test_delivery_is_the_last_stamp() -> None:
    assert delivered(entry(hops=[hop("a", None), hop("b", 9), hop("c", 2)])) == DATE + 9
    assert delivered(entry()) is None


@pytest.mark.parametrize("name", ["", "localhost", "10.0.0.1", "2002:a9d::", "x..", "a b.example", "\x1b[2J.example"])
def test_what_names_no_organisation_is_none(name: str) -> None:
    assert machine_of(name) == ""


def test_lengths_of_time_are_said_in_words() -> None:
    assert [apart(seconds) for seconds in (1, 90, 600, 7300, 3 * DAY, 1000 * DAY)] == [
        *("1 second", "90 seconds", "10 minutes", "2 hours", "3 days", "3 years"),
    ]


def test_many_clocks_are_named_in_short() -> None:
    found = readings(entry(hops=[hop(f"mx{n}.example", 0) for n in range(30)]))
    assert named(found).endswith("and 26 more")
    assert len(facts(found)["clocks"]) == 20
