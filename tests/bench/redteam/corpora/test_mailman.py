from __future__ import annotations

import base64
import sys
from pathlib import Path

import dkim
import pytest
from tests.signatures.conftest import MAIL, Signer

from assay.message import parse
from assay.message.decode import part_text
from assay.message.describe import describe
from assay.signatures.signing import public_record

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "bench"))

from redteam.corpora.mailman import FOOTER, make, rewritten, tagged

PLAIN = (
    b"Received: from a.example by b.example; Mon, 24 Apr 2017 07:30:05 +0000\r\n"
    b"From: anne@signer.example\r\nTo: talk@lists.example\r\nDate: Mon, 24 Apr 2017 09:30:00 +0200\r\n"
    b"Subject: Budget\r\nMessage-ID: <1@signer.example>\r\nMIME-Version: 1.0\r\n%s\r\n%s"
)
ASCII = PLAIN % (b"Content-Type: text/plain; charset=utf-8\r\n", b"We pay 1,200 euros.\r\n")
UTF_8 = PLAIN % (
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
    "Nous payons à Nîmes.\r\n".encode(),
)
BASE64 = PLAIN % (
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
    base64.encodebytes("Nous payons à Nîmes.\r\n".encode()),
)
MIXED = PLAIN % (
    b'Content-Type: multipart/mixed; boundary="x"\r\n',
    b"--x\r\nContent-Type: text/plain\r\n\r\nWe pay.\r\n--x--\r\n",
)


@pytest.mark.parametrize("raw", [ASCII, UTF_8, BASE64, MIXED, MAIL], ids=["ascii", "utf-8", "base64", "mixed", "other"])
def test_every_signature_breaks_and_the_words_stay(raw: bytes) -> None:
    signer = Signer()
    record = public_record(signer.key).encode()
    signed = signer.sign(raw)
    changed = rewritten(signed)
    assert dkim.verify(signed, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(changed, dnsfunc=lambda *_, **__: record)
    before, after = describe(raw), describe(changed)
    assert before.text.strip() in after.text
    assert (before.message_id, before.from_address, before.date) == (after.message_id, after.from_address, after.date)
    message = parse(changed)
    text = "".join(part_text(message, part).text for part in message.parts() if part.is_text)
    assert "Linux-man mailing list" in text.replace("\r\n", "\n")
    assert FOOTER.strip() in text.replace("\r\n", "\n")
    assert not message.defects
    for name in ("list-id", "list-post", "sender", "errors-to", "x-beenthere", "x-mailman-version", "precedence"):
        assert message.first(name)


@pytest.mark.parametrize(
    ("subject", "made"),
    [
        (b"Budget", "[Talk] Budget"),
        (b"Re: Budget", "Re: [Talk] Budget"),
        (b"Re: [Talk] Budget", "Re: [Talk] Budget"),
        (b"[PATCH 1/2] a\r\n b", "[Talk] [PATCH 1/2] a b"),
        (b"=?UTF-8?Q?caf=C3=A9?=\r\n =?UTF-8?Q?_noir?=", "[Talk] café noir"),
        (b"=?UTF-8?B?UmU6IGNhZsOp?=", "Re: [Talk] café"),
        (b"=?nonsense?Q?a?=", "[Talk] a"),
    ],
)
def test_the_tag_stands_once_and_behind_re(subject: bytes, made: str) -> None:
    fields = tagged([b"Subject: " + subject + b"\r\n", b"To: a@b\r\n"], "[Talk]")
    assert describe(b"".join(fields) + b"\r\n").subject == made
    assert tagged(fields, "[Talk]") == fields


def test_a_mail_without_a_subject_gets_one() -> None:
    assert tagged([b"To: a@b\n"], "[Talk]") == [b"To: a@b\n", b"Subject: [Talk]\n"]


def test_the_ways_times_follow_each_other() -> None:
    entry = parse(rewritten(ASCII))
    lines = [entry.bytes(header.value) for header in entry.headers if header.key == "received"]
    assert len(lines) == 3
    assert b"07:30:05" in lines[2]
    assert lines[1].partition(b";")[2] < lines[0].partition(b";")[2]


def test_a_folder_is_rewritten_alike_each_time(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "in").mkdir(parents=True)
    (corpus / "in" / "1.eml").write_bytes(ASCII)
    make(corpus, tmp_path / "one")
    make(corpus, tmp_path / "two")
    assert (tmp_path / "one/in/1.eml").read_bytes() == (tmp_path / "two/in/1.eml").read_bytes() == rewritten(ASCII)
