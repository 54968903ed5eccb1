"""What the corpus knows of the files of an item; all text is untrusted."""

from __future__ import annotations

import msgspec

from assay.model.verdict import Verdict


class Sign(msgspec.Struct, frozen=True):
    """Something by which the machine that saved a file isn't of this corpus.

    Attributes:
        name: `name` (of who saved it), `interface` (a word in the language of the program), `company`, `language`,
            `codepage`.
        value: what stands there; untrusted.
        script: the script or language that it's of, as `Cyrillic`; empty where that isn't told.
    """

    name: str
    value: str
    script: str = ""


class Burst(msgspec.Struct, frozen=True, kw_only=True):
    """Documents of others that one foreign hand last saved right after one another.

    Attributes:
        others: the other documents, by SHA-256, at most 20.
        documents: how many there are, this one included.
        start: when the first was saved, seconds since 1970.
        seconds: from the first to the last.
        days: between the making of the oldest and of the newest.
        by: who saved them; empty where none says; untrusted.
        named: how many of them say so.
        foreign: why that hand isn't of this corpus: `script` (its name, or the language of its program, is in a foreign
            one), `language` (its machine is set to a language that nobody here uses), `name` (nobody here is called
            so).
        signs: by what that shows.
        authors: how many others had made them.
        carriers: how many senders sent them, each loose document counting as one.
        sent: whether mails carry all of them, so that none lies about in the dump.
        proven: whether a mail that a signature vouches for carries one of them.
    """

    others: tuple[str, ...]
    documents: int
    start: float
    seconds: float
    days: float
    by: str
    named: int
    foreign: str
    signs: tuple[Sign, ...]
    authors: int
    carriers: int
    sent: bool
    proven: bool


class Carrier(msgspec.Struct, frozen=True):
    """A mail that carries a document, and what is said of the mail.

    Attributes:
        item: the mail.
        verdict: of the mail.
        date: its Date, seconds since 1970; None where it has none that can be read.
        inside: whether the document lies in a file that the mail carries, as in a zip.
    """

    item: str
    verdict: Verdict
    date: float | None
    inside: bool = False


class Carriage(msgspec.Struct, frozen=True):
    """A file of this item (or the loose document itself) and the other mails that carry the same bytes.

    Attributes:
        sha256: of the file.
        name: its name here; untrusted.
        others: mails with other Message-IDs that carry it, at most 20.
        proven: mails with other Message-IDs that carry it inside of what a signature vouches for, at most 20.
        first_proven: the earliest Date among those.
        senders: how many senders the carriers have.
        burst: the burst of edits that it belongs to.
        lone: facts of the file (author, software …) that no other file of its sender or of the custodian has, as
            name: value.
        late: how many proven mails of the same sender carry files younger than themselves, too: a wrong clock.
    """

    sha256: str
    name: str
    others: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    first_proven: float | None = None
    senders: int = 0
    burst: Burst | None = None
    lone: dict[str, str] = msgspec.field(default_factory=dict)
    late: int = 0
