from __future__ import annotations

import base64

import pytest

from assay.message import parse
from assay.signatures.doubts import reading_doubt

PLAIN = b"Content-Type: text/plain; charset=utf-8"
QP = b"\r\nContent-Transfer-Encoding: quoted-printable"
FORWARD = (
    b"I did NOT agree to this.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Eve <eve@evil.example>\r\n"
    b"Subject: deal\r\n\r\nWe agree to pay the bribe.\r\n"
)


def part(text: bytes, kind: bytes = b"text/plain", more: bytes = b"") -> bytes:
    return b"--b1\r\nContent-Type: " + kind + b"\r\n" + more + b"\r\n" + text + b"\r\n"


def multipart(*parts: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + b"".join(parts) + b"--b1--\r\n" + after


def doubt(headers: bytes, body: bytes) -> str:
    return reading_doubt(parse(headers + b"\r\n\r\n" + body))


LONG = b" ".join(b"word%d" % number for number in range(60))
BOTH = multipart(part(b"We pay 5,000."), part(b"<p>We pay 5,000.</p>", b"text/html"))
MULTI = b"Content-Type: multipart/%s; boundary=b1"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (PLAIN, b"Just text, a=b and x=20 items; see https://a.example/?q=1&r=3\r\n"),
        (PLAIN, b"Just text, x = \r\nnext line=\r\nlast\r\n"),
        (PLAIN + QP, b"caf=C3=A9 a=3Db=\r\n=46rom here =20\r\n"),
        (PLAIN, "café".encode()),
        (b"Content-Type: text/plain; charset=iso-8859-1", b"caf\xe9"),
        (b"Content-Type: text/plain", b"caf\xc3\xa9"),
        (b"Subject: x", b"text\r\n"),
        (b"Content-Type: text/html", b"Hello<br>you <o:p></o:p> &lt;x&gt; <my-part>z</my-part>\r\n"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", base64.encodebytes(b"hello " * 40)),
        (MULTI % b"alternative", BOTH),
        (MULTI % b"alternative", multipart(part(b"See it in a browser."), part(b"<p>" + LONG, b"text/html"))),
        (MULTI % b"alternative", multipart(part(b"Come."), part(b"BEGIN:VCALENDAR", b"application/ics"))),
        (MULTI % b"mixed", multipart(part(b"See the file."), part(b"QUJD", b"application/pdf"))),
        (MULTI % b"mixed", multipart(part(b"x"), before=b"This is a multi-part message in MIME format.\r\n\r\n")),
        (
            MULTI % b"related",
            multipart(part(b"<p>x", b"text/html"), part(b"x", b"image/png", b"Content-ID: <1@x>\r\n")),
        ),
        (MULTI % b"signed", multipart(part(b"x"), part(b"y", b"application/pgp-signature"))),
        (MULTI % b"report", multipart(part(b"x"), part(b"y", b"message/delivery-status"))),
    ],
)
def test_what_leaves_no_doubt(headers: bytes, body: bytes) -> None:
    assert doubt(headers, body) == ""


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        (
            b'Content-Type: multipart/mixed; boundary="-------- Forwarded message ---------"',
            FORWARD,
            "before the first",
        ),
        (MULTI % b"mixed", multipart(part(b"x"), before=b"If you agree, don't.\r\n\r\n"), "before the first"),
        (MULTI % b"mixed", multipart(part(b"x"), after=b"PS: no.\r\n"), "after the last"),
        (MULTI % b"mixed", part(b"x"), "isn't closed"),
        (MULTI % b"mixed", b"--b1\r\n\r\nshown\r\n--b1--\r\n", "no headers of its own"),
        (MULTI % b"mixed", BOTH, "two forms"),
        (MULTI % b"alternative", multipart(part(b"I refuse."), part(b"Please pay.")), "forms of one text"),
        (MULTI % b"alternative", multipart(part(b"a"), part(b"+b", b"text/x-patch")), "forms of one text"),
        (MULTI % b"alternative", multipart(part(LONG), part(b"<p>" + LONG[::-1], b"text/html")), "forms of one text"),
        (MULTI % b"alternative", multipart(part(b"<p>A", b"text/html"), part(b"-- list")), "forms of one text"),
        (MULTI % b"alternative", multipart(part(b"a"), part(b"QUJD", b"application/pdf")), "forms of one text"),
        (MULTI % b"digest", BOTH, "different ways"),
        (MULTI % b"encrypted", BOTH, "aren't such ones"),
        (MULTI % b"related", BOTH, "belong to the first"),
        (b"Content-Type: multipart/mixed; boundary=b1; boundary=b2", multipart(part(b"x")), "stands twice"),
        (PLAIN + QP, b"the total is=35000 euros\r\n", "no program encodes"),
        (PLAIN, b"caf=C3=A9\r\n", "looks like quoted-printable"),
        (PLAIN, b"Pay =35000 euros=\r\n now\r\n", "looks like quoted-printable"),
        (PLAIN, b"%s=\r\nb\r\n" % (b"a" * 72), "looks like quoted-printable"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"I agree to pay\r\n", "base64"),
        (b"Content-Type: text/html", b"I do <not even in a dream> accept\r\n", "hidden"),
        (b"Content-Type: text/html", b"Write to Bob <bob@paper.example>\r\n", "hidden"),
        (b"Content-Type: text/plain", b"<div>a</div><p>b</p>\r\n", "seems to be HTML"),
        (b"Content-Type: text/calendar", b"Hello\r\n", "another way"),
        (b"Content-Type: application/pdf; name=x.pdf", b"Pay 5,000\r\n", "isn't text"),
        (b"Content-Type: message/rfc822", b"Subject: hidden\r\n\r\nPay 5,000\r\n", "isn't text"),
        (PLAIN + b"\r\nContent-Disposition: attachment; filename=x.exe", b"hi\r\n", "a file to be saved"),
        (b"Content-Type: text/plain; charset=iso-8859-1", "café".encode(), "said to be iso-8859-1"),
        (PLAIN, b"caf\xe9", "but the body isn't"),
        (b"Subject: x\r\nthis is no field\r\nTo: a@b.example", b"text\r\n", "no header field"),
    ],
)
def test_what_may_be_shown_otherwise_than_it_was_signed(headers: bytes, body: bytes, words: str) -> None:
    assert words in doubt(headers, body)
