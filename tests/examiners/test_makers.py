from __future__ import annotations

import pytest
from tests.examiners.conftest import subject
from tests.signatures.conftest import MAIL, Signer

from assay.examiners.makers import Makers
from assay.model.finding import Direction, Finding, Strength

GMAIL_ID = "CA+a1B2c3D4e5F6g7H8i9J0k_l-M=nOpQrStUvWxYz123456789@mail.gmail.com"
NUMBER = "z15sm2316464wma.10.2017.04.24.00.03.11"
STAMP = "Mon, 24 Apr 2017 00:03:12 -0700 (PDT)"
EXCHANGE = "by EXCH1.mairie.example (10.1.4.12) with Microsoft SMTP Server (TLS) id"


def mail(*lines: str, id: str = "1@b.example", sender: str = "a@b.example", date: str = "24 Apr 2017") -> bytes:  # noqa: A002
    head = "".join(f"{line}\r\n" for line in lines)
    return f"{head}From: {sender}\r\nDate: Mon, {date} 09:03:10 +0200\r\nMessage-ID: <{id}>\r\n\r\nText.\r\n".encode()


def submitted(number: str = NUMBER, stamp: str = STAMP) -> str:
    client = "from [192.168.1.7] (host.example. [203.0.113.4])\r\n        by smtp.gmail.com with ESMTPSA id"
    return f"Received: {client} {number}\r\n        (version=TLS1 cipher=AES128-SHA bits=128/128);\r\n        {stamp}"


def line(how: str, identity: str, stamp: str = "Mon, 24 Apr 2017 09:03:12 +0200") -> str:
    return f"Received: from x.example (x.example [203.0.113.4]) {how} {identity};\r\n\t{stamp}"


def said(raw: bytes, **more: object) -> list[Finding]:
    return list(Makers().examine(subject(raw, **more)))


@pytest.mark.parametrize("number", ["z7q1p2316464wma.10.7381.94.24.71.93.11", "k38fm21", "4F3A2B1C5D"])
def test_a_number_that_gmail_never_writes(number: str) -> None:
    assert said(mail(submitted())) == []
    (finding,) = said(mail(submitted(number)))
    assert (finding.code, finding.direction, finding.strength) == (
        "id-unlike-maker",
        Direction.AGAINST,
        Strength.MODERATE,
    )
    assert (finding.basis, len(finding.spans)) == ("path", 1)
    assert number in finding.summary
    assert "Innocent if" in finding.summary


@pytest.mark.parametrize(
    ("how", "good", "bad"),
    [
        ("by mx.b.example (Postfix) with ESMTPS id", "4F3A2B1C5D", "4fka2z1c5d"),
        ("by mx.b.example (Postfix) with ESMTPS id", "3wL1kS6BZ3z9sNC", "3wE1kS6BA3u9sNC"),
        ("by mx.b.example with esmtps (TLS1.2:AES128) (Exim 4.84) id", "1dAbCd-0001Ab-XY", "1dAbCd-0001Ab"),
        ("by mx.b.example (8.14.4/8.14.4) with ESMTP id", "v3OB4Qf2012345", "v3OB4Qf2x12345"),
        (EXCHANGE, "15.0.1497.26", "83.91.2918.3"),
    ],
)
def test_a_number_that_a_server_never_writes(how: str, good: str, bad: str) -> None:
    assert said(mail(line(how, good))) == []
    (finding,) = said(mail(line(how, bad)))
    assert (finding.code, finding.strength) == ("id-unlike-maker", Strength.MODERATE)


