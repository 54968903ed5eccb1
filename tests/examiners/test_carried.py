from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.examiners.conftest import recovered, subject

from assay.examiners.carried import Files
from assay.model.context import Burst, Carriage, Context, Sign
from assay.model.entry import Kind
from document.document_builders import exif, jpeg, office, pdf, zipped

if TYPE_CHECKING:
    from tests.signatures.conftest import Signer

    from assay.examiners.interface import Subject
    from assay.model.finding import Finding

SENT = 1493019000.0
OLD = office("Anna", "2012-01-01T00:00:00Z", "2016-01-01T00:00:00Z")
YOUNG = office("Anna", "2012-01-01T00:00:00Z", "2017-09-01T00:00:00Z")
TWICE = zipped(
    {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "meta.xml": b'<m xmlns:d="d"><d:date>2017-09-01T00:00:00</d:date></m>',
    },
    (2017, 9, 1, 0, 0, 0),
)


def mail(data: bytes, name: str = "plan.xlsx") -> bytes:
    return (
        (
            b"From: Anna <anna@signer.example>\r\nTo: b@x.example\r\nSubject: Budget\r\n"
            b"Date: Mon, 24 Apr 2017 07:30:00 +0000\r\nMessage-ID: <1@signer.example>\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
            b'Content-Disposition: attachment; filename="' + name.encode() + b'"\r\nContent-Type: application/x\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n"
        )
        + base64.encodebytes(data).replace(b"\n", b"\r\n")
        + b"--b--\r\n"
    )


def of(data: bytes, *keys: object, raw: bytes = b"", **known: object) -> Subject:
    one = subject(raw or mail(data), *keys)
    (file,) = one.entry.traits.files
    return replace(one, context=Context(carried=(Carriage(file.sha256, file.name, **known),)))


def loose(one: Subject) -> Subject:
    return replace(one, entry=replace(one.entry, kind=Kind.DOCUMENT, date=None))


def found(one: Subject) -> list[Finding]:
    return list(Files().examine(one))


def only(one: Subject) -> tuple[str, str, str]:
    (finding,) = found(one)
    return finding.code, finding.direction.value, finding.strength.value


def test_old_files_say_nothing() -> None:
    assert found(of(OLD)) == []
    assert found(replace(of(OLD), context=Context())) == []


def test_the_same_file_in_a_signed_mail() -> None:
    one = of(OLD, proven=("a" * 64,), senders=2)
    assert only(one) == ("document-carried", "for", "weak")
    assert found(loose(one)) == []  # said once the mails are judged


def test_logos_vouch_for_no_mail() -> None:
    assert found(of(jpeg(), proven=("a" * 64,))) == []


def test_a_document_younger_than_its_mail() -> None:
    one = of(YOUNG)
    assert only(one) == ("document-younger", "against", "strong")
    (finding,) = found(one)
    assert "1 September 2017" in finding.summary
    assert "Innocent" in finding.summary
    assert base64.b64decode(mail(YOUNG)[finding.spans[0].start : finding.spans[0].end]) == YOUNG
    assert found(loose(one)) == []


def test_wrong_clocks_are_known() -> None:
    assert only(of(YOUNG, late=1)) == ("document-younger", "against", "weak")
    before = of(YOUNG, proven=("a" * 64,), first_proven=SENT)
    assert [(one.code, one.direction) for one in found(before)] == [
        ("document-carried", "for"),
        ("document-younger", "neutral"),
    ]
    after = of(YOUNG, proven=("a" * 64,), first_proven=SENT + 9e7)
    assert found(after)[1].strength == "strong"


def test_what_is_signed_was_so_when_it_was_sent(signer: Signer) -> None:
    raw = signer.sign(mail(YOUNG))
    assert only(of(YOUNG, signer.public, raw=raw)) == ("document-younger", "neutral", "none")
    assert only(of(YOUNG, recovered(signer.public), raw=raw))[2] == "strong"


def test_a_swapped_file_under_a_signed_date(signer: Signer) -> None:
    def swapped(data: bytes) -> bytes:
        signed = signer.sign(mail(OLD))
        return signed.replace(mail(OLD).partition(b"\r\n\r\n")[2], mail(data).partition(b"\r\n\r\n")[2])

    assert only(of(TWICE, signer.public, raw=swapped(TWICE)))[2] == "very strong"
    assert only(of(YOUNG, signer.public, raw=swapped(YOUNG)))[2] == "strong"
    assert only(of(TWICE, recovered(signer.public), raw=swapped(TWICE)))[2] == "strong"
    assert only(of(TWICE))[2] == "strong"


BURST = Burst(
    others=("a" * 64,),
    documents=9,
    start=SENT,
    seconds=240,
    days=3700,
    by="Имя\x1b",
    named=5,
    foreign="script",
    signs=(Sign("name", "Имя\x1b", "Cyrillic"),),
    authors=3,
    carriers=9,
    sent=False,
    proven=False,
)


@pytest.mark.parametrize(
    ("burst", "strength"),
    [
        (BURST, "moderate"),
        (replace(BURST, foreign="name"), "moderate"),
        (replace(BURST, proven=True), "weak"),
        (replace(BURST, carriers=2), "weak"),
    ],
)
def test_bursts(burst: Burst, strength: str) -> None:
    assert only(of(OLD, burst=burst)) == ("document-burst", "against", strength)


def test_loose_documents_of_a_burst() -> None:
    one = loose(of(OLD, burst=replace(BURST, carriers=2)))
    assert only(one)[2] == "moderate"
    (finding,) = found(one)
    assert "9 documents, made over 10.1 years, were last saved within 4 minutes, from 07:30 to 07:34" in finding.summary
    assert "5 of them by" in finding.summary
    assert "\x1b" not in finding.summary
    assert finding.basis == "burst"


def test_a_document_inside_of_what_one_sender_sent() -> None:
    inside = loose(of(OLD, burst=replace(BURST, carriers=1, sent=True)))
    assert only(inside) == ("document-burst", "against", "weak")


def test_metadata_that_stands_alone() -> None:
    one = of(OLD, lone={"modified_by": "x" * 500})
    assert only(one) == ("document-stranger", "against", "weak")
    assert len(found(one)[0].summary) < 400


def test_a_pdf_that_contradicts_itself() -> None:
    xmp = b"<x:xmpmeta><xmp:ModifyDate>2015-01-01</xmp:ModifyDate></x:xmpmeta>"
    assert only(of(pdf(b"/ModDate(D:20120101)", xmp))) == ("document-mismatch", "against", "weak")
    assert found(of(pdf(b"/ModDate(D:20150101)", xmp))) == []


def test_an_edited_picture() -> None:
    texts = {"software": "Adobe Photoshop CC", "modified": "2017:04:02 10:00:00", "taken": "2016:05:03 11:12:13"}
    block = b"Exif\0\0" + exif(**texts)
    assert only(of(jpeg(block))) == ("picture-edited", "against", "weak")
    same_day = b"Exif\0\0" + exif(**{**texts, "modified": "2016:05:03 12:00:00"})
    camera = b"Exif\0\0" + exif(**{**texts, "software": "X100 Ver 1.1"})
    assert found(of(jpeg(same_day))) == found(of(jpeg(camera))) == []
