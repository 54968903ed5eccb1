"""Whether bytes have the shape of a mail message: RFC 5322 header fields, and names that mail uses."""

from __future__ import annotations

import re

FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
"""RFC 5322 section 2.2: a field name is printable ASCII but the colon; 4.5 allows spaces before the colon."""

TYPICAL = frozenset(
    (
        b"received return-path delivered-to message-id mime-version dkim-signature domainkey-signature arc-seal"
        b" arc-message-signature arc-authentication-results authentication-results received-spf envelope-to"
        b" x-original-to in-reply-to resent-from resent-to resent-date resent-message-id content-transfer-encoding"
        b" x-mailer x-originating-ip list-id list-unsubscribe disposition-notification-to x-mozilla-status"
        b" x-gm-thrid x-gmail-labels thread-index thread-topic x-ms-has-attach x-spam-status x-priority errors-to"
        b" delivery-date x-received x-uidl x-account-key"
    ).split()
)
"""Names that nothing but mail (and news) has; one of them is enough among few."""

COMMON = frozenset(
    (
        b"from to cc bcc subject date sender reply-to references content-type content-disposition content-id"
        b" content-description content-language content-length importance priority keywords comments organization"
        b" status x-status user-agent newsgroups lines precedence path approved"
    ).split()
)
"""Names that mail has and that other texts may have too."""

PEOPLE = frozenset(b"from to cc bcc subject sender reply-to newsgroups".split())
"""Where no name is typical one of these must be there: answers of web servers, lists of packages have the others."""

SURE = 2
"""Typical names, with nothing else between, that settle it before the beginning is read to its end."""

READ = 1 << 14
"""Bytes of the beginning that are looked at."""
LINES = 60
"""Lines of the beginning that are looked at."""

SUFFIXES = (".eml", ".mht", ".mhtml")
"""Names that promise a message; any header block will do."""
HALF_SUFFIXES = (".msg",)
"""Names that messages have and other files, too; one known name will do."""

REQUEST = re.compile(rb"(?:[A-Z]{2,20} \S{1,2000} )?(?:HTTP|SIP|RTSP|ICAP)/\d")
"""The first line of other protocols whose headers look the same (RFC 9112, RFC 3261)."""
ADDRESS = re.compile(rb"[^\s@]@[^\s@]")
LEAD = 3
"""Fields that a message begins with whose body follows without a blank line."""


def header_like(line: bytes) -> bool:
    """Whether a line starts as a header field does."""
    return FIELD.match(line) is not None


class Shape:
    """What the first lines look like when read as a header block."""

    def __init__(self, head: bytes) -> None:
        """Read the first lines of `head`."""
        self.typical: set[bytes] = set()
        self.common: set[bytes] = set()
        self.fields = 0
        self.other = 0
        self.capital = 0
        self.ended = False
        self.binary = False
        self.endless = False
        self.request = False
        self.addressed = False
        self.lead: list[bytes] = []
        self._read(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))

    def _read(self, head: bytes) -> None:
        lines = re.split(rb"\r\n|\n|\r", head[:READ], maxsplit=LINES)[:LINES]
        self.endless = len(lines) == 1 and len(head) >= READ
        self.request = REQUEST.match(lines[0]) is not None
        for number, line in enumerate(lines):
            if not line.strip() and not (number and _is_folded(line, lines[number + 1 : number + 2])):
                self.ended = number > 0 and self.fields > 0
                return
            if line[:1] in b" \t" and number:
                continue
            if number == 0 and line.startswith(b"From "):
                continue
            field = FIELD.match(line)
            if field is None:
                self.binary = self.binary or (number == 0 and b"\0" in line)
                self.other += 1
                continue
            self._count(field[1], line[field.end() :])
            if len(self.typical) > SURE and not self.other:
                return

    def _count(self, name: bytes, value: bytes) -> None:
        self.fields += 1
        self.capital += name[:1].isupper()
        key = name.lower()
        if not self.other:
            self.lead.append(key)
            self.addressed = self.addressed or (key in {b"from", b"sender"} and ADDRESS.search(value) is not None)
        if key in TYPICAL:
            self.typical.add(key)
        elif key in COMMON:
            self.common.add(key)


def _is_folded(line: bytes, following: list[bytes]) -> bool:
    """Whether a line of white space goes on with the field before it (RFC 5322 section 4.2), and doesn't end the block.

    That is so where something of the block comes behind it; else somebody wrote blanks into the blank line.
    """
    return line[:1] in {b" ", b"\t"} and any(
        one.strip() and (one[:1] in b" \t" or header_like(one)) for one in following
    )


def looks_like_message(head: bytes, name: str = "", *, expected: bool = False) -> bool:
    """Whether the bytes are a mail message.

    Args:
        head: the first bytes, up to 64 KiB.
        name: the file's name or path; `.eml` lowers what is asked for.
        expected: the place promises mail (Maildir, the inside of an mbox); lowers it too.

    Returns:
        Whether the first lines read as header fields that mail has. Source code, JSON, YAML, prose and tables with
        colons don't.
    """
    shape = Shape(head)
    named = name.lower().endswith(SUFFIXES)
    if shape.binary and not named:
        return False
    known = len(shape.typical) + len(shape.common)
    if shape.other > shape.fields:
        return _leads(shape)
    if expected or named:
        return known >= 1 or (shape.fields > 0 and shape.other == 0)
    if known and name.lower().endswith(HALF_SUFFIXES):
        return True
    if shape.other * 4 > shape.fields:
        return _leads(shape)
    return known > 0 and not shape.request and _is_mail(shape, known)


def _is_mail(shape: Shape, known: int) -> bool:
    """Whether a block of fields is one of mail by their names."""
    if shape.endless:
        return True
    if shape.typical:
        return known > 1 or shape.fields == 1 or known * 3 >= shape.fields
    if not shape.capital:
        return known > 2 and known * 2 > shape.fields and shape.ended  # noqa: PLR2004 - from, to and subject, say
    if known > 1 and shape.common & PEOPLE:
        return True
    return b"content-type" in shape.common and shape.fields <= 2  # noqa: PLR2004 - a bare part


def _leads(shape: Shape) -> bool:
    """Whether fields that only mail has together stand in front of lines that are none: nothing separates the body."""
    return shape.addressed and sum(key in TYPICAL or key in COMMON for key in set(shape.lead)) >= LEAD
