"""The canonical forms of one message, each computed once however many signatures ask for it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from assay.message.address import parse_addresses
from assay.model.place import Span
from assay.model.signature import Instance
from assay.signatures.canonical import (
    body_nofws,
    body_relaxed,
    body_simple,
    header_nofws,
    header_relaxed,
    header_simple,
)

if TYPE_CHECKING:
    from assay.message import Header, Message

HEADER_FORMS = {"simple": header_simple, "relaxed": header_relaxed, "nofws": header_nofws}
BODY_FORMS = {"simple": body_simple, "relaxed": body_relaxed, "nofws": body_nofws}


class Forms:
    """Canonical headers, bodies and body hashes of one message.

    Attributes:
        message: the message.
        body: its raw body, from after the empty line to the end.
        by_name: its header instances by lower-case name, from the top down.
    """

    def __init__(self, message: Message) -> None:
        """Computes nothing yet but the order of the headers."""
        self.message = message
        self.body_start = message.root.body_span.start
        self.body = message.raw[self.body_start :]
        self.by_name: dict[str, list[Header]] = {}
        for header in message.headers:
            self.by_name.setdefault(header.key, []).append(header)
        self._headers: dict[tuple[int, str], bytes] = {}
        self._bodies: dict[str, bytes] = {}
        self._digests: dict[tuple[str, str, int | None], bytes] = {}

    def field(self, header: Header) -> bytes:
        """The raw header field with its line end."""
        return self.message.bytes(header.span)

    def header(self, header: Header, form: str) -> bytes:
        """The canonical header field, CRLF at its end."""
        known = self._headers.get((header.index, form))
        if known is None:
            known = self._headers[header.index, form] = HEADER_FORMS[form](self.field(header))
        return known

    def canonical_body(self, form: str) -> bytes:
        """The canonical body."""
        known = self._bodies.get(form)
        if known is None:
            known = self._bodies[form] = BODY_FORMS[form](self.body)
        return known

    def body_digest(self, form: str, algorithm: str, length: int | None) -> bytes:
        """Hash of the canonical body, or of its first `length` bytes."""
        key = (form, algorithm, length)
        known = self._digests.get(key)
        if known is None:
            body = self.canonical_body(form)
            known = self._digests[key] = hashlib.new(algorithm, body if length is None else body[:length]).digest()
        return known

    def body_span(self, form: str, length: int) -> Span:
        """The raw bytes whose canonical form are the first `length` bytes of the canonical body."""
        canonical = self.canonical_body(form)
        if length >= len(canonical):
            return Span(self.body_start, self.body_start + len(self.body))
        return Span(self.body_start, self.body_start + raw_length(self.body, form, length))

    def author(self, header: Header | None) -> str:
        """The address of the one mailbox that this From or Sender names; empty where it doesn't name exactly one."""
        if header is None:
            return ""
        mailboxes = parse_addresses(self.message.bytes(header.value)).mailboxes
        return mailboxes[0].address if len(mailboxes) == 1 else ""


def raw_length(body: bytes, form: str, length: int) -> int:
    """How many bytes of a raw body have the first `length` bytes of its canonical form as theirs.

    Found by halving: a byte is put behind each prefix, so that line ends and white space at its end are counted.
    """
    canonical = BODY_FORMS[form]
    low, high = 0, len(body)
    while low < high:
        middle = (low + high) // 2
        if len(canonical(body[:middle] + b"x")) - len(b"x\r\n") < length:
            low = middle + 1
        else:
            high = middle
    return low


def instance_of(header: Header) -> Instance:
    """The header as a signature's result names it."""
    return Instance(header.name, header.index, header.span)
