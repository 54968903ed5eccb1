"""Values that software makes for one mail and never makes again: a mail whose header was cloned shares them.

Message-IDs aren't among them: they belong to copies of one mail. Neither are Content-IDs, which answers take over with
the images they quote, nor short ids without a time.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from typing import TYPE_CHECKING

from assay.message.traits.hops import id_kind
from assay.model.traits import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.header import Header
    from assay.message.structure import Message, Part
    from assay.model.traits import Hop

SIGNED = {
    "dkim-signature": "dkim-b",
    "x-google-dkim-signature": "google-dkim-b",
    "arc-seal": "arc-b",
    "arc-message-signature": "arc-b",
}
"""Signatures: two mails with the same b= were signed as one."""
OPAQUE = frozenset(
    {
        *("x-gm-message-state", "x-google-smtp-source", "x-gm-msgid"),
        *("x-ms-exchange-crosstenant-network-message-id", "x-ms-exchange-organization-network-message-id"),
        *("x-originalarrivaltime", "x-ms-exchange-antispam-messagedata", "x-ms-exchange-antispam-messagedata-0"),
        *("x-ms-exchange-antispam-messagedata-original-0", "x-microsoft-antispam-message-info"),
        *("x-ymail-osg", "x-provags-id", "x-ui-out-filterresults", "x-sg-eid", "x-cm-transid", "x-qq-mid"),
        *("x-proofpoint-guid", "x-proofpoint-orig-guid", "thread-index"),
    }
)
"""Fields whose whole value is made for one mail."""
SOFTWARE = frozenset({"boundary", "thread-index"})
"""What the sender's program makes; everything else is made by servers on the way."""
MOST = 48
_LONGEST = 64
_SHORTEST_OPAQUE = 16
_SHORTEST_ID = 8
_MOST_BOUNDARIES = 8
_DIGITS = 8
_ROOT_INDEX = 32
"""Base64 digits of a Thread-Index of 22 bytes, which a whole thread shares (MS-OXOMSG section 2.2.1.3)."""
_B = re.compile(rb"(?:^|;)[ \t\r\n]*+b[ \t\r\n]*+=([^;]++)")
_MAKER = re.compile(r"[-=_.]*+(?:[A-Za-z]+[-=_]+)*+")
_GMAIL = re.compile(r"[0-9a-f]{28}\Z")
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
_PACIFIC = 7.5 * 3600
"""Google's servers write Pacific time, seven or eight hours behind UTC: right to half an hour."""
_EARLIEST, _LATEST = 946_684_800.0, 4_102_444_800.0
"""2000 and 2100: what decodes to a time outside isn't one."""


def tokens(message: Message, hops: tuple[Hop, ...]) -> tuple[Token, ...]:
    """The values, at most `MOST`: those of the way first, topmost first."""
    found = [token for hop in hops if (token := _queued(hop)) is not None]
    for header in message.headers:
        token = None
        if header.key in SIGNED:
            token = _signed(message, header)
        elif header.key in OPAQUE:
            token = _opaque(message, header)
        if token is not None:
            found.append(token)
    found.extend(_boundaries(message.root))
    return tuple(found[:MOST])


def _queued(hop: Hop) -> Token | None:
    identity = hop.id
    if len(identity) < _SHORTEST_ID or not hop.by:
        return None
    kind = id_kind(identity)
    if kind in {"version", "ambiguous", "none"}:
        return None
    value, seconds = identity, _inner_time(kind, identity)
    if kind in {"hexadecimal", "other"} and len(identity) <= _LONGEST:
        value = f"{identity} at {hop.seconds:.0f}" if hop.seconds is not None else ""
    name = "queue-id" if hop.field == "received" else "x-received"
    return Token(name, hop.by, _short(value), seconds, hop.span) if value else None


def _inner_time(kind: str, identity: str) -> float | None:
    """The time that an id is made of (Exim's specification section 3.4, Postfix's `enable_long_queue_ids`)."""
    if kind == "exim":
        return _plausible(_number(identity[:6], _BASE62))
    if kind == "postfix-long":
        return _plausible(_number(identity[:6], _BASE52))
    numbers = identity.split(".")[1:]
    if kind.startswith("google") and kind.endswith("-7"):
        try:
            moment = calendar.timegm(tuple(int(number[:4]) for number in numbers[1:7]))
        except (ValueError, OverflowError):
            return None
        return _plausible(moment + _PACIFIC)
    if kind.startswith("google") and kind.endswith("-2"):
        return _plausible(int(numbers[1][:15]) / 1000)
    return None


def _number(digits: str, alphabet: str) -> float:
    number = 0
    for digit in digits:
        number = number * len(alphabet) + alphabet.index(digit)
    return float(number)


def _plausible(seconds: float) -> float | None:
    return seconds if _EARLIEST < seconds < _LATEST else None


def _signed(message: Message, header: Header) -> Token | None:
    match = _B.search(message.raw, header.colon, header.stop)
    value = b"".join(match[1].split()) if match else b""
    if len(value) < _SHORTEST_OPAQUE:
        return None
    return Token(SIGNED[header.key], "", _short(value.decode("latin-1")), None, header.span)


def _opaque(message: Message, header: Header) -> Token | None:
    value = b"".join(message.raw[header.colon : header.stop].split())
    if len(value) < (_SHORTEST_OPAQUE if header.key != "thread-index" else _ROOT_INDEX + 1):
        return None
    return Token(header.key, "", _short(value.decode("latin-1")), None, header.span)


def _boundaries(root: Part) -> Iterator[Token]:
    """Of the multiparts of the message itself; those of forwarded messages belong to others."""
    open_parts = [root]
    for _ in range(_MOST_BOUNDARIES):
        if not open_parts:
            return
        part = open_parts.pop(0)
        if part.is_multipart and part.content_type.boundary:
            boundary = part.content_type.boundary.decode("latin-1")
            header = part.first("content-type")
            if sum(map(str.isdigit, boundary)) >= _DIGITS and header is not None:
                maker = _MAKER.match(boundary)
                prefix = maker[0][:_LONGEST] if maker else ""
                yield Token("boundary", prefix, _short(boundary), _gmail_time(boundary), header.span)
            open_parts.extend(child for child in part.children if child.is_multipart)


def _gmail_time(boundary: str) -> float | None:
    """Google's boundaries hold the microseconds since 1970 in their last 16 of 28 digits, halves swapped."""
    if not _GMAIL.match(boundary):
        return None
    return _plausible(int(boundary[18:26] + boundary[12:18], 16) / 1e6)


def _short(value: str) -> str:
    """Long values as their digest."""
    if len(value) <= _LONGEST:
        return value
    return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
