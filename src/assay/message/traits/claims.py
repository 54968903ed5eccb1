"""What servers say that they checked: Authentication-Results (RFC 8601), ARC's (RFC 8617) and Received-SPF (RFC 7208).

Anybody can write such fields: whose are believed is for others to decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assay.message.traits.hops import LONGEST
from assay.model.traits import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.header import Header
    from assay.message.structure import Message

RESULTS = frozenset({"authentication-results", "arc-authentication-results"})
SPF = "received-spf"
MOST = 24
_MOST_RESULTS = 24
_WORD = 255
_COMMENT = re.compile(r"\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)")
_HOST = re.compile(r"\s*+(?:i\s*=\s*\d+\s*;)?\s*+\"?([^\s;=\"]++)\"?(?:\s++\d++)?\s*+(?:;|\Z)")
_METHOD = re.compile(r"\s*+([A-Za-z][\w-]*+)(?:/\d+)?\s*+=\s*+([A-Za-z]++)")
_PROPERTY = re.compile(r"([A-Za-z][\w-]*+(?:\.[\w-]++)?)\s*+=\s*+(\"[^\"]*+\"|[^\s;]++)")
_CLIENT = re.compile(r"(?:designate|permitted nor denied|sender IP is)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![\w.:@])(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:[\d.]*))(?![\w.:])", re.IGNORECASE
)
_SPF = re.compile(r"\s*+([A-Za-z]++)")
_SPF_HOST = re.compile(r"\(([A-Za-z0-9.-]{1,255}):")


def claims(message: Message) -> tuple[Claim, ...]:
    """All results in all such fields, topmost first."""
    fields = [header for header in message.headers if header.key in RESULTS or header.key == SPF][:MOST]
    return tuple(claim for header in fields for claim in _claims(message, header))


def _claims(message: Message, header: Header) -> Iterator[Claim]:
    raw = message.raw[header.colon : min(header.stop, header.colon + LONGEST)]
    text = " ".join(raw.decode("latin-1").split())
    if header.key == SPF:
        yield from _spf(text, header)
        return
    named = _HOST.match(text)
    host = named[1].lower().rstrip(".")[:_WORD] if named else ""
    for piece in _pieces(text[named.end() :] if named else text):
        bare = _COMMENT.sub(" ", piece)
        method = _METHOD.match(bare)
        if method is None:
            continue
        properties = _properties(bare[method.end() :])
        name = method[1].lower()
        if name == "spf" and "client-ip" not in properties:
            properties.update(_client(piece))
        yield Claim(header.key, host, name[:40], method[2].lower()[:40], properties, header.span)


def _pieces(text: str) -> list[str]:
    """The text split at semicolons outside of comments."""
    if "(" not in text:
        return text.split(";")[:_MOST_RESULTS]
    found: list[str] = []
    start = 0
    position = 0
    for comment in _COMMENT.finditer(text):
        while (end := text.find(";", position, comment.start())) >= 0:
            found.append(text[start:end])
            start = position = end + 1
        position = comment.end()
    while (end := text.find(";", position)) >= 0:
        found.append(text[start:end])
        start = position = end + 1
    found.append(text[start:])
    return found[:_MOST_RESULTS]


def _properties(text: str) -> dict[str, str]:
    return {match[1].lower()[:40]: match[2].strip('"<>')[:_WORD] for match in _PROPERTY.finditer(text)}


def _client(piece: str) -> dict[str, str]:
    """The client's address, which most servers tell in a comment only."""
    for comment in _COMMENT.findall(piece)[:4]:
        if _CLIENT.search(comment):
            address = _ADDRESS.search(comment)
            if address:
                return {"client-ip": address[1].lower()}
    return {}


def _spf(text: str, header: Header) -> Iterator[Claim]:
    result = _SPF.match(text)
    if result is None:
        return
    properties = _properties(_COMMENT.sub(" ", text))
    said = _SPF_HOST.search(text)
    host = properties.get("receiver", "") or (said[1] if said else "")
    yield Claim(header.key, host.lower().rstrip("."), "spf", result[1].lower()[:40], properties, header.span)
