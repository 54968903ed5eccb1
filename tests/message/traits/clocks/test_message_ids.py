from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from message.traits.clocks.clock_mail import WHEN, times

IDS = {
    b"<12.345.1493019000000@mail.yahoo.com>": "yahoo-message-id",
    b"<1.2.1493019000000.JavaMail.zimbra@b.example>": "javamail-message-id",
    b"<%08X.5020105@b.example>" % int(WHEN): "thunderbird-message-id",
    b"<1493019000-12345-1-git-send-email-a@b.example>": "git-message-id",
    b"<20170424073000.12345-1-a@b.example>": "git-dated-message-id",
    b"<20170424073000.GA1234@b.example>": "mutt-message-id",
    b"<149301900000.123.456789@b.example>": "python-message-id",
    b"<20170424073000.123.456@b.example>": "python-dated-message-id",
    b"<201704240730.v3O7U0ab012345@b.example>": "sendmail-message-id",
    b"<OF0A1B2C3D.4E5F6A7B-ONC125810C.002932E0-C125810C.00293333@b.example>": "notes-message-id",
}


@pytest.mark.parametrize("message_id", IDS, ids=list(IDS.values()))
def test_it_is_read(message_id: bytes) -> None:
    found = times(b"Message-ID: " + message_id + b"\n\nx")
    assert list(found) == [IDS[message_id]]
    assert found[IDS[message_id]] == pytest.approx(WHEN, abs=1)


def test_exim_counts_in_base_62() -> None:
    raw = b"Message-ID: <E1d2YRc-0001Ab-XY@b.example>\n\nx"
    assert times(raw)["exim-message-id"] == WHEN


@pytest.mark.parametrize("message_id", [b"<CAJx=abc@mail.gmail.com>", b"<6F9619FF-8B86@x>", b"x", b"", b"<" * 9000])
def test_others_hold_no_time(message_id: bytes) -> None:
    assert times(b"Message-ID: " + message_id + b"\n\nx") == {}


def test_a_boundary_of_javamail() -> None:
    mark = b"----=_Part_12_345.1493019000123"
    raw = b'From: a@b.example\nContent-Type: multipart/mixed; boundary="%s"\n\n--%s\n\nx\n--%s--\n' % (mark, mark, mark)
    assert times(raw)["javamail-boundary"] == WHEN + 0.123


@given(st.binary(max_size=120))
def test_any_value_does(value: bytes) -> None:
    times(b"Message-ID: <" + value.replace(b"\n", b"") + b"\n\nx")