@pytest.mark.parametrize(
    "head",
    [
        "Received: by 2002:a1c:4a1d:0:0:0:0:0 with HTTP; " + STAMP,
        line("by mx.b.example (Haraka/2.8) with ESMTPS id", "what-ever.1"),
        line("by mx.b.example (Postfix) with ESMTPS id", "xxxxxxxxx"),
        line("by mx.b.example (Postfix) with ESMTPS id", "REDACTED"),
        line("by mx.b.example (Postfix) with ESMTPS id", "4fzzzzza81"),
        line("by mx.b.example (Postfix) with ESMTPS for <b@b.example>", ""),
        submitted("k38fm21", "Mon, 24 Apr 2006 00:03:12 -0700"),
        "X-Received: by 10.28.3.7 with SMTP id 0a1b2c3d4e.77.1493010192040;\r\n\t" + STAMP,
    ],
)
def test_what_says_nothing(head: str) -> None:
    assert said(mail(head)) == []


@pytest.mark.parametrize(
    ("identity", "bad"),
    [
        (GMAIL_ID, "ca9a1b2c3d4@mail.gmail.com"),
        (GMAIL_ID, GMAIL_ID.lower()),
        (
            "AM7PR08MB5494A202C575B8DBD2CD1EBA86301@AM7PR08MB5494.eurprd08.prod.outlook.com",
            "DB7PR08MB5494A202C575B8DBD2CD1EBA86301@AM7PR08MB5494.eurprd08.prod.outlook.com",
        ),
        ("1676725855.3255252.1494393496382@mail.yahoo.com", "16767.32552@mail.yahoo.com"),
    ],
)
def test_a_message_id_in_the_name_of_a_service(identity: str, bad: str) -> None:
    home = next(f"a@{one}.com" for one in ("gmail", "yahoo", "outlook") if f"{one}.com" in identity)
    assert said(mail(id=identity, sender=home)) == []
    (finding,) = said(mail(id=bad, sender=home))
    assert (finding.code, finding.strength, finding.basis) == ("id-unlike-maker", Strength.MODERATE, "dialect")
    (finding,) = said(mail(id=bad))
    assert finding.strength is Strength.WEAK
    assert said(mail(id=bad, sender=home, date="24 Apr 2006")) == []


def test_a_server_of_the_service_on_the_way_makes_its_message_id_weigh() -> None:
    relay = "Received: by mail-wr1-f48.google.com with SMTP id h13so3811341wrr.12;\r\n\t" + STAMP
    (finding,) = said(mail(relay, id="ca9a1b2c3d4@mail.gmail.com"))
    assert finding.strength is Strength.MODERATE


def test_several_count_once_and_in_the_name_of_the_way() -> None:
    (finding,) = said(mail(submitted("k38fm21"), submitted("k38fm22"), id="ca9z7@mail.gmail.com", sender="a@gmail.com"))
    assert (finding.basis, len(finding.spans)) == ("path", 2)
    assert "2 more in it" in finding.summary
    assert len(finding.evidence["identifiers"]) == 3


def test_a_number_that_holds_another_time_than_its_line() -> None:
    moved = submitted(stamp="Sat, 06 May 2017 00:03:12 -0700 (PDT)")
    (finding,) = said(mail(moved))
    assert (finding.code, finding.strength, finding.basis) == ("id-of-other-time", Strength.MODERATE, "clocks")
    assert "12 days apart" in finding.summary
    (finding,) = said(mail(submitted(stamp="Mon, 24 Apr 2017 04:03:12 -0700")))
    assert finding.strength is Strength.WEAK
    winter = submitted("z15sm2316464wma.10.2017.12.24.00.03.11", "Sun, 24 Dec 2017 09:03:12 +0100")
    assert said(mail(winter)) == []


def test_what_a_signature_vouches_for_is_left_alone() -> None:
    signer = Signer()
    raw = submitted("k38fm21").encode() + b"\r\n" + signer.sign(MAIL)
    assert [one.code for one in said(raw)] == ["id-unlike-maker"]
    assert list(Makers().examine(subject(raw, signer.public))) == []


def test_what_a_container_rebuilt_is_left_alone() -> None:
    assert said(mail(submitted("k38fm21")), rebuilt=True) == []
