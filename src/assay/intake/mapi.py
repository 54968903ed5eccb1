"""Outlook's items as bags of properties ([MS-OXPROPS]), the same for .msg and .pst, and the mail in them."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import msgspec
from oxmsg.domain import reference

from assay.intake.codepages import Charsets, ansi_of, charset_of, choose, declared, named
from assay.intake.lzfu import rtf_of
from assay.model.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

STRING, STRING8, BINARY, OBJECT, TIME, INTEGER, SHORT = 0x1F, 0x1E, 0x102, 0xD, 0x40, 0x3, 0x2

CLASS, SUBJECT, HEADERS, BODY, HTML, RTF = 0x1A, 0x37, 0x7D, 0x1000, 0x1013, 0x1009
SUBMITTED, DELIVERED, CREATED = 0x39, 0xE06, 0x3007
MESSAGE_ID, REFERENCES, REPLY_TO = 0x1035, 0x1039, 0x1042
FROM = (0x42, 0x5D02, 0x65)
SENDER = (0xC1A, 0x5D01, 0xC1F)
"""Display name, SMTP address, address: of whom the mail was sent for, and by."""
DISPLAYED = {"To": 0xE04, "Cc": 0xE03, "Bcc": 0xE02}
RECIPIENT_TYPE, NAME, SMTP, ADDRESS = 0xC15, 0x3001, 0x39FE, 0x3003
RECIPIENT_TYPES = {1: "To", 2: "Cc", 3: "Bcc"}
ATTACH_DATA, ATTACH_METHOD, ATTACH_LONG, ATTACH_SHORT, ATTACH_TYPE, ATTACH_ID = (
    0x3701,
    0x3705,
    0x3707,
    0x3704,
    0x370E,
    0x3712,
)
EMBEDDED = 5
CODEPAGE, INTERNET_CODEPAGE, LOCALE = 0x3FFD, 0x3FDE, 0x3FF1
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
LISTED = 4096
RTF_HEAD = 256
"""Bytes of RTF in which its code page stands."""


class Bag:
    """The properties of one object: id to type and raw value.

    Attributes:
        values: the properties.
        charsets: of its texts of 8 bits.
        guessed: their charset if nothing that is declared fits them.
    """

    def __init__(
        self, values: dict[int, tuple[int, bytes]], codepage: int | None = None, around: Bag | None = None
    ) -> None:
        """Take the raw values; `codepage` is that of the store, `around` the object to which this one belongs."""
        self.values = values
        narrow = [data for kind, data in values.values() if kind == STRING8]
        self.charsets: Charsets = choose(
            narrow,
            declared(
                message=self.number(CODEPAGE),
                internet=self.number(INTERNET_CODEPAGE),
                locale=self.number(LOCALE),
                around=around.charsets.names if around is not None else (),
                store=codepage,
                naming=self._naming() if narrow else (),
            ),
        )
        self.guessed = self.charsets.guessed

    def _naming(self) -> Iterator[bytes]:
        """What names a charset itself: HTML, transport headers, RTF."""
        for pid in (HTML, HEADERS):
            kind, data = self.values.get(pid, (0, b""))
            yield data.replace(b"\0", b"") if kind == STRING else data
        with contextlib.suppress(IntakeError):
            yield rtf_of(self.binary(RTF) or b"", RTF_HEAD)

    def text(self, pid: int) -> str:
        """A string, empty where there is none; undecodable bytes replaced."""
        kind, data = self.values.get(pid, (0, b""))
        if kind == STRING:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        if kind == STRING8:
            return self.charsets.decode(data).rstrip("\0")
        return ""

    def binary(self, pid: int) -> bytes | None:
        """Raw bytes, or None."""
        kind, data = self.values.get(pid, (0, b""))
        return data if kind in (BINARY, OBJECT) else None

    def number(self, pid: int) -> int | None:
        """An integer, or None."""
        kind, data = self.values.get(pid, (0, b""))
        if kind == INTEGER and len(data) >= 4:  # noqa: PLR2004 - its size
            return int.from_bytes(data[:4], "little", signed=True)
        if kind == SHORT and len(data) >= 2:  # noqa: PLR2004 - its size
            return int.from_bytes(data[:2], "little", signed=True)
        return None

    def time(self, pid: int) -> datetime | None:
        """A time (UTC), or None where it's absent or impossible ([MS-DTYP] FILETIME)."""
        kind, data = self.values.get(pid, (0, b""))
        ticks = int.from_bytes(data[:8], "little")
        if kind != TIME or not ticks:
            return None
        try:
            return EPOCH + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment of an item; names are untrusted. `inner` is an embedded item, `data` anything else.

    Attributes:
        guessed: charset of the names, where none that is declared fits.
    """

    name: str = ""
    media_type: str = ""
    content_id: str = ""
    data: bytes = b""
    inner: Outline | None = None
    guessed: str = ""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What mail can be made of an item; all of it untrusted.

    Attributes:
        item_class: `IPM.Note` for mail, `IPM.Contact`, ….
        headers: the transport headers as stored; empty where the item never travelled.
        fields: header fields by the item's properties, for what the transport headers don't have.
        plain: body as text.
        html: body as HTML, in `html_charset`.
        html_charset: of `html`.
        rtf: body as RTF.
        attached: attachments.
        guessed: a charset of what is in it, where none that is declared fits.
    """

    item_class: str = ""
    headers: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    plain: str = ""
    html: bytes = b""
    html_charset: str = ""
    rtf: bytes = b""
    attached: tuple[Attached, ...] = ()
    guessed: str = ""


