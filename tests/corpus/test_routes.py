from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.corpus.routes import Routes
from assay.model.context import Irregular, Standing
from corpus.way_mail import entry, mail, raw, signature

if TYPE_CHECKING:
    from assay.model.entry import Entry

MANY = 70


def learned(odd: Entry | None = None, *, size: int = MANY, standing: Standing = Standing.NONE) -> Routes:
    routes = Routes()
    for number in range(size):
        if odd is None or number != 30:
            routes.add(mail(number), standing=Standing.NONE)
    if odd is not None:
        routes.add(odd, standing=standing)
    return routes


def names(odd: Entry, *, size: int = MANY, standing: Standing = Standing.NONE) -> set[str]:
    found = learned(odd, size=size, standing=standing).result()
    assert set(found) <= {odd.sha256}
    return {one.name for one in found.get(odd.sha256, ())}


def test_honest_mail_shows_nothing() -> None:
    assert learned().result() == {}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"id": "1jlGIh-000Ztz-Ep"}, {"form id"}),
        ({"top": ""}, {"block lacks"}),
        ({"client": "198.51.100.1"}, {"accord client"}),
        ({"domain": "rlvage.example"}, {"accord author"}),
        ({"signature": ""}, {"accord signature", "unsigned sender"}),
        ({"body": "Other text.\r\n"}, {"accord body"}),
        ({"way": ""}, {"no way"}),
        ({"lower_stamp": "Thu, 2 Mar 2017 21:00:00 +0000"}, {"clock"}),
    ],
)
def test_what_is_odd_about_a_way_is_named(other: dict[str, str], expected: set[str]) -> None:
    assert names(mail(30, **other)) >= expected


def test_without_enough_mail_nothing_is_said() -> None:
    assert names(mail(1, signature="", id="1jlGIh-000Ztz-Ep"), size=2) == set()


def test_a_vouched_mail_isnt_measured_by_others() -> None:
    assert "accord body" not in names(mail(30, body="Other text.\r\n"), standing=Standing.PROVEN)


def test_an_export_that_takes_all_signatures_off_is_innocent() -> None:
    routes = Routes()
    for number in range(MANY):
        routes.add(mail(number, signature="" if number % 2 else signature(number)), standing=Standing.NONE)
    assert routes.result() == {}


def test_a_failure_that_the_server_recorded_is_told() -> None:
    top = "Authentication-Results: mx.pli.example; dmarc=fail header.from=rivage.example\r\n"
    found: tuple[Irregular, ...] = learned(mail(30, top=top)).result()[mail(30, top=top).sha256]
    assert "recorded dmarc" in {one.name for one in found}


def test_the_span_is_that_of_the_line() -> None:
    text = raw(30, id="1jlGIh-000Ztz-Ep")
    (one,) = learned(entry(text)).result()[entry(text).sha256]
    assert text[one.span.start : one.span.end].startswith(b"Received: from smtp.rivage.example")
