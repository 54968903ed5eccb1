"""Traits: what a mail shows of how, when and on which way it was made, beside what it says.

All text in them is untrusted. Forgers change what is read and forget these, or copy them whole from another mail.
"""

from __future__ import annotations

import msgspec

from assay.model.place import Span


class Clock(msgspec.Struct, frozen=True):
    """A time that software wrote into a mail.

    Attributes:
        name: which clock, as in `gmail-boundary`; see `assay.message.traits.clocks`.
        seconds: since 1970; UTC, or where `local` is set what the wall clock of the sender's machine showed.
        span: the bytes it was read from.
        local: whether its zone is unknown.
        beside: the time that the same field states in plain sight, for clocks that stand beside one.
        host: the server that wrote it, as far as the field says; lower case, untrusted.
    """

    name: str
    seconds: float
    span: Span
    local: bool = False
    beside: float | None = None
    host: str = ""


class Hop(msgspec.Struct, frozen=True):
    """One Received field (RFC 5321 section 4.4), topmost first in the tuple that holds them.

    Attributes:
        helo: the name the client gave itself (`from`), lower case.
        host: its name by reverse lookup, as the comment has it, lower case.
        address: its IP address.
        by: the server that wrote the field, lower case.
        protocol: the word behind `with`, upper case.
        id: the server's queue id.
        recipient: the address behind `for`, lower case.
        seconds: the time, since 1970, or None where it can't be read.
        zone: the zone of the time, minutes east of UTC, or None.
        encrypted: whether it says that TLS was used.
        span: the field.
        field: `received` or `x-received`.
        form: how the server writes such fields, as aspects between bars (see `assay.message.traits.hops`).
    """

    helo: str
    host: str
    address: str
    by: str
    protocol: str
    id: str
    recipient: str
    seconds: float | None
    zone: int | None
    encrypted: bool
    span: Span
    field: str = "received"
    form: str = ""


class Claim(msgspec.Struct, frozen=True):
    """What a server says that it checked: one result of Authentication-Results (RFC 8601), or Received-SPF (RFC 7208).

    Attributes:
        field: `authentication-results`, `arc-authentication-results` or `received-spf`.
        host: the server that says so (authserv-id), lower case; empty where the field names none.
        method: `dkim`, `spf`, `dmarc`, `arc`, `auth` …, lower case.
        result: `pass`, `fail`, `none` …, lower case.
        properties: what it was checked for, as in `header.d` and `smtp.mailfrom`, by lower case name.
        span: the field.
    """

    field: str
    host: str
    method: str
    result: str
    properties: dict[str, str]
    span: Span


class Token(msgspec.Struct, frozen=True):
    """A value that software made for one mail and never makes again.

    Attributes:
        name: what it is: `queue-id`, `x-received`, `dkim-b`, `boundary` …; see `assay.message.traits.tokens`.
        maker: who made it, among whose values it's compared: the server, or the shape that tells the software.
        value: the value, or its digest where it's long.
        seconds: the time that is written inside the value, seconds since 1970, or None.
        span: the bytes.
    """

    name: str
    maker: str
    value: str
    seconds: float | None
    span: Span


class Passage(msgspec.Struct, frozen=True):
    """A stretch of the text that a reader sees: the author's own words, or one quotation.

    Attributes:
        form: `own`, `signature`, `rendered` (own words as the HTML alternative has them, where they differ), `prefix`
            (`>`), `block` (Outlook's From, Sent, To), `html` (blockquote), `forwarded`, `attached` (message/rfc822).
        depth: how deep the quotation is, 0 for own words.
        author: who is quoted, as the line above says; empty where it doesn't.
        address: the address in that line, lower case.
        date: the time in that line, as written.
        subject: the subject that a block names.
        words: of each word the first four bytes of its BLAKE2b digest (see `assay.message.traits.passages`), in order.
        shown: the first words, to name the passage by.
        minutes: the time in that line, minutes since 1970 as the wall clock showed it; several where day and month
            can't be told apart, none where it names no time.
        zone: the zone it names, minutes east of UTC, or None.
    """

    form: str
    depth: int
    author: str
    address: str
    date: str
    subject: str
    words: bytes
    shown: str
    minutes: tuple[int, ...] = ()
    zone: int | None = None


class Carried(msgspec.Struct, frozen=True):
    """A file that a mail carries.

    Attributes:
        number: the number of its part.
        name: its file name.
        media: its declared media type.
        sha256: of the decoded bytes, hex.
        size: in bytes.
        kind: what its bytes are: `pdf`, `ooxml`, `ole`, `odf`, `zip`, `jpeg`, `png`, `rtf` …; empty if unknown.
        facts: what its metadata says, by name; see `assay.document.metadata`.
        times: times in its metadata, seconds since 1970, by name.
        span: its bytes inside the item, as they are encoded there.
    """

    number: str
    name: str
    media: str
    sha256: str
    size: int
    kind: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    times: dict[str, float] = msgspec.field(default_factory=dict)
    span: Span = Span(0, 0)


class Seam(msgspec.Struct, frozen=True):
    """A line of encoded text that its encoder wouldn't have wrapped like this.

    Attributes:
        kind: `quoted-printable`, `base64`, `flowed`.
        part: the number of the part.
        span: the line.
        length: its octets.
        width: the octets to which the encoder wraps.
        lines: wrapped lines of the part that show that.
    """

    kind: str
    part: str
    span: Span
    length: int
    width: int
    lines: int


class Style(msgspec.Struct, frozen=True):
    """The own words of a mail as counts.

    Attributes:
        words: how many.
        language: `fr`, `en`, `de`, `es`, or empty where it's none of them or unclear.
        grams: 256 counts of hashed sequences of four characters, one octet each, at most 255.
    """

    words: int
    language: str
    grams: bytes


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What one mail shows.

    Attributes:
        clocks: the times that software wrote into it.
        zone: the zone of Date, minutes east of UTC, or None.
        hops: its Received fields, topmost first.
        tokens: values that are never twice the same in honest mail: queue ids, boundaries, states.
        habits: how its software writes, as feature and value; see `assay.message.traits.habits`.
        seams: places where an edit of encoded text shows; see `assay.message.traits.seams`.
        style: its own words as counts; None where they are too few.
        passages: its text cut into own words and quotations.
        thread_index: Thread-Index, decoded to hex; empty where there is none.
        topic: Thread-Topic or the subject without its prefixes, lower case.
        files: what it carries.
        claims: what servers say that they checked, topmost first.
        trace: names of the fields that the delivering server put on top, in order, lower case.
        names: display name and address of From, Sender, Reply-To, Return-Path, as (field, name, address).
    """

    clocks: tuple[Clock, ...] = ()
    zone: int | None = None
    hops: tuple[Hop, ...] = ()
    tokens: tuple[Token, ...] = ()
    habits: dict[str, str] = msgspec.field(default_factory=dict)
    seams: tuple[Seam, ...] = ()
    style: Style | None = None
    passages: tuple[Passage, ...] = ()
    thread_index: str = ""
    topic: str = ""
    files: tuple[Carried, ...] = ()
    claims: tuple[Claim, ...] = ()
    trace: tuple[str, ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()
