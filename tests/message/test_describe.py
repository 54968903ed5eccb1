from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from tests.message.strategies import ANY

from assay.message import parse
from assay.message.describe import Description, describe
from assay.model.entry import Entry

RAW = (
    b"From: =?utf-8?q?Ren=C3=A9e?= <r@example.org>\r\nTo: A <a@example.org>, b@example.org\r\nCc: c@example.org\r\n"
    b"Subject: =?utf-8?q?caf=C3=A9?=\r\nDate: Tue, 7 Mar 2017 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\n"
    b"In-Reply-To: <0@example.org>\r\nReferences: <a@example.org>\r\n <0@example.org>\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf\r\n"
    b"Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n"
)


def test_an_ordinary_mail() -> None:
    found = describe(RAW)
    assert found.from_text == "Renée <r@example.org>"
    assert found.from_address == "r@example.org"
    assert found.to_addresses == ("a@example.org", "b@example.org", "c@example.org")
    assert found.subject == "café"
    assert found.date == 1488877200
    assert found.date_text == "Tue, 7 Mar 2017 10:00:00 +0100"
    assert (found.message_id, found.in_reply_to) == ("1@example.org", "0@example.org")
    assert found.references == ("a@example.org", "0@example.org")
    assert found.attachments == ("a.pdf",)
    assert found.text == "hello"
    assert found.defects == ()
    assert found == describe(parse(RAW))


def test_every_field_is_one_of_the_entry() -> None:
    entry = {field.name for field in msgspec.structs.fields(Entry)}
    assert {field.name for field in msgspec.structs.fields(Description)} <= entry


@pytest.mark.parametrize(
    ("header", "defect"),
    [
        (b"From: a@example.org\nFrom: b@example.org", "ambiguous-sender"),
        (b"From: a@example.org\nFrom : b@example.org", "ambiguous-sender"),
        (b"From: a@example.org, b@example.org", "ambiguous-sender"),
        (b"Subject: x\nTo: b@example.org", "no-sender"),
        (b"From: a@legit.example) <b@evil.example>", "ambiguous-address"),
        (b"From: =?utf-8?b?YUBsZWdpdC5leGFtcGxlAAo=?= <b@evil.example>", "control-characters"),
        (b"From: a@example.org\nDate: 31 Feb 2017 10:00:00 +0000", "impossible-date"),
        (b"From: a@example.org\nSubject: a\nSubject: b", "duplicate-subject"),
        (b"From: a@example.org\nContent-Transfer-Encoding: base64", "truncated-base64"),
        (
            b"From: a@example.org\nContent-Disposition: attachment; filename*=utf-8''a%E2%80%AEfdp.exe",
            "deceiving-file-name",
        ),
        (b"From: a@example.org\nSubject: caf\xe9", "raw-8bit"),
        (b"words", "not-a-message"),
        (b"From: a@example.org\nContent-Type: text/plain; charset=no-such", "unknown-charset"),
    ],
)
def test_defects(header: bytes, defect: str) -> None:
    assert defect in describe(header + b"\n\nhello").defects


def test_all_senders_are_shown_and_none_is_claimed() -> None:
    found = describe(b"From: a@example.org\nFrom: b@example.org\n\nx")
    assert found.from_text == "a@example.org | b@example.org"
    assert found.from_address == ""


def test_an_impossible_date_is_no_time() -> None:
    found = describe(b"From: a@example.org\nDate: someday\n\nx")
    assert (found.date, found.date_text) == (None, "someday")


def test_strange_ids() -> None:
    assert describe(b"From: a@example.org\nMessage-ID: <[>\n\n").message_id == "["
    assert describe(b"From: a@example.org\nMessage-ID: bare@example.org x\n\n").message_id == "bare@example.org"
    assert describe(b"From: a@example.org\nTo: a@[\n\n").to_addresses == ()


@settings(max_examples=300)
@given(ANY)
def test_any_bytes(raw: bytes) -> None:
    described = describe(raw)
    assert len(described.body_sha256) == 64
