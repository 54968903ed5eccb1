"""Mails that quote each other, for tests of relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.engine.mail import message_entry
from assay.model.place import Place, Stored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assay.model.entry import Entry

LETTER = """Dear Bob,

the council met on Tuesday and agreed to pay the sum of 48,400 euros to the
builders before the end of June. The mayor asked that nobody speaks to the
press until the contract has been signed by both sides, and I promised that
you would keep the papers in the safe until then. Please tell me as soon as
the bank has confirmed the transfer.

Kind regards
Ann
"""
WROTE = "On Fri, 5 May 2017 at 18:35, Ann Roe <ann@x.example> wrote:"


def mail(body: str, number: int = 1, author: str = "Ann Roe <ann@x.example>", **fields: str) -> bytes:
    """A plain mail; `fields` are further header fields, their names with underscores."""
    lines = [
        f"From: {author}",
        f"To: {fields.pop('to', 'Bob Low <bob@y.example>')}",
        f"Date: {fields.pop('date', 'Fri, 5 May 2017 18:35:20 +0200')}",
        f"Message-ID: <{number}@x.example>",
        f"Subject: {fields.pop('subject', 'The contract')}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return ("\n".join(lines) + "\n\n" + body).replace("\n", "\r\n").encode()


def reply(text: str, number: int = 2, to: int = 1, above: str = WROTE, **fields: str) -> bytes:
    """An answer that quotes a text below a line."""
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    more = {"date": "Fri, 5 May 2017 20:00:00 +0200", "subject": "Re: The contract", **fields}
    return mail(
        f"Agreed.\n\n{above}\n{quoted}\n", number, more.pop("author", "Bob Low <bob@y.example>"),
        In_Reply_To=f"<{to}@x.example>", References=f"<{to}@x.example>", **more,
    )  # fmt: skip


def entry(raw: bytes) -> Entry:
    """The row of a mail."""
    stored = Stored(pack=False, path="x", offset=0, length=len(raw))
    return message_entry(Place("test", "mail.eml"), stored, raw, {}, reconstructed=False)


class Shelf:
    """Reads the bytes of these mails, and remembers which were asked for."""

    def __init__(self, mails: Collection[bytes]) -> None:
        self.raw = {entry(raw).sha256: raw for raw in mails}
        self.asked: set[str] = set()

    def read(self, items: Collection[str]) -> Iterator[tuple[str, bytes]]:
        self.asked.update(items)
        return ((item, self.raw[item]) for item in items)
