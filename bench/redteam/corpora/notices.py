"""What machines write, and what was never sent: absences, bounces, drafts."""

from __future__ import annotations

import re
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.demo import clocks
from assay.demo.compose import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from assay.demo.compose import Composed
    from assay.demo.transport import Post
    from redteam.corpora.society import Figure
    from redteam.corpora.ways import Sent


def absence(owner: Figure, sent: Sent) -> tuple[str, str]:
    """Subject and text of an answer that says that somebody is away."""
    subject = subject_of(sent.mail.draft)
    if owner.person.language == "fr":
        return f"Absence : {subject}", "Je suis absent jusqu'à lundi. En cas d'urgence, voyez avec le bureau."
    return f"Out of office: {subject}", "I am away until Monday. If it is urgent, please ask the office."


def automatic(_: Composed, raw: bytes) -> bytes:
    """A mail with the fields of automatic answers (RFC 3834)."""
    return raw.replace(b"\r\nSubject: ", b"\r\nAuto-Submitted: auto-replied\r\nX-Autoreply: yes\r\nSubject: ", 1)


def unsent(raw: bytes) -> bytes:
    """A draft: some programs give it no Message-ID yet."""
    return re.sub(rb"(?mi)^message-id:[^\r\n]*\r\n", b"", raw, count=1)


def bounce(post: Post, mail: Composed, true: datetime) -> bytes:
    """What a server says of a mail that it couldn't deliver (RFC 3464), with the mail inside."""
    draft = mail.draft
    when = true + timedelta(seconds=4)
    queue, host = clocks.postfix_id(when, post.random), f"smtp.{draft.sender.domain}"
    boundary = f"{queue}.{int(when.timestamp())}/{host}"
    to, at = draft.to[0].address, format_datetime(when)
    head = (
        f"Return-Path: <>\r\nReceived: by {host} (Postfix)\r\n\tid {queue}; {at}\r\nDate: {at}\r\n"
        f"From: MAILER-DAEMON@{host} (Mail Delivery System)\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"To: {draft.sender.address}\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="{boundary}"\r\n'
        f"Message-Id: <{when:%Y%m%d%H%M%S}.{queue}@{host}>\r\n\r\nThis is a MIME-encapsulated message.\r\n\r\n"
    )
    text = f"This is the mail system at host {host}.\r\n\r\n<{to}>: user unknown\r\n"
    status = f"Reporting-MTA: dns; {host}\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    pieces = (
        ("Content-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii", text.encode()),
        ("Content-Description: Delivery report\r\nContent-Type: message/delivery-status", status.encode()),
        ("Content-Description: Undelivered Message\r\nContent-Type: message/rfc822", mail.raw),
    )
    body = b"".join(f"--{boundary}\r\n{fields}\r\n\r\n".encode() + data + b"\r\n" for fields, data in pieces)
    return head.encode() + body + f"--{boundary}--\r\n".encode()
