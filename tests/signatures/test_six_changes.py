"""The six changes that other verifiers pass, made to a mail that is signed here: none is plain "authenticated"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.engine.mail import message_entry
from assay.examiners.interface import Subject
from assay.examiners.registry import EXAMINERS
from assay.judge.judge import judge
from assay.model.corpus import Way
from assay.model.entry import Kind
from assay.model.place import Place, Stored
from assay.model.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from tests.signatures.conftest import Signer


def verdict(signer: Signer, raw: bytes) -> Judgement:
    stored = Stored(pack=False, path="x", offset=0, length=len(raw))
    entry = message_entry(Place("test", "mail.eml"), stored, raw, {}, reconstructed=False)
    subject = Subject(entry=entry, checked=(signer.check(raw),), way=Way(100, 0))
    return judge(Kind.MESSAGE, [finding for examiner in EXAMINERS for finding in examiner.examine(subject)])


def test_untouched_it_is_authenticated(signer: Signer) -> None:
    judgement = verdict(signer, signer.sign())
    assert (judgement.verdict, judgement.in_part) == (Verdict.AUTHENTICATED, False)
    assert "signer.example signed From, Date, Subject and the whole body" in judgement.explanation


CHANGES = {
    "second subject": (lambda raw: b"Subject: Fraud\r\n" + raw, Verdict.SUSPECT, "Subject stands more than once"),
    "second date": (
        lambda raw: b"Date: Mon, 1 May 2017 10:00:00 +0200\r\n" + raw,
        Verdict.SUSPECT,
        "Date stands more than once",
    ),
    "content type": (
        lambda raw: raw.replace(b"Content-Type: multipart/alternative; boundary=frontier", b"Content-Type: text/plain"),
        Verdict.SUSPECT,
        "don't fit the signed body",
    ),
    "reply-to": (lambda raw: b"Reply-To: spy@other.example\r\n" + raw, Verdict.AUTHENTICATED, "Reply-To"),
    "second from": (lambda raw: b"From: chief@signer.example\r\n" + raw, Verdict.SUSPECT, "From stands more than once"),
    "a word": (lambda raw: raw.replace(b"1,200", b"9,200"), Verdict.CONTRADICTED, "The body isn't what signer.example"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_each_change_is_seen_and_named(signer: Signer, name: str, ends: bytes) -> None:
    change, expected, words = CHANGES[name]
    judgement = verdict(signer, change(signer.sign()).replace(b"\r\n", ends))
    assert judgement.verdict is expected
    assert judgement.verdict is not Verdict.AUTHENTICATED or judgement.in_part
    assert words in judgement.explanation


def test_text_beyond_the_signed_length(signer: Signer) -> None:
    raw = signer.sign(length=len(b"--frontier\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe pay 1,200 euros"))
    judgement = verdict(signer, raw)
    assert judgement.verdict is Verdict.SUSPECT
    assert judgement.in_part
    assert "covers the first 73 of" in judgement.explanation


def test_another_boundary_doesnt_fit(signer: Signer) -> None:
    raw = signer.sign().replace(b"boundary=frontier", b"boundary=other")
    assert verdict(signer, raw).verdict is Verdict.SUSPECT


def test_over_signed_headers_cant_be_added(signer: Signer) -> None:
    raw = signer.sign(over_sign=("subject",))
    assert verdict(signer, raw).verdict is Verdict.AUTHENTICATED
    judgement = verdict(signer, b"Subject: Fraud\r\n" + raw)
    assert judgement.verdict in {Verdict.SUSPECT, Verdict.CONTRADICTED}
    assert "added after signing" in judgement.explanation
