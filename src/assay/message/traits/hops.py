"""The way of a mail as its Received and X-Received fields tell it (RFC 5321 section 4.4), in all common dialects.

Servers agree on the words (from, by, via, with, id, for) and on little else: comments, literals and dates are where
each puts them. What can't be read stays empty.
"""

from __future__ import annotations

import calendar
import functools
import re
from typing import TYPE_CHECKING

from assay.message.date import parse_date, timestamp
from assay.model.traits import Hop

if TYPE_CHECKING:
    from assay.message.header import Header
    from assay.message.structure import Message

_Dated = tuple[float | None, int | None, str, str]
"""Seconds since 1970, minutes east of UTC, style and padding as in `ASPECTS`."""
FIELDS = frozenset({"received", "x-received"})
ASPECTS = ("protocol", "clauses", "id", "date", "pad")
"""What `Hop.form` tells of how a server writes, in this order between bars; empty where this line can't tell."""
MOST = 64
LONGEST = 4096
_WORD = 255
_ORDER = frozenset({"from", "by", "with", "id"})
_NESTED = rb"\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)"
_COMMENT = re.compile(_NESTED)
_FROM = re.compile(rb"from[ ](?P<helo>[^ ;()]++)?(?P<rest>(?:[ ]?" + _NESTED + rb")*+)", re.IGNORECASE)
_CLAUSE = re.compile(rb"(?:(?<=[ ;])|^)(from|by|via|with|id|for)[ ]++([^ ;]++)", re.IGNORECASE)
_PROTOCOL = re.compile(rb"with[ ]++((?:(?!id |for |via |by )[^;( ]++[ ]?+){1,4}+)", re.IGNORECASE)
_HELO = re.compile(rb"(?:\bhelo=|\be?hlo[ ]|\bhelo[ ])\"?([^ \")\]]++)", re.IGNORECASE)
_NAMED = re.compile(rb"\(([A-Za-z0-9_][A-Za-z0-9_-]*+\.[A-Za-z0-9_.-]{1,254}+)[ ][\[(]")
_BRACKET = re.compile(rb"\[(?:IPv6:)?(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]++)(?=[\]%])")
_ADDRESS = re.compile(
    rb"(?<![\w.:])(?:IPv6:)?(\d{1,3}(?:\.\d{1,3}){3}|(?=[^\]) %]*:[^\]) %]*:)[0-9a-fA-F:]++(?:\.[\d.]++)?)(?![\w.])",
    re.IGNORECASE,
)
_TLS = (b"TLS", b"SSL", b"cipher", b"Google Transport Security")
_SOME_DATE = re.compile(rb"\d{1,2}[ ][A-Z][a-z]{2}[ ]\d{4}[ ]\d\d:\d\d:\d\d[ ]?[+\-\w]*+")
_DATE = re.compile(
    rb"(?P<weekday>[A-Za-z]{3},)?(?P<gap>[ ]*+)(?P<day>\d{1,2})[ ](?P<month>[A-Z][a-z]{2})[ ](?P<year>\d{4})[ ]"
    rb"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})[ ](?P<sign>[+-])(?P<east>\d{2})(?P<more>\d{2})(?!\d)"
    rb"(?P<rest>[ ]?\()?"
)
"""What nearly all servers write; other forms are left to `parse_date`."""
_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), start=1
    )
}
_LAST_HOUR, _LAST_MINUTE = 23, 59
_STANDARD = frozenset(
    f"{utf8}{smtp}{more}"
    for utf8 in ("", "UTF8")
    for smtp in ("SMTP", "ESMTP", "LMTP")
    for more in ("", "S", "A", "SA")
)
"""RFC 3848 and RFC 6531 section 4.3."""
_SECURE = frozenset(word for word in _STANDARD if word.endswith(("S", "SA"))) | {"HTTPS"}
_IDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ambiguous", re.compile(r"\d+\Z")),
    ("version", re.compile(r"\d+(?:\.\d+)+\Z")),
    ("hexadecimal", re.compile(r"[0-9A-F]{6,}\Z")),
    ("small hexadecimal", re.compile(r"[0-9a-f]{6,}\Z")),
    ("uuid", re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?:\.\d+)?\Z")),
    ("exim", re.compile(r"[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})\Z")),
    ("postfix-long", re.compile(r"(?=.{10,11}z[^z]+\Z)[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{12,20}\Z")),
    ("sendmail", re.compile(r"[0-9a-zA-Z]{8}\d{6}\Z")),
)
_GOOGLE = re.compile(r"[0-9a-z-]+?(si|sm|sor|so|csp|mr|ejb|jc|wr|[a-z]{2,3})\d+[a-z]{2,3}((?:\.\d+)*)\Z")
_GOOGLES = frozenset({"si", "sm", "sor", "so", "csp", "mr", "ejb", "jc", "wr"})
"""The letters in Google's ids that are known; others without a number behind may as well be a long id of Postfix."""
_GOOGLE_LONGEST = 100
_LONGEST_PROTOCOL = 40


def hops(message: Message) -> tuple[Hop, ...]:
    """The Received and X-Received fields, topmost first, at most `MOST`."""
    found = [header for header in message.headers if header.key in FIELDS]
    return tuple(_hop(message, header) for header in found[:MOST])


