"""What a parsed message is made of: header fields, parts and segments, each with its byte span."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - msgspec resolves the annotations of its structs

import msgspec

from assay.message.header import KNOWN, Block, Header
from assay.message.media import ContentType, Disposition, parse_disposition
from assay.message.segments import Segment, pieces
from assay.model.place import Span

_SURE = frozenset({"from", "received", "message-id", "return-path", "mime-version", "content-type"})
"""Fields that only mail has, so that one of them will do."""


class Defect(msgspec.Struct, frozen=True, gc=False):
    """Something malformed.

    Attributes:
        code: stable word for the kind of defect.
        span: the bytes concerned.
        detail: what exactly, in words of ours; never untrusted text.
    """

    code: str
    span: Span
    detail: str = ""


class Part(msgspec.Struct, frozen=True, eq=False):
    """One part of the MIME tree (RFC 2045 to 2047).

    Attributes:
        raw: the bytes of the whole message, shared by all its parts.
        number: "" for the root, else the way down, as "1.2"; the message inside a message/rfc822 part is its child 1.
        block: its header block.
        body_span: its body; the line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).
        content_type: what the parser obeyed.
        encoding: Content-Transfer-Encoding, lower case; "" where it's absent.
        children: parts of a multipart, or the one message inside a message/rfc822 part.
        delimiters: for multiparts the delimiter lines, the closing one included.
        unparsed: bytes behind a limit, inside the body span.
    """

    raw: bytes
    number: str
    block: Block
    body_span: Span
    content_type: ContentType
    encoding: str
    children: tuple[Part, ...] = ()
    delimiters: tuple[Span, ...] = ()
    unparsed: Span | None = None

    @property
    def headers(self) -> tuple[Header, ...]:
        """The fields of its header block, top first."""
        return self.block.headers

    @property
    def junk(self) -> tuple[Span, ...]:
        """Lines of its header block that are no field."""
        return tuple(Span(*line) for line in self.block.junk)

    @property
    def header_span(self) -> Span:
        """Its header block with the blank line that ends it."""
        return Span(self.block.start, self.block.separator[1])

    @property
    def separator(self) -> Span:
        """The blank line that ends its header block; empty where there is none."""
        return Span(*self.block.separator)

    def get_all(self, name: str) -> tuple[Header, ...]:
        """All instances of a field, top first; the name's case doesn't matter."""
        return tuple(self.block.named(name.lower()))

    def first(self, name: str) -> Header | None:
        """The topmost instance of a field."""
        found = self.block.named(name.lower())
        return found[0] if found else None

    def value(self, name: str) -> bytes | None:
        """The raw value of the topmost instance of a field."""
        header = self.first(name)
        return None if header is None else self.raw[header.colon : header.stop]

    @property
    def is_multipart(self) -> bool:
        """Whether it's declared as a multipart; without children its body is kept raw."""
        return self.content_type.type == "multipart"

    @property
    def is_message(self) -> bool:
        """Whether it's a forwarded message; without children it's transfer-encoded, so parse its decoded bytes."""
        return self.content_type.media in {"message/rfc822", "message/global"}

    @property
    def is_text(self) -> bool:
        """Whether it's declared as text."""
        return self.content_type.type == "text"

    @property
    def is_attachment(self) -> bool:
        """Whether a reader sees it as a file: by its disposition or name, or for being neither text nor multipart.

        RFC 2183 section 2.8: an unknown disposition counts as attachment. Forwarded messages that were read in place
        are files only where they say so.
        """
        if self.is_multipart:
            return False
        if self.disposition not in {"", "inline"}:
            return True
        return not (self.is_text or self.children) or bool(self.filename)

    @property
    def disposition_field(self) -> Disposition:
        """Content-Disposition with its parameters (RFC 2183)."""
        return parse_disposition(self.value("content-disposition"))

    @property
    def disposition(self) -> str:
        """The word of Content-Disposition, lower case; "" where it's absent."""
        return self.disposition_field.kind

    @property
    def filename(self) -> str | None:
        """The file name of Content-Disposition, else the name of Content-Type; untrusted, escaped for display."""
        return self.disposition_field.filename or self.content_type.name

    def walk(self) -> Iterator[Part]:
        """This part and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Message(msgspec.Struct, frozen=True, eq=False):
    """A parsed message.

    Attributes:
        raw: the bytes, unchanged.
        root: its outermost part.
        envelope: a leading mbox `From ` line; an empty span where there is none.
        defects: what is malformed, in the order of discovery.
    """

    raw: bytes  # noqa: A003 - the method of that name is for people who have a span
    root: Part
    envelope: Span
    defects: tuple[Defect, ...]

    @property
    def is_message(self) -> bool:
        """Whether the bytes look like mail at all: known fields, and more than one of the common ones."""
        names = {header.key for header in self.headers} & KNOWN
        return len(names) > 1 or bool(names & _SURE) or bool(names and len(self.envelope))

    @property
    def headers(self) -> tuple[Header, ...]:
        """The message's own header fields, top first."""
        return self.root.headers

    def get_all(self, name: str) -> tuple[Header, ...]:
        """All instances of a field of the message, top first."""
        return self.root.get_all(name)

    def first(self, name: str) -> Header | None:
        """The topmost instance of a field of the message."""
        return self.root.first(name)

    def bytes(self, span: Span) -> bytes:
        """The bytes of a span."""
        return self.raw[span.start : span.end]

    def parts(self) -> Iterator[Part]:
        """All parts, depth first, the root included."""
        return self.root.walk()

    def segments(self) -> Iterator[Segment]:
        """Every byte once and in order, by what it is."""
        position = 0
        for kind, start, end in pieces(self):
            if start > position:
                yield Segment("unparsed", position, start)
            if end > start:
                yield Segment(kind, start, end)
            position = end
        if position < len(self.raw):
            yield Segment("unparsed", position, len(self.raw))
