"""Genuine mails as a forger sees them, and tools to change their bytes without touching what he leaves alone."""

from __future__ import annotations

import base64
import quopri
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import msgspec

from assay.message import Message, parse
from assay.message.decode import part_text
from assay.message.describe import Description, describe
from redteam.edits import edited
from redteam.shapes import fresh_everywhere
from redteam.times import moved_everywhere

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from assay.message import Part

AUTH = frozenset(
    {
        *("dkim-signature", "x-google-dkim-signature", "domainkey-signature", "authentication-results"),
        *("arc-seal", "arc-message-signature", "arc-authentication-results", "received-spf"),
    }
)
_NUMBER = re.compile(rb"(?<![\w./:=@%-])([1-9]\d{1,5})(?![\w./:=@%-])")
_WORD = re.compile(rb"(?<![\w./:=@%<>&;-])([A-Za-z]{6,12})(?![\w./:=@%<>&;-])")


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A genuine mail of the corpus.

    Attributes:
        path: where it lies in the corpus.
        raw: its bytes.
        about: its fields.
        signed: whether it has a DKIM-Signature.
    """

    path: str
    raw: bytes
    about: Description
    signed: bool

    @property
    def message(self) -> Message:
        """It, parsed."""
        return parse(self.raw)

    @property
    def when(self) -> datetime:
        """Its Date."""
        return datetime.fromtimestamp(self.about.date or 0, UTC)


class Planted(msgspec.Struct, frozen=True, kw_only=True):
    """What a forger puts into the dump.

    Attributes:
        raw: the bytes.
        method, variant: how it was made.
        victim: the path of the genuine mail that it takes the place of; empty: it's put beside.
        harmless: whether all a reader sees is genuine, so that accusing it would be wrong.
        honest: whether its sender is who it says: a stranger who signs his own mail forges nobody's.
    """

    raw: bytes
    method: str
    variant: str
    victim: str = ""
    harmless: bool = False
    honest: bool = False


class Pool(msgspec.Struct, frozen=True):
    """The genuine mails that forgers draw from."""

    mails: tuple[Mail, ...]

    @classmethod
    def of(cls, folder: Path) -> Pool:
        """All mails below a folder."""
        found = []
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            raw = path.read_bytes()
            about = describe(raw)
            if about.from_address and about.date:
                signed = parse(raw).first("dkim-signature") is not None
                found.append(Mail(path=path.relative_to(folder).as_posix(), raw=raw, about=about, signed=signed))
        return cls(tuple(found))

    def some(self, random: Random, count: int, *, signed: bool | None = None, least: int = 30) -> list[Mail]:
        """Mails with at least so many words of text."""
        fit = [
            one
            for one in self.mails
            if (signed is None or one.signed is signed) and len(one.about.text.split()) >= least
        ]
        return random.sample(fit, min(count, len(fit)))

    def same_sender(self, mail: Mail) -> list[Mail]:
        """Other mails of its sender."""
        return [one for one in self.mails if one.about.from_address == mail.about.from_address and one is not mail]


def line_end(raw: bytes) -> bytes:
    """The line end of a mail."""
    return b"\r\n" if raw[: raw.find(b"\n") + 1].endswith(b"\r\n") else b"\n"


def drop(raw: bytes, names: frozenset[str]) -> bytes:
    """A mail without all instances of these fields."""
    return edited(raw, ((one.start, one.end, b"") for one in parse(raw).headers if one.key in names))


def replace_field(raw: bytes, name: str, value: bytes) -> bytes:
    """A mail with another value in the topmost instance of a field, or with the field on top where it has none."""
    header = parse(raw).first(name)
    if header is None:
        return on_top(raw, name, value)
    return raw[: header.colon] + b" " + value + raw[header.stop :]


def on_top(raw: bytes, name: str, value: bytes) -> bytes:
    """A mail with a field more, above all others."""
    return name.encode() + b": " + value + line_end(raw) + raw


def below_trace(raw: bytes, name: str, value: bytes) -> bytes:
    """A mail with a field more, below what servers wrote and above what the sender's program wrote."""
    trace = {*AUTH, "received", "x-received", "delivered-to", "return-path", "x-original-to", "envelope-to"}
    for header in parse(raw).headers:
        if header.key not in trace:
            return raw[: header.start] + name.encode() + b": " + value + line_end(raw) + raw[header.start :]
    return on_top(raw, name, value)


def text_parts(message: Message) -> list[Part]:
    """The leaves that hold readable text."""
    return [part for part in message.parts() if not part.children and part.is_text and not part.is_attachment]


