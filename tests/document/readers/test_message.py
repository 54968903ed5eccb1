from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.document.extract import extract

if TYPE_CHECKING:
    from pathlib import Path

MAIL = (
    b"From: Ann <ann@a.example>\r\nTo: bob@b.example\r\nSubject: =?utf-8?q?D=C3=A9j=C3=A0?=\r\n"
    b"Date: Mon, 24 Apr 2017 09:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nHello Bob\r\n--x\r\nContent-Type: application/pdf\r\n"
    b"Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--x--\r\n"
)


@pytest.mark.parametrize("data", [MAIL, b"%d\n" % len(MAIL) + MAIL, MAIL.decode().encode("utf-16")])
def test_head_text_and_files(data: bytes) -> None:
    found = extract(data, "a.eml")
    assert found.kind == "message"
    assert found.text.startswith("From: Ann <ann@a.example>\nTo: bob@b.example\n")
    assert found.text.endswith("Subject: Déjà\n\nHello Bob")
    assert [(file.name, file.media, file.data) for file in found.embedded] == [("a.pdf", "application/pdf", b"%PDF")]
    assert (found.facts["title"], found.times["created"]) == ("Déjà", 1493017200)


@pytest.mark.shared
def test_outlook(shared: Path) -> None:
    found = extract((shared / "hostile" / "tika" / "testMSG_att_doc.msg").read_bytes(), "a.msg")
    assert found.kind == "message"
    assert len(found.embedded) == 3
