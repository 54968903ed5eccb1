"""Mails that nobody wrote."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.message import parse
from redteam.mail import AUTH, Mail, Planted, Pool, drop, fresh, line_end, moved, replace_field, text_parts, with_part

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

TEXTS = (
    (
        "As agreed on the phone, please send the second part, 250,000 euros, to the account in Nassau before "
        "Friday. Nobody else should hear of this, and please don't answer to this address. Delete this mail "
        "when you have read it."
    ),
    (
        "The lawyers say that the company must be wound up before the vote. I have signed the papers in "
        "Luxembourg, and the rest goes through the foundation as before. Call me tonight, not from the "
        "office, and we settle the names."
    ),
    (
        "Here is what we tell the press if they ask about the donations: there were none from abroad. The "
        "lists are with me, take yours off the server today. We can't afford that somebody finds the "
        "spreadsheet two weeks before."
    ),
)


_WRITTEN = frozenset(
    {
        *("from", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references", "reply-to"),
        *("mime-version", "content-type", "content-transfer-encoding", "x-mailer", "user-agent"),
    }
)
"""Fields that the author's program writes."""


def _text(pool: Pool, mail: Mail, variant: str, random: Random) -> str:
    """What it says; the expert adds sentences and the signature of real mails of the sender."""
    text = random.choice(TEXTS)
    if variant != "expert":
        return text
    own = [one.about.text for one in pool.same_sender(mail)] or [mail.about.text]
    lines = [line for text_ in own for line in text_.split("\n") if 20 < len(line) < 200 and line[0] not in ">|-"]
    extra = random.sample(lines, min(3, len(lines)))
    return "\n".join([*extra[:1], "", text, "", *extra[1:]])


def cloned(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """New text under the headers of a real mail: Subject, Date and Message-ID changed, then ids, then all clocks."""
    raw = drop(mail.raw, AUTH if variant != "easy" else frozenset({"dkim-signature"}))
    message = parse(raw)
    texts = text_parts(message)
    if not texts:
        return None
    words = _text(pool, mail, variant, random)
    for part in reversed(texts):
        html = part.content_type.subtype == "html"
        raw = with_part(parse(raw), part, f"<div>{words}</div>\n" if html else f"{words}\n")
    raw = replace_field(raw, "Subject", random.choice((b"Confidential", b"The account", b"Before Friday")))
    raw = drop(raw, frozenset({"in-reply-to", "references", "thread-topic", "thread-index"}))
    raw = fresh(raw, random, fields=variant != "easy", shaped=variant == "expert")
    raw = moved(raw, timedelta(days=random.randrange(2, 20), minutes=random.randrange(600)), clocks=variant == "expert")
    return Planted(raw=raw, method="cloned headers", variant=variant)


def scratch(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """From scratch: with a library's defaults; with the sender's usual fields; as the sender's last mail looks."""
    when = mail.when + timedelta(days=random.randrange(1, 9), seconds=random.randrange(40_000))
    made = EmailMessage()
    _addressed(made, "From", mail.about.from_text, mail.about.from_address)
    _addressed(made, "To", mail.about.to_text or mail.about.from_text, mail.about.from_address)
    made["Subject"] = random.choice(("Confidential", "The account", "Re: Before Friday"))
    made["Date"] = format_datetime(when)
    domain = mail.about.from_address.partition("@")[2]
    copied = variant == "expert" and mail.about.message_id
    made["Message-ID"] = f"<{mail.about.message_id}>" if copied else _library_id(when, domain, random)
    made.set_content(_text(pool, mail, variant, random))
    raw = bytes(made).replace(b"\n", line_end(mail.raw))
    if variant == "easy":
        return Planted(raw=raw, method="from scratch", variant=variant)
    trace = {"received", "x-received", "delivered-to", "return-path"}
    headers = mail.message.headers
    programs: frozenset[str] = frozenset()
    if variant == "expert":
        lowest = max((at for at, one in enumerate(headers) if one.key in trace), default=-1)
        trace |= {one.key for one in headers[: lowest + 1]} - AUTH - _WRITTEN
        programs = frozenset({"x-mailer", "user-agent", "mime-version"})
    head = b"".join(mail.raw[one.start : one.end] for one in headers if one.key in trace)
    head += b"".join(mail.raw[one.start : one.end] for one in headers if one.key in programs)
    raw = head + drop(raw, programs)
    if variant == "expert":
        raw = fresh(moved(raw, when - mail.when, clocks=True), random, fields=True, shaped=True)
    raw = replace_field(raw, "Date", format_datetime(when).encode())
    return Planted(raw=raw, method="from scratch", variant=variant)


def _library_id(when: datetime, domain: str, random: Random) -> str:
    """What Python's `email.utils.make_msgid` gives weeks after the mail's Date, when it's forged."""
    now = when + timedelta(days=random.randrange(20, 60))
    return f"<{int(now.timestamp() * 100)}.{random.randrange(300, 30_000)}.{random.getrandbits(64)}@{domain}>"


def _addressed(made: EmailMessage, name: str, text: str, plain: str) -> None:
    """Sets a field of addresses; the plain address where the library can't write what the real mail has."""
    try:
        made[name] = text
    except (AttributeError, IndexError, ValueError):
        made[name] = plain


METHODS = {"cloned headers": cloned, "from scratch": scratch}
