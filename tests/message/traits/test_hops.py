from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message import parse
from assay.message.traits.hops import ASPECTS, MOST, hops, id_kind

if TYPE_CHECKING:
    from assay.model.traits import Hop


def hop(value: str, name: str = "Received") -> Hop:
    return hops(parse(f"{name}: {value}\nFrom: a@b.example\n\n".encode()))[0]


FORMS = [
    (
        (
            "from mail-x.pli.example (mail-x.pli.example. [2001:db8::234])\n        by mx.pli.example with ESMTPS id "
            "u62si5776045wrc.312.2017.07.09.04.32.14\n        for <anna@pli.example>\n        (version=TLS1_2 bits=128)"
            ";\n        Sun, 09 Jul 2017 04:32:15 -0700 (PDT)"
        ),
        ("mail-x.pli.example", "mail-x.pli.example", "2001:db8::234", "mx.pli.example", "ESMTPS"),
        "u62si5776045wrc.312.2017.07.09.04.32.14",
        1499599935.0,
    ),
    (
        "by 10.28.1.81 with SMTP id 78mr4542104wmb.100.1499599935041; Sun, 09 Jul 2017 04:32:15 -0700 (PDT)",
        ("", "", "", "10.28.1.81", "SMTP"),
        "78mr4542104wmb.100.1499599935041",
        1499599935.0,
    ),
    (
        (
            "from A.rivage.example (10.167.160.26) by B.rivage.example (10.165.88.38) with Microsoft SMTP Server "
            "(version=TLS1_2, cipher=TLS_X) id 15.20.77.7; Mon, 2 Oct 2017 21:52:14 +0000"
        ),
        ("a.rivage.example", "", "10.167.160.26", "b.rivage.example", "MICROSOFT SMTP SERVER"),
        "15.20.77.7",
        1506981134.0,
    ),
    (
        (
            "from [192.168.1.3] (unknown [198.51.100.10])\n\t(Authenticated sender: x)\n\tby relay.example (Postfix) "
            "with ESMTPSA id 428DC3993D\n\tfor <anna@pli.example>; Thu,  6 Apr 2017 21:12:56 +0000 (UTC)"
        ),
        ("192.168.1.3", "", "198.51.100.10", "relay.example", "ESMTPSA"),
        "428DC3993D",
        1491513176.0,
    ),
    (
        (
            "from host.example ([203.0.113.4]:39772 helo=comp.lan) by gate.example with esmtpa (Exim 4.93) "
            "(envelope-from <a@b.example>) id 1jlGIh-000Ztz-Ep; Tue, 16 Jun 2020 13:27:11 -0500"
        ),
        ("comp.lan", "host.example", "203.0.113.4", "gate.example", "ESMTPA"),
        "1jlGIh-000Ztz-Ep",
        1592332031.0,
    ),
    (
        "from unknown (HELO mail.example) (203.0.113.9) by mx.example with SMTP; 6 Apr 2017 20:16:29 -0000",
        ("mail.example", "", "203.0.113.9", "mx.example", "SMTP"),
        "",
        1491509789.0,
    ),
    ("(qmail 29645 invoked from network); 6 Apr 2017 20:16:29 -0000", ("", "", "", "", ""), "", 1491509789.0),
    (
        "from x ([203.0.113.8]) by mail.example with MailEnable ESMTP; Mon, 3 Apr 2017 10:00:00 +0200",
        ("x", "", "203.0.113.8", "mail.example", "MAILENABLE ESMTP"),
        "",
        1491206400.0,
    ),
    (
        (
            "from a.example by b.example (Lotus Domino Release 8.5.3FP6) with ESMTP id 2017040310002345-9 ;\n"
            "          Mon, 3 Apr 2017 10:00:23 +0200"
        ),
        ("a.example", "", "", "b.example", "ESMTP"),
        "2017040310002345-9",
        1491206423.0,
    ),
    (
        "from [203.0.113.1] by nm31.example with NNFMP; 10 May 2017 05:18:18 -0000",
        ("203.0.113.1", "", "203.0.113.1", "nm31.example", "NNFMP"),
        "",
        1494393498.0,
    ),
    (
        (
            'from a.example ([198.51.100.29]:51506 "EHLO b.example" rhost-flags-OK) by l.example with ESMTP id '
            "S1728086AbgGDODD (ORCPT <rfc822;x@l.example>); Sat, 4 Jul 2020 10:03:03 -0400"
        ),
        ("b.example", "a.example", "198.51.100.29", "l.example", "ESMTP"),
        "S1728086AbgGDODD",
        1593871383.0,
    ),
    ("from a.example by b.example with ESMTP id 12", ("a.example", "", "", "b.example", "ESMTP"), "12", None),
    (
        "by c.example with ESMTP Sat, 18 Nov 2017 21:56:45 +0100 (CET)",
        ("", "", "", "c.example", "ESMTP SAT, 18 NOV"),
        "",
        1511038605.0,
    ),
]


