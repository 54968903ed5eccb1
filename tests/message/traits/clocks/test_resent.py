from __future__ import annotations

from message.traits.clocks.clock_mail import WHEN, times


def test_it_tells_that_a_mail_was_sent_again() -> None:
    assert times(b"Resent-Date: Mon, 24 Apr 2017 09:30:00 +0200\n\nx") == {"resent": WHEN}
    assert times(b"Resent-Date: later\n\nx") == {}
