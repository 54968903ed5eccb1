from __future__ import annotations

import pytest

from message.traits.clocks.clock_mail import WHEN, filetime, read, times

LOCAL = filetime(WHEN + 7200)
GROUPS = b"%08X.%08X" % (LOCAL >> 32, LOCAL & 0xFFFFFFFF)


def test_a_boundary_holds_local_time() -> None:
    mark = b"----=_NextPart_000_0012_" + GROUPS
    raw = b'From: a@b.example\nContent-Type: multipart/mixed; boundary="%s"\n\n--%s\n\nx\n--%s--\n' % (mark, mark, mark)
    clock = next(one for one in read(raw) if one.name == "outlook-boundary")
    assert clock.local
    assert clock.seconds == pytest.approx(WHEN + 7200, abs=1e-3)


def test_an_image_holds_local_time() -> None:
    raw = (
        b"From: a@b.example\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n"
        b"Content-ID: <image001.png@" + GROUPS + b">\n\nx\n--x--\n"
    )
    assert times(raw)["outlook-image"] == pytest.approx(WHEN + 7200, abs=1e-3)


@pytest.mark.parametrize("tail", [b"$12345678$@pc.example>", b"$0100a8c0@pc>"])
def test_a_message_id_holds_utc(tail: bytes) -> None:
    utc = filetime(WHEN)
    raw = b"Message-ID: <0000%08x$%08x%s\n\nx" % (utc >> 32, utc & 0xFFFFFFFF, tail)
    assert times(raw)["outlook-message-id"] == pytest.approx(WHEN, abs=1e-3)


def test_a_boundary_of_a_carried_mail_is_not_its_own() -> None:
    mark = b"----=_NextPart_000_0012_" + GROUPS
    inner = b'Content-Type: multipart/mixed; boundary="%s"\n\n--%s\n\nx\n' % (mark, mark)
    raw = b"From: a@b.example\nContent-Type: message/rfc822\n\n" + inner
    assert "outlook-boundary" not in times(raw)
