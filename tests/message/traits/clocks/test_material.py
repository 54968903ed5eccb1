from __future__ import annotations

import time

from hypothesis import given

from assay.message import parse
from assay.message.traits.clocks import clocks
from assay.message.traits.clocks.kinds import KINDS
from assay.message.traits.clocks.material import gather
from assay.message.traits.hops import hops
from message.strategies import ANY


def test_what_a_carried_mail_holds_is_not_the_mail_s() -> None:
    raw = b"Message-ID: <a>\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <b>\r\n\r\nx"
    material = gather(parse(raw), ())
    assert [value.text for value in material.fields["message-id"]] == [b" <a>"]
    assert len(material.parts) == 1


@given(ANY)
def test_any_bytes_do(raw: bytes) -> None:
    message = parse(raw)
    for clock in clocks(message, hops(message)):
        assert clock.name in KINDS
        assert 0 <= clock.span.start <= clock.span.end <= len(raw)


def test_a_huge_header_costs_little() -> None:
    raw = b"Message-ID: <" + b"1." * 100_000 + b"\r\n" + b"Resent-Date: x\r\n" * 50_000 + b"\r\nx"
    message = parse(raw)
    found = hops(message)
    start = time.perf_counter()
    assert clocks(message, found) == ()
    assert time.perf_counter() - start < 1