def _hop(message: Message, header: Header) -> Hop:
    value = message.raw[header.colon : min(header.stop, header.colon + LONGEST)]
    text = b" ".join(value.split())
    head, _, tail = text.rpartition(b";")
    seconds, zone, *dated = _dated(value) or _moment(text, tail if head else b"")
    origin = _FROM.match(text)
    helo, host, address = _client(origin["helo"] or b"", origin["rest"]) if origin else ("", "", "")
    bare = _bare(head or text)
    clauses: dict[str, str] = {}
    for name, word in _CLAUSE.findall(bare):
        clauses.setdefault(name.decode("latin-1").lower(), word.decode("latin-1")[:_WORD])
    protocol = _protocol(bare)
    identity = clauses.get("id", "").strip("<>")
    order = " ".join(name for name in clauses if name in _ORDER)
    form = (_spelling(protocol), order, id_kind(identity), *dated)
    return Hop(
        helo=helo,
        host=host,
        address=address,
        by=clauses.get("by", "").strip("[]<>,").rstrip(".").lower(),
        protocol=protocol.upper(),
        id=identity,
        recipient=clauses.get("for", "").strip("<>,").lower(),
        seconds=seconds,
        zone=zone,
        encrypted=_encrypted(text, protocol.upper()),
        span=header.span,
        field=header.key,
        form="|".join(form),
    )


def _dated(value: bytes) -> _Dated | None:
    """The time behind the last semicolon in the usual form, and how it's written; None where it's in another."""
    match = _DATE.match(value[value.rfind(b";") + 1 :].lstrip(b" \t\r\n"))
    month = _MONTHS.get(match["month"]) if match else None
    if match is None or month is None:
        return None
    weekday, gap, day, _, year, hour, minute, second, sign, east, more, rest = match.groups()
    if int(hour) > _LAST_HOUR or max(int(minute), int(second), int(more)) > _LAST_MINUTE or int(east) > _LAST_HOUR:
        return None
    zone = (int(east) * 60 + int(more)) * (-1 if sign == b"-" else 1)
    try:
        clock = calendar.timegm((int(year), month, int(day), int(hour), int(minute), int(second)))
    except ValueError:
        return None
    style = ("weekday" if weekday else "plain") + (" zone name" if rest else "")
    if weekday is None or (len(day) == 2 and day[:1] != b"0"):  # noqa: PLR2004 - digits of a day
        pad = ""
    else:
        pad = "zero" if day[:1] == b"0" else "spaces" if len(gap) > 1 else "bare"
    return float(clock - zone * 60), zone, style, pad


def _moment(text: bytes, tail: bytes) -> _Dated:
    """The time behind the last semicolon, or where there is none, the first that stands anywhere."""
    moment = parse_date(tail.partition(b"(")[0]) if tail else None
    if moment is None:
        found = _SOME_DATE.search(text)
        moment = parse_date(found[0]) if found else None
    offset = None if moment is None else moment.utcoffset()
    return timestamp(moment), None if offset is None else round(offset.total_seconds() / 60), "", ""


def _encrypted(text: bytes, protocol: str) -> bool:
    """By the protocol's word (RFC 3848) or a comment."""
    return protocol in _SECURE or any(word in text for word in _TLS)


def _bare(text: bytes) -> bytes:
    """Without comments nested at most two deep; deeper ones stay."""
    return b" ".join(_COMMENT.sub(b" ", text).split()) if b"(" in text else text


def _client(word: bytes, rest: bytes) -> tuple[str, str, str]:
    """What the client called itself, its name by reverse lookup and its address."""
    said = _HELO.search(rest) if b"elo" in rest or b"HLO" in rest or b"HELO" in rest else None
    named = _NAMED.search(rest)
    address = (_BRACKET.search(rest) or _ADDRESS.search(rest) if rest else None) or _ADDRESS.search(word)
    helo = said[1] if said else word
    host = named[1] if named else (word if said and not _ADDRESS.search(word) and word.lower() != b"unknown" else b"")
    return _name(helo), _name(host), address[1].decode("latin-1").lower() if address else ""


def _name(word: bytes) -> str:
    return word[:_WORD].decode("latin-1").strip("[]<>,?\"'").rstrip(".").lower()


def _protocol(bare: bytes) -> str:
    match = _PROTOCOL.search(bare)
    return match[1].decode("latin-1").strip()[:_LONGEST_PROTOCOL] if match else ""


def _spelling(protocol: str) -> str:
    """Standard words by the case they are written in; others as they are."""
    if protocol.upper() in _STANDARD:
        return "standard" if protocol.isupper() else "small"
    return protocol.replace("|", "")


@functools.lru_cache(256)
def id_kind(identity: str) -> str:
    """Which software makes ids of that shape; `other` where that can't be told, `ambiguous` where two may."""
    if not identity:
        return "none"
    for kind, pattern in _IDS:
        if pattern.match(identity):
            return kind
    if len(identity) <= _GOOGLE_LONGEST:
        match = _GOOGLE.match(identity)
        if match and not match[2] and match[1] not in _GOOGLES:
            return "ambiguous"
        if match:
            return f"google-{match[1]}-{match[2].count('.')}"
    return "other"
