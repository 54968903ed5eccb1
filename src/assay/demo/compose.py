"""Writes a mail as one of the sample's mailers does: header order, encodings, boundaries, hidden clocks.

`compose(Draft(...), random)` is the way in; it gives the mail as it leaves the mailer, before any server's touch.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import msgspec

from assay.demo import clocks, marks, mime, quoting
from assay.demo.documents import Attachment
from assay.demo.people import Person

if TYPE_CHECKING:
    from random import Random


_ORDER = {
    "gmail": "MIME-Version In-Reply-To References From Date Message-ID Subject To Cc *",
    "apple": "From * Subject Date References To Cc In-Reply-To Message-Id Mime-Version X-Mailer",
    "outlook": "From To Cc References In-Reply-To Subject Date Message-ID MIME-Version * X-Mailer Thread-Index "
    "Content-Language",
    "thunderbird": "Subject To References Cc From Message-ID Date User-Agent MIME-Version In-Reply-To *",
    "webmail": "Date From To Cc Message-ID In-Reply-To References Subject MIME-Version * X-Mailer",
    "bulk": "From To Subject Date Message-ID MIME-Version * List-Unsubscribe Precedence",
}
_TRANSFER = {"gmail": "quoted-printable", "apple": "quoted-printable", "outlook": "quoted-printable"}
_HTML = {"gmail", "outlook", "webmail"}
_EXTRA = {
    "apple": [("Mime-Version", "1.0 (Mac OS X Mail 10.2 \\(3259\\))"), ("X-Mailer", "Apple Mail (2.3259)")],
    "outlook": [("X-Mailer", "Microsoft Outlook 16.0"), ("Content-Language", "fr")],
    "thunderbird": [("User-Agent", "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:45.0) Gecko/20100101 Thunderbird/45.7.1")],
    "webmail": [("X-Mailer", "WebService/1.1.9100 TelemailWeb")],
    "bulk": [("Precedence", "bulk")],
}


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A mail as it left its mailer.

    Attributes:
        draft: what it was made of.
        message_id: with its angle brackets.
        references: the Message-IDs of the thread before it.
        index: its Thread-Index; empty where the mailer writes none.
        text: its plain text with the quotation, LF line ends.
        raw: its bytes, CRLF line ends.
    """

    draft: Draft
    message_id: str
    references: tuple[str, ...]
    index: str
    text: str
    raw: bytes


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to send.

    Attributes:
        sender, to, cc: the people.
        subject: without `Re:`, which answers get.
        text: the own text, LF line ends.
        when: the time of Date, aware.
        attachments: files.
        parent: the mail that is answered, or None.
        clock: the time that the mailer's hidden clocks show, where a forger's differ from Date.
    """

    sender: Person
    to: tuple[Person, ...]
    subject: str
    text: str
    when: datetime
    cc: tuple[Person, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    parent: Composed | None = None
    clock: datetime | None = None


def compose(draft: Draft, random: Random) -> Composed:
    """Write the mail as the sender's mailer does."""
    mailer, parent = draft.sender.mailer, draft.parent
    own = draft.text.strip("\n") + (f"\n\n{draft.sender.sign}" if draft.sender.sign else "")
    above, below = _quotation(draft)
    plain = _plain(draft.sender, quoting.wrapped(own), above, below)
    message_id = marks.message_id(draft, random)
    references = (*parent.references, parent.message_id) if parent else ()
    fields, body = _content(draft, plain, mime.html(mailer, own, above, below), random)
    index = clocks.thread_index(_clock(draft), parent.index if parent else "", random) if mailer == "outlook" else ""
    head = _head(draft, message_id, references, index or (parent.index if parent else ""), fields)
    raw = f"{head}\r\n".encode() + body
    kept = index or (parent.index if parent else "")
    return Composed(draft=draft, message_id=message_id, references=references, index=kept, text=plain, raw=raw)