def with_part(message: Message, part: Part, text: str) -> bytes:
    """The mail with another text in a part, in the charset and transfer encoding that it has."""
    charset = part_text(message, part).charset or "utf-8"
    data = text.encode(charset, "replace")
    end = line_end(message.raw)
    if part.encoding == "quoted-printable":
        data = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", end)
    elif part.encoding == "base64":
        data = end.join(base64.encodebytes(data).splitlines()) + end
    else:
        data = data.replace(b"\r\n", b"\n").replace(b"\n", end)
    span = part.body_span
    return message.raw[: span.start] + data + message.raw[span.end :]


def edited_once(raw: bytes, random: Random) -> bytes | None:
    """A mail with one number, else one word, changed in the raw bytes of its first text part; None if it has none."""
    message = parse(raw)
    for part in text_parts(message):
        span = part.body_span
        body = raw[span.start : span.end]
        if part.encoding == "base64":
            continue
        found = _NUMBER.search(body) or _WORD.search(body)
        if found:
            new = str(int(found[1]) * 3 + random.randrange(9)).encode() if found[1].isdigit() else b"Bahamas"
            return raw[: span.start] + body[: found.start(1)] + new + body[found.end(1) :] + raw[span.end :]
    return None


def edited_everywhere(raw: bytes, random: Random) -> bytes | None:
    """A mail with one number or word of its own text changed in all alternatives, re-encoded as they were."""
    message = parse(raw)
    parts = text_parts(message)
    texts = [part_text(message, part).text for part in parts]
    own = "\n".join(line for text in texts[:1] for line in text.split("\n") if not line.lstrip().startswith(">"))
    found = _NUMBER.search(own.encode()) or _WORD.search(own.encode())
    if not found:
        return None
    old = found[1].decode()
    new = str(int(old) * 3 + random.randrange(9)) if old.isdigit() else "Bahamas"
    for part, text in sorted(zip(parts, texts, strict=True), key=lambda pair: -pair[0].body_span.start):
        if old in text:
            raw = with_part(parse(raw), part, text.replace(old, new, 1))
    return raw if raw != message.raw else None


def moved(raw: bytes, delta: timedelta, *, clocks: bool, hidden: bool | None = None) -> bytes:
    """A mail with another Date; with `clocks`, every date in its header is moved alike.

    With `hidden`, as wherever `clocks` says so and nothing else is said, the times inside of identifiers are too.
    """
    if clocks and hidden is not False:
        return moved_everywhere(raw, delta)
    message = parse(raw)
    about = describe(message)
    if not clocks:
        when = datetime.fromtimestamp(about.date or 0, UTC) + delta
        return replace_field(raw, "Date", format_datetime(when).encode())
    head, body = raw[: message.root.body_span.start], raw[message.root.body_span.start :]
    return _DATES.sub(lambda match: _shift(match, delta), head) + body


_DATES = re.compile(rb"(?:[A-Z][a-z]{2}, +)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")


def _shift(match: re.Match[bytes], delta: timedelta) -> bytes:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    return format_datetime(parsedate_to_datetime(match[0].decode()) + delta).encode()


def fresh(raw: bytes, random: Random, *, fields: bool, shaped: bool = False) -> bytes:
    """A mail with a Message-ID of its own; with `fields`, all ids of servers and boundaries are made anew alike.

    With `shaped`, all of them keep the form that their makers give them, with the times that they hold.
    """
    if shaped:
        return fresh_everywhere(raw, random)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"

    def other(text: bytes) -> bytes:
        made = (
            random.choice(letters).encode()
            if chr(sign).lower() in letters and not chr(sign).isdigit()
            else str(random.randrange(10)).encode()
            if chr(sign).isdigit()
            else bytes([sign])
            for sign in text
        )
        return b"".join(made)

    message = parse(raw)
    header = message.first("message-id")
    if header is not None:
        value = raw[header.colon : header.stop]
        local, at, rest = value.partition(b"@")
        raw = raw[: header.colon] + b" <" + other(local.strip().lstrip(b"<")) + at + rest + raw[header.stop :]
    if fields:
        end = parse(raw).root.body_span.start
        head, body = raw[:end], raw[end:]
        head = re.sub(rb"(\bid )([A-Za-z0-9.-]{6,})", lambda found: found[1] + other(found[2]), head)
        for field in (rb"X-Gm-Message-State", rb"X-Google-Smtp-Source"):
            head = re.sub(rb"(?m)^(" + field + rb": *)([^\r\n]*)", lambda found: found[1] + other(found[2]), head)
        boundary = parse(raw).root.content_type.boundary
        if len(boundary) > 12:
            new = other(boundary)
            head, body = head.replace(boundary, new), body.replace(boundary, new)
        raw = head + body
    return raw
