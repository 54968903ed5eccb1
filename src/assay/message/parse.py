"""Bytes to a message: a scanner of offsets that decodes nothing and changes nothing (RFC 5322, RFC 2045, RFC 2046).

Where readers of mail differ, the rules are these:

- Line ends are LF and CRLF; a bare CR is one only where the first line ends in one.
- The boundary of the innermost open multipart wins; a delimiter is a whole line, white space at its end aside.
- Of several Content-Type fields the topmost is obeyed; only where its boundary never occurs is the next one tried.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from assay.message.boundaries import Boundaries, Hit
from assay.message.fields import read_block
from assay.message.limits import DEFAULT, MessageLimits
from assay.message.media import FORWARDED, PLAIN, ContentType, parse_content_type
from assay.message.opening import envelope_of, mark_of, scannable, skip_blank_lines
from assay.message.structure import Defect, Message, Part
from assay.model.place import Span

if TYPE_CHECKING:
    from assay.message.header import Block, Field

_IDENTITY = frozenset({"", "7bit", "8bit", "binary"})
_MESSAGES = frozenset({"message/rfc822", "message/global"})
_CR = 13


class _Body(NamedTuple):
    """What was found in the body of a part."""

    children: tuple[Part, ...]
    delimiters: tuple[Span, ...]
    end: int
    hit: Hit | None
    unparsed: Span | None = None


def parse(raw: bytes, limits: MessageLimits = DEFAULT) -> Message:
    """Parse a message. Never raises on any bytes.

    Args:
        raw: the bytes of one message.
        limits: bounds against hostile input.
    """
    envelope = envelope_of(raw)
    scanner = _Scanner(raw, limits)
    start = skip_blank_lines(scanner.scan, envelope.end, limits)
    mark = mark_of(raw) if start else 0
    if mark:
        scanner.defect("byte-order-mark", 0, mark)
    if start > max(envelope.end, mark):
        scanner.defect("leading-blank-lines", max(envelope.end, mark), start)
    root, _ = scanner.entity(start, "", 0, PLAIN)
    return Message(raw, root, envelope, tuple(scanner.defects))


class _Scanner:
    """Walks over one message; holds the boundaries of the multiparts that are open."""

    __slots__ = ("boundaries", "count", "defects", "limits", "raw", "scan", "stopped")

    def __init__(self, raw: bytes, limits: MessageLimits) -> None:
        self.raw = raw
        self.scan = scannable(raw)
        self.limits = limits
        self.defects: list[Defect] = []
        self.boundaries = Boundaries(self.scan, limits.boundary)
        self.count = 0
        self.stopped = False
        if self.scan is not raw:
            self.defect("bare-cr-line-ends", 0, 0)

    def defect(self, code: str, start: int, end: int, detail: str = "") -> None:
        if len(self.defects) < self.limits.defects:
            self.defects.append(Defect(code, Span(start, end), detail))

    def entity(self, start: int, number: str, depth: int, default: ContentType) -> tuple[Part, Hit | None]:
        """Read one part: header block, body, and all that is in it."""
        self.count += 1
        block = read_block(
            self.scan, start, self.limits, self.boundaries.is_delimiter if self.boundaries.open else None
        )
        self._inspect(block)
        body_start = block.separator[1]
        types, encodings = block.mime()
        encoding = _word(self._value(encodings[0])) if encodings else ""
        for extra in encodings[1:]:
            self.defect("duplicate-content-transfer-encoding", extra.start, extra.end, "the topmost is obeyed")
        content_type = parse_content_type(self._value(types[0])) if types else default
        body = self._body(content_type, encoding, body_start, number, depth)
        if len(types) > 1:
            content_type, body = self._choose(types, content_type, body, encoding, body_start, number, depth)
        if content_type.defects:
            for code in content_type.defects:
                self.defect(code, types[0].start, types[0].end)
        if content_type.type == "multipart" and not body.children and not self.stopped:
            code = "boundary-not-found" if content_type.boundary else "multipart-without-boundary"
            self.defect(code, body_start, body.end)
        if encoding not in _IDENTITY and content_type.type == "multipart":
            self.defect("encoded-multipart", encodings[0].start, encodings[0].end)
        part = Part(
            self.raw,
            number,
            block,
            Span(body_start, body.end),
            content_type,
            encoding,
            body.children,
            body.delimiters,
            body.unparsed,
        )
        return part, body.hit

    def _value(self, field: Field) -> bytes:
        return self.scan[field.colon : field.stop]

    def _inspect(self, block: Block) -> None:
        """Note what is odd about the bytes of a header block."""
        for defect in block.defects:
            self.defect(*defect)
        start, end = block.start, block.separator[0]
        fields = self.raw[start:end]
        if b"\0" in fields:
            self.defect("nul-in-header", start, end)
        if b"\r" in fields and self.scan is self.raw and fields.count(b"\r") != fields.count(b"\r\n"):
            self.defect("bare-cr-in-header", start, end)

    def _choose(
        self,
        types: list[Field],
        obeyed: ContentType,
        body: _Body,
        encoding: str,
        body_start: int,
        number: str,
        depth: int,
    ) -> tuple[ContentType, _Body]:
        """Several Content-Type fields: the topmost, unless it's a multipart that the body knows nothing of."""
        detail = "the topmost is obeyed"
        if obeyed.type == "multipart" and not body.children and not self.stopped:
            second = parse_content_type(self._value(types[1]))
            other = self._body(second, encoding, body_start, number, depth)
            if second.type != "multipart" or other.children:
                obeyed, body = second, other
                detail = "the second is obeyed: the boundary of the topmost doesn't occur"
        for extra in types[1:]:
            self.defect("duplicate-content-type", extra.start, extra.end, detail)
        return obeyed, body

    def _body(self, content_type: ContentType, encoding: str, start: int, number: str, depth: int) -> _Body:
        """Read the body of a part up to the delimiter that ends it."""
        kind = content_type.type
        if kind == "multipart" and content_type.boundary:
            if depth >= self.limits.depth:
                self.defect("depth-limit", start, start)
            elif len(content_type.boundary) > self.limits.boundary:
                self.defect("boundary-too-long", start, start)
            else:
                default = FORWARDED if content_type.subtype == "digest" else PLAIN
                return self._multipart(content_type.boundary, default, start, number, depth)
        elif kind == "message" and content_type.media in _MESSAGES and encoding in _IDENTITY:
            if depth >= self.limits.depth or self.count >= self.limits.parts:
                self.defect("depth-limit" if depth >= self.limits.depth else "part-limit", start, start)
            else:
                child, hit = self.entity(start, _below(number, 1), depth + 1, PLAIN)
                return _Body((child,), (), child.body_span.end, hit)
        hit = self.boundaries.next(start)
        return _Body((), (), len(self.raw) if hit is None else hit.start, hit)

    def _multipart(self, boundary: bytes, default: ContentType, start: int, number: str, depth: int) -> _Body:
        level = self.boundaries.push(boundary)
        children: list[Part] = []
        delimiters: list[Span] = []
        hit = self.boundaries.next(start)
        while hit is not None and hit.level == level and not hit.close:
            delimiters.append(Span(hit.start, hit.end))
            if hit.end >= len(self.raw):
                hit = None
                break
            if self.count >= self.limits.parts:
                return self._stop(children, delimiters, hit.end)
            child, hit = self.entity(hit.end, _below(number, len(children) + 1), depth + 1, default)
            children.append(child)
            if self.stopped:
                return _Body(tuple(children), tuple(delimiters), len(self.raw), None)
        self.boundaries.pop()
        if hit is not None and hit.level == level:
            hit = self._close(hit, delimiters)
        elif delimiters:
            end = len(self.raw) if hit is None else hit.start
            self.defect("no-closing-boundary", end, end)
        return _Body(tuple(children), tuple(delimiters), len(self.raw) if hit is None else hit.start, hit)

    def _close(self, close: Hit, delimiters: list[Span]) -> Hit | None:
        """Take the closing delimiter and look for the one behind it, which owns the line end between them."""
        following = self.boundaries.next(close.end) if self.boundaries.open else None
        end = close.end
        if following is not None and self.scan.startswith(b"--", end) and following.start == end:
            end -= 2 if self.scan[end - 2] == _CR else 1
            following = following._replace(start=end)
        delimiters.append(Span(close.start, end))
        return following

    def _stop(self, children: list[Part], delimiters: list[Span], position: int) -> _Body:
        """Leave the rest of the message whole."""
        end = len(self.raw)
        self.stopped = True
        self.defect("part-limit", position, end, f"{self.count} parts kept apart, {end - position} bytes left whole")
        return _Body(tuple(children), tuple(delimiters), end, None, Span(position, end))


def _below(number: str, index: int) -> str:
    return f"{number}.{index}" if number else str(index)


@functools.lru_cache(maxsize=256)
def _word(value: bytes) -> str:
    """The word of a Content-Transfer-Encoding: without comments, parameters and quotes."""
    return value.partition(b"(")[0].partition(b";")[0].strip(b" \t\r\n\"'").decode("latin-1").lower()
