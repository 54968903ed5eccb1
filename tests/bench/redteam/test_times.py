from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from assay.message import parse
from assay.message.describe import describe
from assay.message.traits.clocks import clocks
from assay.message.traits.hops import hops
from assay.message.traits.tokens import tokens
from redteam.dates import moved_dates
from redteam.mail import fresh, moved
from redteam.shapes import renewed
from redteam.stamps import moved_id, moved_index, moved_message_id

DELTA = timedelta(days=-33, seconds=77)
GMAIL = b"""Delivered-To: b@c.example\r
X-Received: by 2002:adf:965a:: with SMTP id c26-v6mr17424530wra.197.1493017392045;\r
        Mon, 24 Apr 2017 00:03:12 -0700 (PDT)\r
Received: from [192.168.1.7] (x.example. [203.0.113.4])\r
        by smtp.gmail.com with ESMTPSA id z15sm2316464wma.10.2017.04.24.00.03.11\r
        (version=TLS1 cipher=AES128-SHA bits=128/128);\r
        Mon, 24 Apr 2017 00:03:12 -0700 (PDT)\r
Received: from y.example (y.example [203.0.113.5])\r
\tby mx.c.example (Postfix) with ESMTPS id 3wBJD40Rvkz9sNC; Mon, 24\r
 Apr 2017 07:03:12 +0000 (UTC)\r
Received: by h.example with esmtps (Exim 4.84) id 1d2Y0C-0001Ab-XY; Mon, 24 Apr 2017 09:03:12 +0200\r
X-Gm-Message-State: AN3rC/7jHqf0b1lPzXs8Qm2\r
From: A <a@gmail.com>\r
Date: Mon, 24 Apr 2017 09:03:10 +0200\r
Message-ID: <CA+a1B2c3D4e5F6g7H8i9J0k_l-M=nOpQrStUvWxYz123456789@mail.gmail.com>\r
Thread-Index: AdK8yMbQzuQJfZoNR9aRcz9RrV+y2g==\r
Content-Type: multipart/mixed; boundary="001a1140f6a65c8c9a054de4b2d3"\r
\r
--001a1140f6a65c8c9a054de4b2d3\r
Content-Type: image/png; name=image001.png\r
Content-ID: <image001.png@01D2BCC8.C6D0CEE4>\r
Content-Disposition: inline; creation-date="Mon, 24 Apr 2017 07:00:00 GMT"\r
\r
x\r
--001a1140f6a65c8c9a054de4b2d3--\r
"""


def told(raw: bytes) -> list[tuple[str, float]]:
    message = parse(raw)
    found = hops(message)
    return [
        *((one.name, round(one.seconds, 1)) for one in clocks(message, found)),
        *(("hop", one.seconds or 0.0) for one in found),
        *((one.name, round(one.seconds, 1)) for one in tokens(message, found) if one.seconds is not None),
        ("date", describe(raw).date or 0.0),
    ]


def made(raw: bytes) -> set[tuple[str, str, str]]:
    message = parse(raw)
    return {(one.name, one.maker, one.value) for one in tokens(message, hops(message))}


def test_every_clock_is_moved_alike() -> None:
    before = told(GMAIL)
    names = {name for name, _ in before}
    assert {"gmail-boundary", "gmail-id", "exim-queue-id", "postfix-queue-id", "outlook-image", "thread-index"} <= names
    assert {"queue-id", "x-received", "file-creation"} <= names
    after = told(moved(GMAIL, DELTA, clocks=True))
    assert [name for name, _ in after] == [name for name, _ in before]
    assert [b - a for (_, a), (_, b) in zip(before, after, strict=True)] == pytest.approx(
        [DELTA.total_seconds()] * len(before), abs=0.2
    )


def test_without_the_hidden_ones_identifiers_stay() -> None:
    after = moved(GMAIL, DELTA, clocks=True, hidden=False)
    assert b"z15sm2316464wma.10.2017.04.24.00.03.11" in after
    assert b"Mon, 24 Apr 2017 00:03:12" not in after


def test_new_identifiers_keep_form_and_time() -> None:
    new = fresh(GMAIL, Random(1), fields=True, shaped=True)
    assert new == fresh(GMAIL, Random(1), fields=True, shaped=True)
    assert told(new) == told(GMAIL)
    assert made(new).isdisjoint(made(GMAIL))
    assert [one.form for one in hops(parse(new))] == [one.form for one in hops(parse(GMAIL))]
    assert describe(new).message_id.startswith("CA")
    assert len(describe(new).message_id) == len(describe(GMAIL).message_id)
    assert b"X-Gm-Message-State: AN3rC/" in new
    assert len(list(parse(new).parts())) == 2


