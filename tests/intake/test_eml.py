from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.intake.eml import Shape, header_like, looks_like_message

if TYPE_CHECKING:
    from pathlib import Path


def test_what_starts_as_a_field() -> None:
    assert header_like(b"Subject: x")
    assert header_like(b"Subject :x")
    assert not header_like(b"Sub ject: x")
    assert not header_like(b": x")
    assert not header_like(b"Gr\xc3\xbc\xc3\x9fe: x")


def test_a_shape_counts_names_once() -> None:
    shape = Shape(b"From: a\nFrom: b\nReceived: c\n continued\nodd\nX-Y: z\n\nbody: no\n")
    assert (shape.common, shape.typical) == ({b"from"}, {b"received"})
    assert (shape.fields, shape.other, shape.ended) == (4, 1, True)


def test_a_place_that_promises_mail_lowers_what_is_asked_for() -> None:
    assert not looks_like_message(b"X-Only: 1\n\n")
    assert looks_like_message(b"X-Only: 1\n\n", expected=True)
    assert not looks_like_message(b"nothing\n", expected=True)


@given(st.binary(max_size=500))
def test_any_bytes(data: bytes) -> None:
    assert looks_like_message(data) <= looks_like_message(data, expected=True)


NO_BLANK = b"From: a@dom.example\nTo: b@dom.example\nSubject: something\n"
OBSOLETE = (
    b"Subject :obsolete\n       \n and empty lines in folding.\nDate    :   Malformed Date.\n"
    b"WSP \t  \t:\t\tvalue.\n\nbody\n"
)


@pytest.mark.parametrize(
    "data",
    [
        NO_BLANK + b"the body follows without a blank line\n",
        NO_BLANK + b"Hi,\n" + b"this goes on for long\n" * 50,
        NO_BLANK + b"Reported-by: c\n---\nHi,\nwords\nwords\nwords\nwords\nwords\n",
        NO_BLANK.replace(b"\n", b"\r\n") + b"one\r\ntwo\r\nthree\r\nfour\r\nfive\r\n",
        NO_BLANK,
        NO_BLANK + b"  \nHi,\nwords\nwords\nwords\nwords\nwords\n",
        OBSOLETE,
        OBSOLETE.replace(b"\n", b"\r\n"),
    ],
)
def test_header_blocks_that_end_oddly(data: bytes) -> None:
    assert looks_like_message(data, "x.txt")


def test_a_message_named_msg_needs_one_known_name() -> None:
    data = b"Subject: this is a subject\nThis is an invalid header\nAnother: header or body?\n\ntext\n"
    assert looks_like_message(data, "x.msg")
    assert not looks_like_message(data, "x.txt")
    assert not looks_like_message(b"Error: no space\n", "x.msg")
    assert not looks_like_message(b"a message\nwithout headers\nReally.\nSubject: none\n", "x.msg")


NO_MAIL = {
    "answer": b"HTTP/1.1 200 OK\nDate: Tue, 03 May 2022 10:00:00 GMT\nServer: x\nContent-Type: text/html\n"
    b"Content-Length: 5\nMIME-Version: 1.0\nConnection: close\n\nhello",
    "answer without its line": b"Date: Tue, 03 May 2022 10:00:00 GMT\nServer: x\nContent-Type: text/html\n"
    b"Content-Length: 5\n\nhello",
    "request": b"GET /a HTTP/1.1\nHost: b.example\nUser-Agent: c\nFrom: a@b.example\nSubject: d\nDate: e\n\n",
    "call": b"INVITE sip:b@c.example SIP/2.0\nVia: x\nFrom: <sip:a@b.example>\nTo: <sip:b@c.example>\n"
    b"Subject: y\nCSeq: 1\n\n",
    "package": b"Package: x\nStatus: install ok installed\nPriority: optional\nSection: y\n"
    b"Maintainer: A <a@b.example>\n\n",
    "description": b"Package: x\nPriority: recommended\nDate: 2020-01-01\nKeywords: y\nOrganization: z\n"
    b"Comments: no\n\n",
    "calendar": b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSTATUS:CONFIRMED\nPRIORITY:5\n"
    b"ORGANIZER:mailto:a@b.example\n",
    "card": b"BEGIN:VCARD\nVERSION:3.0\nN:x;y\nFN:y x\nEMAIL;TYPE=work:a@b.example\nNOTE:Subject: z\nEND:VCARD\n",
    "robots": b"User-agent: *\nDisallow: /from\nSitemap: https://a.example/x\n",
    "workflow": b"name: x\non:\n  push:\nfrom: a@b.example\nto: c\njobs:\n  y:\n    runs-on: z\n",
    "settings": b"[mail]\nfrom: a@b.example\nto: b@c.example\nsubject: x\n\n[other]\ndate: y\n",
    "patch": b"diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-From: a@b.example\n+Subject: x\n",
    "prose": b"Dear all,\nNote: From: a@b.example is the sender.\nTo: those who ask\nSubject: nothing\nwords\n"
    b"words\nwords\n",
    "notes": b"Note: remember\nFrom: the shop\nTo: my house\nSubject: milk\nand bread\nand butter\nand eggs\nand tea\n",
    "readme": b"Installation\n============\n\nFrom: source\nTo: /usr\n",
    "code": b"switch (x) {\ncase 1:\nfrom: y();\nto: z();\nsubject: q();\ndefault: return;\n}\n",
    "mapping": b"from: a@b.example\ndebug: yes\nhost: c\nport: 25\n",
    "table": b"From:,To:,Subject:\na@b.example,c@d.example,x\ne@f.example,g@h.example,y\n",
    "folded prose": b"words:\n \n more words\n \n and more\n",
}


@pytest.mark.parametrize("what", sorted(NO_MAIL))
@pytest.mark.parametrize("name", ["x.txt", "x"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_what_looks_like_headers_and_is_no_mail(what: str, name: str, end: bytes) -> None:
    assert not looks_like_message(NO_MAIL[what].replace(b"\n", end), name)


@pytest.mark.shared
def test_real_mail_without_the_blank_line(shared: Path) -> None:
    few = re.compile(rb"^(?:From|To|Subject|Date):[^\n]*\n", re.MULTILINE | re.IGNORECASE)
    for path in sorted((shared / "corpora" / "linux-man" / "eml").iterdir())[:300]:
        head, _, body = path.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
        short = b"".join(few.findall(head + b"\n"))
        for data in (head, head + b"\n" + body, short, short + body, short + b" \n" + body):
            assert looks_like_message(data[:65536], "x.txt"), path


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "is_mail"),
    [
        ("cpython-test_email/msg_35.txt", True),
        ("james-mime4j/testmsgs/obsolete.msg", True),
        ("james-mime4j/testmsgs/obsolete.out", True),
        ("james-mime4j/testmsgs/malformedHeader-nocrlfcrlf.msg", True),
        ("james-mime4j/testmsgs/malformedHeaderStartsBody-nocrlfcrlf.msg", True),
        ("james-mime4j/testmsgs/malformedHeader-noheader.msg", False),
        ("cpython-test_email/msg_19.txt", False),
        ("strelka/test_broken.eml", False),
    ],
)
def test_messages_of_other_suites(shared: Path, name: str, is_mail: bool) -> None:
    data = (shared / "hostile" / name).read_bytes()
    assert looks_like_message(data, name) == is_mail
