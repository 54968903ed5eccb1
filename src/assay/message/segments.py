"""Every byte of a message once and in order, by what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.structure import Message, Part


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One stretch of the raw bytes; all segments joined are the raw bytes.

    Attributes:
        kind: `envelope`, `leading`, `header`, `junk`, `separator`, `preamble`, `delimiter`, `body`, `epilogue` or
            `unparsed`.
        start: first byte.
        end: behind the last byte.
    """

    kind: str
    start: int
    end: int


def pieces(message: Message) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of what the parser knows, in order; some may be empty."""
    envelope = message.envelope
    yield "envelope", envelope.start, envelope.end
    yield "leading", envelope.end, message.root.header_span.start
    yield from _part(message.root)


def _part(part: Part) -> Iterator[tuple[str, int, int]]:
    block = part.block
    fields = [("header", header.start, header.end) for header in block.headers]
    fields += [("junk", start, end) for start, end in block.junk]
    if block.junk:
        fields.sort(key=lambda piece: piece[1])
    yield from fields
    yield "separator", *block.separator
    if part.delimiters:
        yield from _multipart(part)
    elif part.children:
        for child in part.children:
            yield from _part(child)
    else:
        yield "body", part.body_span.start, part.body_span.end


def _multipart(part: Part) -> Iterator[tuple[str, int, int]]:
    children = iter(part.children)
    first = part.delimiters[0]
    yield "preamble", part.body_span.start, first.start
    end = first.start
    for delimiter in part.delimiters:
        yield "delimiter", delimiter.start, delimiter.end
        end = delimiter.end
        child = next(children, None)
        if child is not None:
            yield from _part(child)
            end = child.body_span.end
    if part.unparsed is not None:
        yield "unparsed", part.unparsed.start, part.unparsed.end
    else:
        yield "epilogue", end, part.body_span.end
