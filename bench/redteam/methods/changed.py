"""Changes to a signed mail whose signature stays where it was."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from assay.message.describe import describe
from assay.signatures.canonical import body_relaxed, body_simple
from redteam.mail import (
    Mail,
    Planted,
    Pool,
    below_trace,
    edited_everywhere,
    edited_once,
    line_end,
    on_top,
    replace_field,
)

if TYPE_CHECKING:
    from random import Random


def body(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """A word or an amount changed in the text; the expert puts the hash of the new body into the signature."""
    if not mail.signed:
        return None
    raw = edited_once(mail.raw, random) if variant == "easy" else edited_everywhere(mail.raw, random)
    if raw is None:
        return None
    if variant == "expert":
        raw = _with_hash(raw)
    return Planted(raw=raw, method="signed body changed", variant=variant, victim=mail.path)


def _with_hash(raw: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", raw)
    text = raw[end.end() :] if end else b""
    relaxed = re.search(rb"(?is)^dkim-signature:.*?\bc=\w+/relaxed", raw, re.MULTILINE)
    canonical = body_relaxed(text) if relaxed else body_simple(text)
    digest = base64.b64encode(hashlib.sha256(canonical).digest())
    return re.sub(rb"(?s)(\bbh=)[A-Za-z0-9+/=\s]+", lambda found: found[1] + digest, raw, count=1)


def header(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Subject (easy), Date (careful) or the author's name and address (expert) changed where they stand."""
    if not mail.signed:
        return None
    if variant == "easy":
        raw = replace_field(mail.raw, "Subject", b"Transfer to the Bahamas, confidential")
    elif variant == "careful":
        raw = replace_field(mail.raw, "Date", format_datetime(mail.when - timedelta(days=40)).encode())
    else:
        domain = mail.about.from_address.partition("@")[2]
        raw = replace_field(mail.raw, "From", f"Director <director@{domain}>".encode())
    return Planted(raw=raw, method="signed header changed", variant=variant, victim=mail.path)


def second(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """A second Subject, From, Date or Content-Type; careful: below the trace fields; expert: beside the first one."""
    if not mail.signed:
        return None
    name, value = random.choice(
        [
            ("Subject", b"Transfer to the Bahamas"),
            ("From", b"Director <director@" + mail.about.from_address.partition("@")[2].encode() + b">"),
            ("Date", format_datetime(mail.when + timedelta(days=30)).encode()),
            ("Content-Type", b"text/plain; charset=us-ascii"),
        ]
    )
    if variant == "easy":
        raw = on_top(mail.raw, name, value)
    elif variant == "careful":
        raw = below_trace(mail.raw, name, value)
    else:
        first = mail.message.first(name)
        if first is None:
            return None
        raw = mail.raw[: first.start] + name.encode() + b": " + value + line_end(mail.raw) + mail.raw[first.start :]
    return Planted(raw=raw, method="second header", variant=variant, victim=mail.path)


def structure(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Unsigned MIME headers changed so that the signed bytes are shown otherwise."""
    message = mail.message
    first = message.first("content-type")
    if not mail.signed or first is None or not message.root.content_type.boundary:
        return None
    if variant == "easy":
        value = b"text/plain; charset=utf-8"
    elif variant == "careful":
        value = b'multipart/mixed; boundary="x' + message.root.content_type.boundary[:20] + b'"'
    else:
        value = b'multipart/mixed; boundary="' + message.root.content_type.boundary + b'"'
        if message.root.content_type.subtype == "mixed":
            value = value.replace(b"mixed", b"alternative")
    raw = replace_field(mail.raw, "Content-Type", value)
    if describe(raw).text == mail.about.text:
        return None
    return Planted(raw=raw, method="Content-Type trick", variant=variant, victim=mail.path)


def beyond(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """Text appended beyond the l= of a signature; only where there is one."""
    if not mail.signed or not re.search(rb"(?is)^dkim-signature:[^:]*?;\s*l=\d", mail.raw, re.MULTILINE):
        return None
    more = b"The money has arrived in Nassau." + line_end(mail.raw)
    if variant == "careful":
        more = b"--" + line_end(mail.raw) + more
    elif variant == "expert":
        more = line_end(mail.raw) * 40 + more
    return Planted(raw=mail.raw + more, method="text beyond l=", variant=variant, victim=mail.path)


def added(pool: Pool, mail: Mail, variant: str, random: Random) -> Planted | None:
    """A field added that nobody signed and a reader relies on."""
    if not mail.signed:
        return None
    domain = mail.about.from_address.partition("@")[2]
    if variant == "easy":
        raw = on_top(mail.raw, "Reply-To", b"payments@offshore.example")
    elif variant == "careful":
        raw = below_trace(mail.raw, "Reply-To", f"payments@{domain.replace('l', '1', 1)}".encode())
    else:
        raw = below_trace(mail.raw, "Cc", f"Banker <banker@{domain}>".encode())
    if mail.message.first("reply-to") or mail.message.first("cc"):
        return None
    return Planted(raw=raw, method="unsigned header added", variant=variant, victim=mail.path)


METHODS = {
    "signed body changed": body,
    "signed header changed": header,
    "second header": second,
    "Content-Type trick": structure,
    "text beyond l=": beyond,
    "unsigned header added": added,
}
