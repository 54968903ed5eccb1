"""The lines that a mail program prints above a mail: From, Sent, To, Subject, beside the fields of the mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assay.checking.result import Change
from assay.document.prints import folded
from assay.message.date import parse_date, timestamp
from assay.message.traits.passages.block import opens, read_block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assay.message.traits.passages.attribution import Attribution

_ABOVE = 8
"""Lines that may stand above the block: the name of the program, of the mailbox's owner."""
_TO = re.compile(r"\s*\*?(?:to|\u00e0|an|para|aan|a)\s?\*?\s?:\*?\s*(.*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_REPLY = re.compile(r"(?:\s*(?:re|fwd?|tr|aw|wg)\s*:)+", re.IGNORECASE)
_ZONES = 14 * 60
_STEP = 15
"""Minutes: zones are at most 14 hours from UTC and apart by quarters of an hour."""


class Printed(NamedTuple):
    """A mail as it was printed; untrusted.

    Attributes:
        said: author, time and subject as the block says.
        recipients: its line To.
        text: what stands below the block.
    """

    said: Attribution
    recipients: str
    text: str


def printed(text: str) -> Printed | None:
    """The mail that a text is a print of; None where no block of fields stands at its beginning.

    Args:
        text: untrusted.
    """
    lines = text.split("\n")
    return _read(lines) or _read([line for line in lines if line.strip()])


def _read(lines: list[str]) -> Printed | None:
    written = [at for at, line in enumerate(lines) if line.strip()][:_ABOVE]
    for at in written:
        block = read_block(lines, at) if opens(lines[at]) else None
        if block is not None:
            to = next((match[1] for line in lines[at : block.end] if (match := _TO.match(line))), "")
            return Printed(block.attribution, to, "\n".join(lines[block.end :]))
    return None


def printed_changes(mail: Printed, fields: dict[str, str]) -> tuple[Change, ...]:
    """The fields that say another thing than those of the mail in the dump.

    A name or an address of the author is enough; the time may be that of another zone; a subject may have lost `Re:`.

    Args:
        mail: as it was printed.
        fields: of the one in the dump, by lower-case name, decoded.
    """
    found = []
    author = f"{mail.said.author} {mail.said.address}".strip()
    if author and not _names_in(mail.said.author or mail.said.address, [fields.get("from", "")]):
        found.append(Change("field", fields.get("from", ""), author, before="From"))
    elif mail.said.address and "@" in fields.get("from", "") and mail.said.address not in fields["from"].lower():
        found.append(Change("field", fields["from"], author, before="From"))
    if mail.said.minutes and not _same_time(mail.said.minutes, fields.get("date", "")):
        found.append(Change("field", fields.get("date", ""), mail.said.date, before="Date"))
    if mail.said.subject and _plain(mail.said.subject) != _plain(fields.get("subject", "")):
        found.append(Change("field", fields.get("subject", ""), mail.said.subject, before="Subject"))
    if mail.recipients and not _names_in(mail.recipients, [fields.get("to", ""), fields.get("cc", "")]):
        found.append(Change("field", fields.get("to", ""), mail.recipients, before="To"))
    return tuple(found)


def _names_in(names: str, fields: Iterable[str]) -> bool:
    """Whether each word of letters is in one of the fields."""
    known = {folded(word) for field in fields for word in _WORD.findall(field)}
    return all(folded(word) in known for word in _WORD.findall(names))


def _same_time(minutes: tuple[int, ...], written: str) -> bool:
    seconds = timestamp(parse_date(written.encode("utf-8", "replace")))
    if seconds is None:
        return False
    apart = [minute - int(seconds) // 60 for minute in minutes]
    return any(abs(one) <= _ZONES and one % _STEP == 0 for one in apart)


def _plain(subject: str) -> str:
    return " ".join(folded(word) for word in re.findall(r"[^\W_]+", _REPLY.sub("", subject)))
