from __future__ import annotations

import pytest

from message.traits.clocks.clock_mail import WHEN, filetime, read, times


def test_the_tenant_s_time_is_plain_text() -> None:
    raw = b"X-MS-Exchange-CrossTenant-OriginalArrivalTime: 24 Apr 2017 07:30:00.1234567 (UTC)\n\nx"
    assert times(raw)["exchange-tenant-arrival"] == pytest.approx(WHEN, abs=1)


@pytest.mark.parametrize("swapped", [True, False])
def test_the_server_s_time_stands_twice(swapped: bool) -> None:
    ticks = filetime(WHEN)
    halves = (ticks & 0xFFFFFFFF, ticks >> 32) if swapped else (ticks >> 32, ticks & 0xFFFFFFFF)
    raw = b"X-OriginalArrivalTime: 24 Apr 2017 07:30:05.0000 (UTC) FILETIME=[%08X:%08X]\n\nx" % halves
    (clock,) = read(raw)
    assert clock.seconds == pytest.approx(WHEN, abs=1e-3)
    assert clock.beside == WHEN + 5


def test_nonsense_holds_nothing() -> None:
    assert read(b"X-OriginalArrivalTime: FILETIME=[00000000:00000000]\n\nx") == []
    assert read(b"X-MS-Exchange-CrossTenant-OriginalArrivalTime: soon\n\nx") == []
