from __future__ import annotations

from assay.message import parse
from assay.message.traits.habits.header import header_habits

MAIL = b"Received: x\nDate: d\nFrom: a@b.example\nTO: c\nMessage-Id: <1@b>\nIn-Reply-To: <2@b>\nMime-Version: 1.0\n\nx"


def test_order_and_case_leave_out_what_servers_add() -> None:
    found = header_habits(parse(MAIL))
    assert found["order.core"] == "Date From To Message-ID MIME-Version"
    assert found["order.in-reply-to"] == "behind Message-ID"
    assert found["case.id"] == "Message-Id"
    assert found["case.mime"] == "Mime-Version"
    assert found["top.fields"] == "Received"


def test_another_order_is_another_value() -> None:
    other = MAIL.replace(b"Date: d\n", b"").replace(b"Mime", b"Date: d\nMime")
    assert header_habits(parse(other))["order.core"] != header_habits(parse(MAIL))["order.core"]


def test_folding() -> None:
    found = header_habits(
        parse(b"From: a\nContent-Type: multipart/mixed;\n\tboundary=x\nReferences: <1@x>\n  <2@x>\n\n")
    )
    assert found["fold.type"] == "tab"
    assert found["fold.references"] == "2 white"
    assert "fold.subject" not in found
