"""Mails put into conversations, and mails sent on to others."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.message import parse
from redteam.mail import AUTH, Mail, Planted, Pool, drop, fresh, moved, replace_field, text_parts, with_part
from redteam.methods.invented import TEXTS

if TYPE_CHECKING:
    from random import Random


def _as_answer(pool: Pool, mail: Mail, random: Random, text: str, variant: str) -> bytes | None:
    """A mail of a recipient (or anybody, where none wrote) that answers this one; its headers are of a real mail."""
    writers = [one for one in pool.mails if one.about.from_address in mail.about.to_addresses]
    template = random.choice(writers or [one for one in pool.mails if one is not mail])
    raw = drop(template.raw, AUTH)
    parts = text_parts(parse(raw))
    if not parts or not mail.about.message_id:
        return None
    for part in reversed(parts):
        html = part.content_type.subtype == "html"
        raw = with_part(parse(raw), part, f"<pre>{text}</pre>\n" if html else f"{text}\n")
    raw = replace_field(raw, "Subject", b"Re: " + mail.about.subject.encode("ascii", "replace"))
    raw = replace_field(raw, "In-Reply-To", f"<{mail.about.message_id}>".encode())
    raw = replace_field(raw, "References", f"<{mail.about.message_id}>".encode())
    raw = fresh(raw, random, fields=variant != "easy", shaped=variant == "expert")
    delta = mail.when + timedelta(hours=3, seconds=random.randrange(3000)) - template.when
    raw = moved(raw, delta, clocks=variant == "expert")
    return raw if variant == "expert" else replace_field(raw, "Date", format_datetime(template.when + delta).encode())


def quoting(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """An answer that nobody wrote and that quotes an altered original."""
    lines = [line for line in mail.about.text.split("\n") if line.strip() and not line.startswith(">")][:30]
    if len(" ".join(lines).split()) < 25:
        return None
    at = max(range(len(lines)), key=lambda number: len(lines[number]))
    words = lines[at].split()
    words[len(words) // 2] = "Bahamas" if variant == "easy" else "never"
    lines[at] = " ".join(words)
    when = mail.when.strftime("%a, %b %d, %Y at %H:%M")
    above = f"On {when}, {mail.about.from_text} wrote:" if variant != "easy" else "You wrote:"
    text = "I agree, go ahead.\n\n" + above + "\n" + "\n".join(f"> {line}" for line in lines)
    raw = _as_answer(pool, mail, random, text, variant)
    return (raw and Planted(raw=raw, method="quotes an altered original", variant=variant)) or None


def spliced(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """A mail put into a conversation that went on without it."""
    if not mail.about.references:
        return None
    text = random.choice(TEXTS)
    if variant != "easy":
        quoted = [line for line in mail.about.text.split("\n") if line.strip()][:12]
        text += "\n\n" + "\n".join(f"> {line}" for line in quoted)
    raw = _as_answer(pool, mail, random, text, variant)
    if raw is None:
        return None
    if variant == "expert":
        chain = " ".join(f"<{one}>" for one in (*mail.about.references, mail.about.message_id))
        raw = replace_field(raw, "References", chain.encode())
    return Planted(raw=raw, method="spliced into a thread", variant=variant)


def replayed(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """A real mail sent again to other recipients: To changed, then the way too, then with nothing but the way."""
    raw = mail.raw
    if variant != "expert":
        raw = replace_field(raw, "To", b"Journalist <desk@journal.example>")
    if variant != "easy":
        raw = (
            b"Received: from relay.example by mx.journal.example with ESMTP id 4Zx81; "
            + (format_datetime(mail.when + timedelta(days=20)).encode())
            + (b"\r\n" if b"\r\n" in raw[:2000] else b"\n")
            + drop(raw, frozenset({"delivered-to"}))
        )
    return Planted(raw=raw, method="replayed", variant=variant, victim=mail.path, harmless=variant == "expert")


METHODS = {"quotes an altered original": quoting, "spliced into a thread": spliced, "replayed": replayed}