@pytest.mark.parametrize(("value", "names", "identity", "seconds"), FORMS)
def test_the_forms_of_common_servers_are_read(
    value: str, names: tuple[str, ...], identity: str, seconds: float | None
) -> None:
    found = hop(value)
    assert (found.helo, found.host, found.address, found.by, found.protocol) == names
    assert found.id == identity
    assert found.seconds == seconds


def test_recipient_zone_and_encryption_are_read() -> None:
    found = hop(FORMS[0][0])
    assert (found.recipient, found.zone, found.encrypted) == ("anna@pli.example", -420, True)
    assert not hop(FORMS[5][0]).encrypted
    assert hop(FORMS[2][0]).encrypted


def test_a_form_tells_how_its_server_writes() -> None:
    assert dict(zip(ASPECTS, hop(FORMS[3][0]).form.split("|"), strict=True)) == {
        "protocol": "standard",
        "clauses": "from by with id",
        "id": "hexadecimal",
        "date": "weekday zone name",
        "pad": "spaces",
    }
    assert hop(FORMS[4][0]).form.startswith("small|")


@pytest.mark.parametrize(
    ("identity", "kind"),
    [
        ("u62si5776045wrc.312.2017.07.09.04.32.14", "google-si-7"),
        ("o14-v6sor13156wmc.80.2018.06.04.15.08.13", "google-sor-7"),
        ("78mr4542104wmb.100.1499599935041", "google-mr-2"),
        ("59FD4214645", "hexadecimal"),
        ("4821234567", "ambiguous"),
        ("3pd1bz3yrkz3nxq", "postfix-long"),
        ("d188csp671211vkh", "google-csp-0"),
        ("d188abc671211vkh", "ambiguous"),
        ("15.20.77.7", "version"),
        ("1fVjMh-0007l6-Df", "exim"),
        ("48rRlm5Yk9zQlFX", "postfix-long"),
        ("u96GnRpY004529", "sendmail"),
        ("4VouBTojJCNz", "other"),
        ("", "none"),
    ],
)
def test_the_kind_of_an_id_is_told_by_its_shape(identity: str, kind: str) -> None:
    assert id_kind(identity) == kind


def test_x_received_counts_too() -> None:
    assert hop(FORMS[1][0], "X-Received").field == "x-received"


@given(st.binary(max_size=300))
def test_any_bytes_are_read(value: bytes) -> None:
    for found in hops(parse(b"Received: " + value.replace(b"\n", b"\n ") + b"\nFrom: a@b.example\n\n")):
        assert len(found.form.split("|")) == len(ASPECTS)


@pytest.mark.parametrize(
    "value", [b"(" * 50_000, b"from " * 20_000, b"by a with " * 20_000, b"0:" * 50_000, b"; " * 50_000]
)
def test_hostile_fields_take_no_time(value: bytes) -> None:
    started = time.perf_counter()
    hops(parse(b"Received: " + value + b"\nFrom: a@b.example\n\n"))
    assert time.perf_counter() - started < 0.5


def test_of_very_many_fields_the_topmost_are_read() -> None:
    assert len(hops(parse(b"Received: by a.example\n" * 1000 + b"\n"))) == MOST
