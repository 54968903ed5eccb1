"""Mails of a mailbox at pli.example with their ways, made as its servers write them."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.engine.mail import message_entry
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from assay.model.entry import Entry

START = dt.datetime(2017, 3, 1, 9, tzinfo=dt.UTC)
SIGNATURE = (
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=rivage.example; s=s1; h=from:date:subject;\r\n"
    " bh={hash}; b={mark}\r\n"
)


def mark(number: int) -> str:
    """The b= of the mail of that number: 172 digits."""
    digest = hashlib.sha512(str(number).encode()).hexdigest()
    return (digest + digest)[:172]


def raw(number: int, **other: str) -> bytes:
    """The mail of that number; `other` replaces fields of the template.

    Template fields: `top` (Received-SPF and results), `line` (the delivering line), `signature`, `sender`, `domain`,
    `body`, `message_id`, `way` (all above).
    """
    when = START + dt.timedelta(hours=number)
    stamp = format_datetime(when)
    body = f"Text {number}.\r\n"
    hashed = _hash(body)
    domain = other.get("domain", "rivage.example")
    spf = other.get("client", "203.0.113.4")
    fields = {
        "line": (
            f"Received: from smtp.rivage.example (smtp.rivage.example [203.0.113.4])\r\n\tby mx.pli.example "
            f"(Postfix) with ESMTPS id {other.get('id', f'A{number:09X}')}\r\n\tfor <anna@pli.example>; {stamp}\r\n"
        ),
        "top": (
            f"Received-SPF: pass (pli.example: ok) client-ip={spf};\r\nAuthentication-Results: mx.pli.example;\r\n"
            f"\tdkim=pass header.d=rivage.example header.b={mark(number)[:8]};\r\n"
            "\tspf=pass smtp.mailfrom=zoe@rivage.example;\r\n\tdmarc=pass header.from=rivage.example\r\n"
        ),
        "signature": SIGNATURE.format(hash=hashed, mark=mark(number)),
        "lower": (
            f"Received: from [192.168.1.2] (unknown [203.0.113.77])\r\n\tby smtp.rivage.example (Postfix) with "
            f"ESMTPSA id B{number:09X};\r\n\t{other.get('lower_stamp', stamp)}\r\n"
        ),
        "body": body,
        "message_id": f"m{number}@rivage.example",
    } | other
    way = other.get(
        "way",
        "Return-Path: <zoe@rivage.example>\r\nDelivered-To: anna@pli.example\r\n"
        + fields["line"]
        + fields["top"]
        + fields["lower"],
    )
    text = (
        f"{way}{fields['signature']}From: Zoe <zoe@{domain}>\r\nTo: anna@pli.example\r\nSubject: Subject {number}\r\n"
        f"Date: {other.get('date', stamp)}\r\nMessage-ID: <{fields['message_id']}>\r\n\r\n{fields['body']}"
    )
    return text.encode()


def _hash(body: str) -> str:
    return base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


def entry(text: bytes, folder: str = "anna") -> Entry:
    """The row of a mail in a folder of the dump."""
    stored = Stored(pack=False, path="x", offset=0, length=len(text))
    return message_entry(Place("dump", f"{folder}/mail.eml"), stored, text, {}, reconstructed=False)


def mail(number: int, **other: str) -> Entry:
    """The row of the mail of that number."""
    return entry(raw(number, **other))


def signature(number: int) -> str:
    """The DKIM-Signature of the mail of that number, as a field."""
    text = raw(number).decode()
    start = text.index("DKIM-Signature")
    return text[start : text.index("From:", start)]