def subject_of(draft: Draft) -> str:
    """Return the subject with `Re: ` where the mail is an answer."""
    bare = draft.subject.removeprefix("Re: ")
    return f"Re: {bare}" if draft.parent else draft.subject


def _clock(draft: Draft) -> datetime:
    return draft.clock or draft.when


def _quotation(draft: Draft) -> tuple[str, str]:
    """Return the line above the quotation and the quoted text, both empty for a new mail."""
    if not draft.parent:
        return "", ""
    before, sender = draft.parent.draft, draft.sender
    if sender.mailer == "outlook":
        to = "; ".join(person.name for person in before.to)
        block = quoting.outlook_block(sender.language, before.sender, to, subject_of(before), before.when)
        return block, draft.parent.text
    return quoting.attribution(sender.mailer, sender.language, before.sender, before.when), draft.parent.text


def _plain(sender: Person, own: str, above: str, below: str) -> str:
    """Put own text and quotation together: Thunderbird's people answer below, the others above."""
    if not below:
        return own
    if sender.mailer == "outlook":
        line = "Message d'origine" if sender.language == "fr" else "Original Message"
        return f"{own}\n\n-----{line}-----\n{above}\n{below}"
    if sender.mailer == "thunderbird":
        return f"{above}\n{quoting.quoted(below)}\n\n{own}"
    return f"{own}\n\n{above}\n\n{quoting.quoted(below)}"


def _content(draft: Draft, plain: str, rich: str, random: Random) -> tuple[list[str], bytes]:
    """Return the MIME fields and the body."""
    mailer = draft.sender.mailer
    charset = "iso-8859-1" if mailer == "outlook" else "UTF-8" if mailer in {"gmail", "webmail"} else "utf-8"
    transfer = _TRANSFER.get(mailer, "8bit")
    if mailer == "gmail" and plain.isascii():
        transfer = "8bit"
    flowed = "plain; format=flowed" if mailer == "thunderbird" else "plain"
    content = mime.text_part(flowed, plain, charset, transfer)
    if mailer in _HTML:
        parts = [content, mime.text_part("html", rich, charset, "quoted-printable")]
        content = mime.multipart("alternative", marks.boundary(draft, random, 1), parts)
    if draft.attachments:
        files = [mime.attachment_part(attachment) for attachment in draft.attachments]
        content = mime.multipart("mixed", marks.boundary(draft, random, 0), [content, *files])
    return content


def _head(draft: Draft, message_id: str, references: tuple[str, ...], index: str, content: list[str]) -> str:
    """Return the header fields in the mailer's own order."""
    mailer = draft.sender.mailer
    charset = "iso-8859-1" if mailer == "outlook" else "UTF-8" if mailer in {"gmail", "webmail"} else "utf-8"
    people: dict[str, Any] = {
        name: ",\r\n\t".join(mime.mailbox(person, charset, quotes=mailer == "outlook") for person in group)
        for name, group in (("From", (draft.sender,)), ("To", draft.to), ("Cc", draft.cc))
        if group
    }
    identity = "Message-Id" if mailer == "apple" else "Message-ID"
    values = {
        **people,
        "Subject": mime.encoded(subject_of(draft), charset, room=9),
        "Date": format_datetime(draft.when),
        identity: message_id,
        "MIME-Version": "1.0",
        **dict(_EXTRA.get(mailer, [])),
    }
    if references:
        values |= {"In-Reply-To": references[-1], "References": "\r\n ".join(references)}
    if mailer == "outlook":
        values["Thread-Index"] = index
    if mailer == "bulk":
        values["List-Unsubscribe"] = f"<mailto:stop@{draft.sender.domain}>"
    lines = []
    for name in _ORDER[mailer].split():
        if name == "*":
            lines += content
        elif name in values:
            lines.append(f"{name}: {values[name]}")
    return "".join(f"{line}\r\n" for line in lines)