def outline(bag: Bag, recipients: list[Bag], attached: list[Attached]) -> Outline:
    """Gather what a message is rebuilt from."""
    html, page = _html(bag)
    plain = bag.text(BODY)
    rtf = b"" if html else _rtf(bag)
    guessed = [bag.guessed, page.guessed, *(one.guessed for one in recipients), *(one.guessed for one in attached)]
    guessed += [one.inner.guessed for one in attached if one.inner is not None]
    return Outline(
        item_class=bag.text(CLASS),
        headers=bag.text(HEADERS),
        fields=tuple(_fields(bag, recipients)),
        plain=plain if plain or html or rtf else listing(bag),
        html=html,
        html_charset=page.first,
        rtf=rtf,
        attached=tuple(attached),
        guessed=next(filter(None, guessed), ""),
    )


def _html(bag: Bag) -> tuple[bytes, Charsets]:
    """HTML and its charset: that in which it was sent ([MS-OXCMSG] 2.2.1.56.9), that it names itself, the item's."""
    html = bag.binary(HTML) or b""
    if not html:
        return bag.text(HTML).encode("utf-8", "replace"), Charsets(("utf-8",))
    sent = charset_of(bag.number(INTERNET_CODEPAGE), "")
    if sent.startswith("utf-16") and b"\0" in html:
        return html, Charsets((sent,))
    return html, choose([html], (sent, ansi_of(sent), *named(html), *bag.charsets.names))


def _rtf(bag: Bag) -> bytes:
    try:
        return rtf_of(bag.binary(RTF) or b"")
    except IntakeError:
        return b""


def subject_of(bag: Bag) -> str:
    """The subject; a leading U+0001 and a length are the store's, not the mail's ([MS-PST] 2.5.3.1.1.1)."""
    text = bag.text(SUBJECT)
    return text[2:] if text.startswith("\x01") else text


def _fields(bag: Bag, recipients: list[Bag]) -> list[tuple[str, str]]:
    """Header fields by properties; display names quoted, an address only where it's one of the internet."""
    fields = []
    author, sender = (address(bag.text(name), bag.text(smtp) or bag.text(any_)) for name, smtp, any_ in (FROM, SENDER))
    if author or sender:
        fields.append(("From", author or sender))
    if sender and author and sender != author:
        fields.append(("Sender", sender))
    for kind, pid in DISPLAYED.items():
        named = [
            address(one.text(NAME), one.text(SMTP) or one.text(ADDRESS))
            for one in recipients
            if RECIPIENT_TYPES.get((one.number(RECIPIENT_TYPE) or 0) & 15, "To") == kind
        ]
        shown = ", ".join(filter(None, named)) or "; ".join(filter(None, [bag.text(pid)]))
        if shown:
            fields.append((kind, shown))
    fields.append(("Subject", subject_of(bag)))
    when = bag.time(SUBMITTED) or bag.time(DELIVERED) or bag.time(CREATED)
    if when:
        fields.append(("Date", format_datetime(when)))
    for name, pid in (("Message-ID", MESSAGE_ID), ("In-Reply-To", REPLY_TO), ("References", REFERENCES)):
        fields.append((name, bag.text(pid)))
    return [(name, value) for name, value in fields if value]


def address(name: str, addr: str) -> str:
    """A mailbox as a header writes it (RFC 5322 section 3.4); what isn't an internet address is left out."""
    name = re.sub(r"[\x00-\x1f\x7f]+", " ", name).strip().strip("'")
    addr = re.sub(r"[\x00-\x20\x7f<>]+", "", addr)
    if "@" not in addr:
        addr = name if re.fullmatch(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+", name) else ""
    if not name or name == addr:
        return f"<{addr}>" if addr else ""
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{quoted} <{addr}>" if addr else quoted


def listing(bag: Bag) -> str:
    """All texts and times of an item without a body (a contact, an appointment, a task), a line each."""
    lines = []
    for pid in sorted(bag.values):
        when = bag.time(pid)
        value = when.isoformat() if when else bag.text(pid)
        if value.strip() and pid not in (CLASS, HEADERS, HTML):
            known: Any = reference.property_descriptors.get(pid)
            label = known.ms_name.removeprefix("PidTag").removeprefix("PidLid") if known else f"0x{pid:04X}"
            lines.append(f"{label}: {value[:LISTED]}\r\n")
    return "".join(lines)
