"""What servers do to a mail on its way: Received lines, signatures, authentication results, ARC seals, list footers."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import TYPE_CHECKING

import msgspec

from assay.demo import clocks, mime
from assay.demo.people import Cast
from assay.signatures.canonical import body_relaxed
from assay.signatures.signing import USUAL_HEADERS, PrivateKey, seal_arc, sign_dkim

if TYPE_CHECKING:
    from datetime import datetime

    from assay.demo.compose import Composed
    from assay.demo.people import Person

SEALER = "coffre"
_BULK_HEADERS = ("from", "to", "subject", "date", "message-id", "mime-version", "list-unsubscribe")
_SIMPLE_HEADERS = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type")


class Post(msgspec.Struct, frozen=True):
    """The mail system of the sample: its people, their hosts' keys, and a seeded source of numbers."""

    cast: Cast
    keys: dict[str, PrivateKey]
    random: Random

    def submit(self, mail: Composed) -> bytes:
        """Take a mail in at the sender's host: a Received line, and the host's signature if it signs."""
        sender = mail.draft.sender
        when = mail.draft.when + timedelta(seconds=1)
        raw = self._submission(sender, when).encode() + mail.raw
        return self.sign(raw, sender.host, mail.draft.when)

    def sign(self, raw: bytes, host_name: str, when: datetime) -> bytes:
        """Sign as the host does; unchanged where it doesn't."""
        host = self.cast.host[host_name]
        if not host.selector:
            return raw
        headers: tuple[str, ...] = USUAL_HEADERS
        if host.canonicalisation.startswith("simple"):
            headers = _SIMPLE_HEADERS
        elif host.length:
            headers = _BULK_HEADERS
        return sign_dkim(
            raw,
            host.domain,
            host.selector,
            self.keys[host_name],
            headers=headers,
            canonicalisation=host.canonicalisation,
            timestamp=int(when.timestamp()) + 1 if host.time else None,
            length=len(body_relaxed(raw.partition(b"\r\n\r\n")[2])) if host.length else None,
        )

    def deliver(self, raw: bytes, mail: Composed, receiver: Person, *, listed: timedelta | None = None) -> bytes:
        """Put on top what the receiver's host adds: Received, authentication results, and its seal if it seals.

        Args:
            raw: the mail as it was handed over.
            mail: the mail it is.
            receiver: whose mailbox it goes to.
            listed: how long after Date the mailing list passed it on; None: it came straight from the sender's host.
        """
        sender = mail.draft.sender if listed is None else self.cast.person["atelier"]
        bounces = sender.address if listed is None else sender.address.replace("@", "-bounces@")
        when = mail.draft.when + (listed or timedelta()) + timedelta(seconds=self.random.uniform(2, 9))
        results = self.results(mail.draft.sender, bounces, broken=listed is not None)
        if receiver.host == "rivage":
            how = f"with ESMTPS id {clocks.postfix_id(when, self.random)}"
            received = _received(self.cast, sender, "mx.coffre.example", how, when)
            results = f"mx.coffre.example;\r\n\t{results}"
            raw = f"Authentication-Results: {results}\r\n{received}".encode() + raw
            if sender.host != "rivage":
                host, seconds = self.cast.host[SEALER], int(when.timestamp()) + 1
                key = self.keys[SEALER]
                raw = seal_arc(raw, 1, host.domain, host.selector, key, results=results, timestamp=seconds)
            return f"Return-Path: <{bounces}>\r\nDelivered-To: {receiver.address}\r\n".encode() + raw
        stamp = f"{self.random.getrandbits(40):010x}.{self.random.randrange(300)}.{int(when.timestamp() * 1000) + 40}"
        hop = f"by 10.28.{self.random.randrange(255)}.{self.random.randrange(255)} with SMTP id {stamp}"
        how = f"with ESMTPS id {self.random.getrandbits(56):014x}si"
        top = (
            f"Delivered-To: {receiver.address}\r\nX-Received: {hop};\r\n        {format_datetime(when)}\r\n"
            f"Return-Path: <{bounces}>\r\n{_received(self.cast, sender, 'mx.pli.example', how, when)}"
            f"Received-SPF: pass (pli.example: {bounces} designates {address(sender)} as permitted sender)\r\n"
            f"Authentication-Results: mx.pli.example;\r\n\t{results}\r\n"
        )
        return top.encode() + raw

    def results(self, sender: Person, envelope: str, *, broken: bool) -> str:
        """Return what a receiver writes of a mail's authentication (RFC 8601)."""
        host = self.cast.host[sender.host]
        outcome = "fail (body hash did not verify)" if broken else "pass"
        dkim = f"dkim={outcome} header.d={host.domain} header.s={host.selector};\r\n\t" if host.selector else ""
        return f"{dkim}spf=pass smtp.mailfrom={envelope}"

    def through_list(self, raw: bytes, mail: Composed, footer: str, delay: timedelta, *, tag: bool) -> bytes:
        """Send a mail through the list: a footer at the end, List fields, and a subject tag if asked for."""
        when = mail.draft.when + delay
        address_ = self.cast.person["atelier"].address
        head, _, body = raw.partition(b"\r\n\r\n")
        if tag:
            subject = mime.encoded(mail.draft.subject, room=19)
            head = _replaced(head, "Subject", f"[Atelier] {subject}")
        more = (
            f"\r\nList-Id: Atelier <{address_.replace('@', '.')}>\r\nList-Post: <mailto:{address_}>\r\n"
            f"Precedence: list\r\nErrors-To: atelier-bounces@{address_.partition('@')[2]}\r\n\r\n"
        )
        relay = f"by listes.atelier-citoyen.test with ESMTP (Exim 4.84) id {clocks.exim_id(when, self.random)}"
        top = f"Received: from [{address(mail.draft.sender)}]\r\n\t{relay};\r\n\t{format_datetime(when)}\r\n"
        return top.encode() + head + more.encode() + body + footer.replace("\n", "\r\n").encode()

    def _submission(self, sender: Person, when: datetime) -> str:
        host = self.cast.host[sender.host].domain
        if sender.mailer == "gmail":
            return f"Received: by 10.80.{self.random.randrange(255)}.7 with HTTP; {format_datetime(when)}\r\n"
        identity = clocks.postfix_id(when, self.random)
        client = f"[192.168.1.{sum(sender.address.encode()) % 60 + 2}] (unknown [{address(sender)}])"
        return (
            f"Received: from {client}\r\n\tby smtp.{host} (Postfix) with ESMTPSA id {identity};\r\n"
            f"\t{format_datetime(when)}\r\n"
        )


def _received(cast: Cast, sender: Person, by: str, how: str, when: datetime) -> str:
    host = f"smtp.{cast.host[sender.host].domain}"
    return f"Received: from {host} ({host} [{address(sender)}])\r\n\tby {by} {how};\r\n\t{format_datetime(when)}\r\n"


def address(sender: Person) -> str:
    """Return an address of the documentation ranges (RFC 5737) that belongs to the sender's host."""
    return f"203.0.113.{sum(sender.host.encode()) % 250 + 1}"


def _replaced(head: bytes, name: str, value: str) -> bytes:
    """Replace the lowest field of that name."""
    start = head.rindex(f"\r\n{name}: ".encode()) + 2
    end = start
    while True:
        end = head.find(b"\r\n", end)
        if end < 0:
            end = len(head)
            break
        if head[end + 2 : end + 3] not in {b" ", b"\t"}:
            break
        end += 2
    return head[:start] + f"{name}: {value}".encode() + head[end:]


def with_field(raw: bytes, name: str, value: str) -> bytes:
    """Return the message with the lowest field of that name replaced."""
    head, separator, body = raw.partition(b"\r\n\r\n")
    return _replaced(head, name, value) + separator + body
