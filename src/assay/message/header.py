"""Header fields and the blocks they stand in, each with its offsets (RFC 5322 section 2.2)."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from assay.model.place import Span

LINE = re.compile(
    rb"([!-9;-~]++)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)\n?"  # a field and its folded lines
    rb"|(\r?\n)"  # the blank line that ends the block
    rb"|([^\n]++\n?)"  # anything else
)
"""One field, blank line or stray line; the groups are name, value, blank line, stray line."""
_VALUE = re.compile(rb"[^\n]*+(?:\n[ \t][^\n]*+)*+")
_CR, _LF = 13, 10
_TYPE, _ENCODING = b"content-type:", b"content-transfer-encoding:"
_SHARED_START = b"content-t"
_NAME_CACHE_ENTRIES, _NAME_CACHE_LENGTH = 4096, 80
_names: dict[bytes, tuple[str, str]] = {}

KNOWN = frozenset(
    {
        *(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "date",
            "subject",
            "message-id",
            "in-reply-to",
            "references",
        ),
        *("received", "return-path", "delivered-to", "mime-version", "content-type", "content-transfer-encoding"),
        *("content-disposition", "content-id", "content-description", "content-language", "content-location"),
        *("content-md5", "dkim-signature", "authentication-results", "arc-seal", "arc-message-signature", "list-id"),
        *("domainkey-signature", "x-mailer", "user-agent", "x-received", "received-spf", "resent-from", "resent-date"),
        *("resent-to", "x-originating-ip", "thread-topic", "thread-index", "importance", "x-priority"),
    }
)
"""Names that make a block with stray lines a header block all the same."""


class Header(msgspec.Struct, frozen=True, gc=False):
    """One instance of a header field (RFC 5322 section 2.2).

    Attributes:
        index: its number in its block from the top, 0 first.
        name: as written, without the white space that may stand before the colon.
        key: the name in lower case.
        start: offset of the name.
        colon: offset behind the colon: the value starts here.
        stop: offset of the line end that closes the field: the value ends here.
        end: offset behind that line end.
    """

    index: int
    name: str
    key: str
    start: int
    colon: int
    stop: int
    end: int

    @property
    def span(self) -> Span:
        """The whole field with its line end."""
        return Span(self.start, self.end)

    @property
    def value(self) -> Span:
        """From behind the colon to before the closing line end; folding is inside."""
        return Span(self.colon, self.stop)


class Field(NamedTuple):
    """Offsets of a field, as in `Header`."""

    start: int
    colon: int
    stop: int
    end: int


class Block:
    """A header block; a well-formed one is split into its fields when they are first asked for.

    Attributes:
        start: where it starts.
        separator: offsets of the blank line that ends it; equal where there is none.
        junk: offsets of the lines that are no field.
        defects: code, start, end, detail.
    """

    __slots__ = ("_by_key", "_headers", "_scan", "defects", "junk", "separator", "start")

    def __init__(
        self,
        scan: bytes,
        start: int,
        separator: tuple[int, int],
        headers: tuple[Header, ...] | None = None,
    ) -> None:
        self._scan = scan
        self._headers = headers
        self._by_key: dict[str, list[Header]] | None = None
        self.start = start
        self.separator = separator
        self.junk: list[tuple[int, int]] = []
        self.defects: list[tuple[str, int, int, str]] = []

    @property
    def headers(self) -> tuple[Header, ...]:
        """The fields, top first."""
        if self._headers is None:
            self._headers = tuple(_split(self._scan, self.start, self.separator[0]))
        return self._headers

    def named(self, key: str) -> list[Header]:
        """The fields of a name, which is in lower case, top first."""
        if self._by_key is None:
            self._by_key = {}
            for header in self.headers:
                self._by_key.setdefault(header.key, []).append(header)
        return self._by_key.get(key, [])

    def mime(self) -> tuple[list[Field], list[Field]]:
        """All Content-Type fields, and all Content-Transfer-Encoding fields."""
        if self._headers is not None:
            return _mime_of(self._headers)
        scan, start, stop = self._scan, self.start, self.separator[0]
        lower = scan[start:stop].lower()
        types: list[Field] = []
        encodings: list[Field] = []
        found = lower.find(_SHARED_START)
        while found >= 0:
            if not found or lower[found - 1] == _LF:
                if lower.startswith(_TYPE, found):
                    types.append(_field(scan, start + found, len(_TYPE)))
                elif lower.startswith(_ENCODING, found):
                    encodings.append(_field(scan, start + found, len(_ENCODING)))
            found = lower.find(_SHARED_START, found + 1)
        return types, encodings


def _mime_of(headers: tuple[Header, ...]) -> tuple[list[Field], list[Field]]:
    types: list[Field] = []
    encodings: list[Field] = []
    for header in headers:
        if header.key == "content-type":
            types.append(Field(header.start, header.colon, header.stop, header.end))
        elif header.key == "content-transfer-encoding":
            encodings.append(Field(header.start, header.colon, header.stop, header.end))
    return types, encodings


def _field(scan: bytes, start: int, name: int) -> Field:
    """The field at an offset, whose name with the colon has a length."""
    match = _VALUE.match(scan, start + name)
    stop = start + name if match is None else match.end()
    end = min(stop + 1, len(scan))
    return Field(start, start + name, stop - 1 if scan[stop - 1] == _CR else stop, end)


def _split(scan: bytes, start: int, stop: int) -> list[Header]:
    """The fields of a well-formed block."""
    headers: list[Header] = []
    names = _names
    for index, match in enumerate(LINE.finditer(scan, start, stop)):
        (position, end), (_, name_end), (colon, value_end), *_ = match.regs
        raw_name = scan[position:name_end]
        name, key = names.get(raw_name) or names_of(raw_name)
        if scan[value_end - 1] == _CR and value_end > colon:
            value_end -= 1
        headers.append(Header(index, name, key, position, colon, value_end, end))
    return headers


def names_of(raw_name: bytes) -> tuple[str, str]:
    """A field's name as written and in lower case; the common ones are remembered."""
    known = _names.get(raw_name)
    if known is not None:
        return known
    name = raw_name.decode("latin-1")
    both = (name, name.lower())
    if len(raw_name) <= _NAME_CACHE_LENGTH and len(_names) < _NAME_CACHE_ENTRIES:
        _names[raw_name] = both
    return both