@pytest.mark.parametrize(
    ("old", "form"),
    [
        (b"15.20.3391.15", rb"15\.20\.3391\.15"),
        (b"4F3A2B1C5D", rb"[0-9A-F]{10}"),
        (b"h13-v6so3811341wrr.12", rb"[a-z][0-9]{2}-v6so[0-9]{7}wrr\.12"),
        (b"1dAbCd-0001Ab-XY", rb"1dAbCd-[0-9]{4}[A-Z][a-z]-[A-Z]{2}"),
        (b"3rbR376VJ4z254c", rb"3rbR376VJ4z[0-9]{3}[b-df-hj-np-tv-y]"),
        (b"v3O73Qf2012345", rb"v3O73Qf2[0-9]{6}"),
        (b"----=_NextPart_000_0012_01D2BCC8.C6D0CEE0", rb"----=_NextPart_[0-9]{3}_[0-9]{4}_01D2BCC8\.C6D0CEE0"),
        (b"A1B2C3D4-0001-4AAA-8BBB-0123456789AB", rb"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}"),
        (b"1493017392-21324-1-git-send-email-a", rb"1493017392-[0-9]{5}-1-git-send-email-a"),
        (b"20170424070312.GA46847", rb"20170424070312\.GA[0-9]{5}"),
        (b"OF3A2B1C4D.5E6F7081-ON8025812C.0026C2F4-8025812C.0026C2F4", rb"OF[0-9A-F]{8}\.[0-9A-F]{8}-ON8025812C\..*"),
    ],
)
def test_an_identifier_keeps_its_shape(old: bytes, form: bytes) -> None:
    for seed in range(20):
        assert re.fullmatch(form, renewed(old, Random(seed)))
    assert renewed(old, Random(1)) != old or old == b"15.20.3391.15"


def test_the_server_in_an_exchange_message_id_stays() -> None:
    local = b"AM7PR08MB5494A202C575B8DBD2CD1EBA86301"
    raw = b"Message-ID: <%s@AM7PR08MB5494.eurprd08.prod.outlook.com>\r\n\r\nx\r\n" % local
    new = describe(fresh(raw, Random(1), fields=True, shaped=True)).message_id
    assert new.startswith("AM7PR08MB5494")
    assert new.endswith("@AM7PR08MB5494.eurprd08.prod.outlook.com")
    assert local.decode() not in new


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"<1493017392.21324.1493017392045@mail.yahoo.com>", "yahoo-message-id"),
        (b"<58FDA1B0.5020105@b.example>", "thunderbird-message-id"),
        (b"<1493017392-21324-1-git-send-email-a@b>", "git-message-id"),
        (b"<20170424070312.GA46847@b>", "mutt-message-id"),
        (b"<201704240703.v3O73Qf2012345@b>", "sendmail-message-id"),
        (b"<149301739204.300.1@b>", "python-message-id"),
        (b"<000001d2bcc8$c6d0cee0$54726ca0$@b>", "outlook-message-id"),
        (b"<E1d2Y0C-0001Ab-XY@b>", "exim-message-id"),
        (b"<OF3A2B1C4D.5E6F7081-ON8025812C.0026C2F4-8025812C.0026C2F4@b>", "notes-message-id"),
    ],
)
def test_the_time_in_a_message_id_is_moved(value: bytes, name: str) -> None:
    delta = DELTA.total_seconds() - (17 if name == "sendmail-message-id" else 0)
    new = moved_message_id(value, timedelta(seconds=delta))
    (before,), (after,) = (
        [seconds for clock, seconds in told(b"Message-ID: " + one + b"\r\n\r\nx\r\n") if clock == name]
        for one in (value, new)
    )
    assert after - before == pytest.approx(delta, abs=0.1)
    assert len(new) == len(value)


def test_what_holds_no_time_stays() -> None:
    assert moved_message_id(b"<nothing@b>", DELTA) == b"<nothing@b>"
    assert moved_id(b"4F3A2B1C5D", DELTA) == b"4F3A2B1C5D"
    assert moved_index(b"no index", 77) == b"no index"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Mon, 24 Apr 2017 09:03:10 +0200", b"Wed, 22 Mar 2017 09:04:27 +0200"),
        (b"Mon, 24\r\n Apr 2017 09:03:10 GMT", b"Wed, 22\r\n Mar 2017 09:04:27 GMT"),
        (b"24 Apr 17 09:03 -0700", b"22 Mar 17 09:04 -0700"),
        (b"Mon, 10 Apr 2017 09:03:10 +0000", b"Wed, 8 Mar 2017 09:04:27 +0000"),
        (b"by x (Postfix); Mon, 10 Apr 2017 09:03:10 +0000", b"by x (Postfix); Wed,  8 Mar 2017 09:04:27 +0000"),
        (b"by mx.google.com; Mon, 10 Apr 2017 09:03:10 -0700", b"by mx.google.com; Wed, 08 Mar 2017 09:04:27 -0700"),
        (b"Wed,  3 May 2017 09:03:10 +0000", b"Fri, 31 Mar 2017 09:04:27 +0000"),
        (b"Mon, 99 Apr 2017 09:03:10 +0000", b"Mon, 99 Apr 2017 09:03:10 +0000"),
    ],
)
def test_a_date_is_written_as_it_was(old: bytes, new: bytes) -> None:
    assert moved_dates(old, DELTA) == new
