"""The ways of mail to mailboxes: straight, late, redirected, through gateways that break it, and through lists."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import msgspec

from assay.demo import clocks
from assay.demo.compose import Composed
from redteam.corpora import parts
from redteam.corpora.society import DATA, START

if TYPE_CHECKING:
    from random import Random

    from assay.demo.people import Person
    from assay.demo.transport import Post

_TEXT = re.compile(rb"(?i)^content-type:\s*text/plain", re.MULTILINE)
_YEAR = timedelta(days=365)


class Sent(msgspec.Struct, frozen=True):
    """A mail, when it really left, and when the last reader had it."""

    mail: Composed
    true: datetime
    known: datetime


def dressed(raw: bytes, program: str, when: datetime, lag: int, *, answer: bool) -> bytes:
    """A composed mail with the version that the program had then on that machine, and Outlook's capital RE."""
    head, separator, body = raw.partition(b"\r\n\r\n")
    version = min(3, 1 + max(0, (when - START - timedelta(days=lag)) // (_YEAR / 2)))
    for names in DATA["programs"].get(program, ()):
        head = head.replace(names[0].encode(), names[version].encode())
    if program == "outlook" and answer:
        head = head.replace(b"\r\nSubject: Re: ", b"\r\nSubject: RE: ")
    return head + separator + body


def at(mail: Composed, when: datetime) -> Composed:
    """The mail as servers see it, whose clocks are right."""
    return msgspec.structs.replace(mail, draft=msgspec.structs.replace(mail.draft, when=when))


def deliver(post: Post, raw: bytes, sent: Sent, receiver: Person, delay: timedelta) -> bytes:
    """Bring a submitted mail to a mailbox, after it waited somewhere for `delay`."""
    random, mail = post.random, sent.mail
    if delay:
        left = sent.true + timedelta(seconds=2)
        relay = clocks.postfix_id(left, random)
        raw = (
            f"Received: from localhost (localhost [127.0.0.1])\r\n\tby filtre.relais-sud.test (Postfix) with ESMTP id "
            f"{relay};\r\n\t{format_datetime(left)}\r\n"
        ).encode() + raw
    late = at(mail, sent.true + delay)
    if receiver.host.startswith("mairie"):
        return _exchange(post, raw, late, receiver)
    host = "rivage" if receiver.host.startswith("rivage") else receiver.host
    return post.deliver(raw, late, msgspec.structs.replace(receiver, host=host))


def _exchange(post: Post, raw: bytes, mail: Composed, receiver: Person) -> bytes:
    """Deliver into the town hall's Exchange, behind a gateway that tags, re-encodes and appends."""
    random, sender = post.random, mail.draft.sender
    when = mail.draft.when + timedelta(seconds=random.uniform(1, 5))
    if not sender.host.startswith("mairie"):
        raw = gateway(raw, random)
    later = when + timedelta(seconds=random.uniform(0.5, 3))
    top = (
        f"Received: from EXCH02.mairie.local (10.1.4.12) by EXCH01.mairie.local\r\n (10.1.4.11) with Microsoft SMTP "
        f"Server (TLS) id 15.0.1263.5 via Mailbox\r\n Transport; {format_datetime(later)}\r\n"
        f"Received: from passerelle.{receiver.domain} (10.1.1.3) by EXCH02.mairie.local\r\n (10.1.4.12) with Microsoft "
        f"SMTP Server id 15.0.1263.5; {format_datetime(when)}\r\nReturn-Path: <{sender.address}>\r\n"
        f"X-MS-Exchange-Organization-AuthAs: Anonymous\r\n"
    )
    return top.encode() + raw


def gateway(raw: bytes, random: Random) -> bytes:
    """What filters do to a mail: a tag, a line at the end, another encoding, stripped spaces, or nothing."""
    fields, body, end = parts.split(raw)
    chance = random.random()
    if chance < 0.3:
        subject = DATA["gateway"]["subject"].encode() + parts.value(fields, "subject")
        fields = parts.with_field(fields, "subject", subject)
    transfer = parts.value(fields, "content-transfer-encoding").decode().lower()
    plain = any(_TEXT.match(field) for field in fields) and transfer != "base64"
    if 0.2 < chance < 0.6 and plain:
        body += DATA["gateway"]["disclaimer"].replace("\n", "\r\n").encode()
    elif 0.6 < chance < 0.8 and transfer == "8bit" and plain:
        body = parts.encoded(body, "quoted-printable", end)
        fields = parts.with_field(fields, "content-transfer-encoding", b"quoted-printable")
    elif 0.8 < chance < 0.9 and transfer in {"7bit", "8bit"}:
        body = re.sub(rb"[ \t]+(?=\r\n)", b"", body)
    fields = [*fields, b"X-Passerelle: analyse=ok; score=%d\r\n" % random.randrange(40)]
    return parts.join(fields, body, end)


def redirected(post: Post, raw: bytes, sent: Sent, other: Person) -> bytes:
    """A delivered mail that the mailbox's rule passes on to another account of its owner."""
    when = sent.true + timedelta(seconds=post.random.uniform(12, 40))
    identity = clocks.postfix_id(when, post.random)
    by = (
        f"Received: by mx.renvoi.example (Postfix, from userid 112)\r\n\tid {identity}; {format_datetime(when)}\r\n"
        f"X-Forwarded-To: {other.address}\r\n"
    )
    top = (
        f"Delivered-To: {other.address}\r\nReceived: from mx.renvoi.example (mx.renvoi.example [203.0.113.251])\r\n"
        f"\tby mx.pli.example with ESMTPS id {post.random.getrandbits(56):014x}si;\r\n\t"
        f"{format_datetime(when + timedelta(seconds=2))}\r\n"
    )
    return (top + by).encode() + raw
