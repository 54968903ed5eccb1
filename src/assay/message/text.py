"""The readable text of a message for search, and its attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.message.charsets import decode_named
from assay.message.decode import part_bytes
from assay.message.html import html_text
from assay.message.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.structure import Message, Part
    from assay.message.transfer import Decoded

LONGEST = 1_000_000
"""Characters of readable text of one message; also bytes of one part that are read for it."""
DEEPEST = 5
"""How deep transfer-encoded forwarded messages are read."""
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification", "message/feedback-report"})


class Readable(msgspec.Struct, frozen=True):
    """What a reader of a message sees as text.

    Attributes:
        text: untrusted; at most a million characters.
        defects: codes of what was wrong with charsets, and `text-limit` where something was left out.
    """

    text: str
    defects: tuple[str, ...] = ()


def readable(msg: Message) -> str:
    """The text of all inline text parts and of forwarded messages, in order.

    HTML, reduced to its text, only where no plain text stands for it (RFC 2046 section 5.1.4).
    """
    return read_text(msg).text


def read_text(msg: Message, decoded: dict[str, Decoded] | None = None) -> Readable:
    """The same with what was wrong.

    Args:
        msg: the message.
        decoded: bodies that are decoded already, by part number.
    """
    pieces: list[str] = []
    defects: dict[str, None] = {}
    room = LONGEST
    for text, codes in _texts(msg, decoded or {}, 0):
        pieces.append(text[:room])
        defects.update(dict.fromkeys(codes))
        room -= len(text) + 1
        if room <= 0:
            defects["text-limit"] = None
            break
    return Readable("\n".join(pieces).replace("\r\n", "\n"), tuple(defects))


def _texts(msg: Message, decoded: dict[str, Decoded], depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in shown_parts(msg.root):
        body = decoded.get(part.number) or part_bytes(msg, part)
        if part.is_message:
            if depth < DEEPEST:
                yield from _texts(parse(body.data), {}, depth + 1)
            else:
                yield "", ("depth-limit",)
            continue
        text = decode_named(body.data[:LONGEST], part.content_type.charset)
        html = part.content_type.subtype == "html"
        yield html_text(text.text) if html else text.text, text.defects


def shown_parts(part: Part) -> Iterator[Part]:
    """The leaves that a reader of the text would see.

    Of a multipart/alternative the plain one, of an encoded forwarded message the part that holds it.
    """
    if part.children:
        if part.content_type.subtype == "alternative" and part.is_multipart:
            yield from shown_parts(_chosen(part.children))
        else:
            for child in part.children:
                yield from shown_parts(child)
    elif (
        part.is_multipart
        or part.is_message
        or part.content_type.media in _REPORTS
        or (part.is_text and part.disposition in {"", "inline"})
    ):
        yield part


def _chosen(children: tuple[Part, ...]) -> Part:
    """The first alternative that is plain text with something in it, else the last one that is text at all."""
    for child in children:
        body = child.body_span
        if child.content_type.media == "text/plain" and child.raw[body.start : body.end].strip():
            return child
    for child in reversed(children):
        if child.is_text or child.children:
            return child
    return children[0]


def attachments(msg: Message) -> tuple[Part, ...]:
    """The parts that a reader sees as files, depth first; those of forwarded messages too."""
    return tuple(part for part in msg.parts() if part.is_attachment)
