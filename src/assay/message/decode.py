"""Decoding on demand: header values to text, parts to bytes and to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.message.charsets import Text, decode_named
from assay.message.transfer import Decoded, decode_transfer
from assay.message.words import HeaderText, decode_words

if TYPE_CHECKING:
    from assay.message.structure import Message, Part

__all__ = ["Decoded", "HeaderText", "Text", "decode_header", "header_text", "part_bytes", "part_message", "part_text"]


def header_text(raw_value: bytes) -> str:
    """The text of a header value for people: unfolded, encoded words decoded, capped, deceiving characters escaped."""
    return decode_words(raw_value).text


def decode_header(raw_value: bytes) -> HeaderText:
    """The same with the codes of what was wrong."""
    return decode_words(raw_value)


def part_bytes(msg: Message, part: Part) -> Decoded:
    """The bytes of a part's body behind its transfer encoding.

    Multiparts can't be encoded (RFC 2045 section 6.4): with children their body is given as it is.
    """
    body = msg.bytes(part.body_span)
    if part.children:
        return Decoded(body)
    return decode_transfer(body, part.encoding)


def part_text(msg: Message, part: Part) -> Text:
    """The text of a part, with the charset that was used and whether that isn't the declared one."""
    decoded = part_bytes(msg, part)
    text = decode_named(decoded.data, part.content_type.charset)
    if not decoded.defects:
        return text
    return Text(text.text, text.charset, text.fallback, decoded.defects + text.defects)


def part_message(msg: Message, part: Part) -> bytes | None:
    """The bytes to parse for a forwarded message that is transfer-encoded; None for any other part.

    RFC 2046 section 5.2.1 forbids that, and senders do it all the same. Its spans are of other bytes than the
    message's.
    """
    return part_bytes(msg, part).data if part.is_message and not part.children else None
