"""What is unusual about the way of a mail and the values that servers gave it; all text is untrusted."""

from __future__ import annotations

import msgspec

from assay.model.place import Span


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """Values that honest mail has only once and that stand in another mail too.

    Attributes:
        other: the other mail.
        tokens: names of the values that both have, as in `queue-id`.
        values: the same, where they were found, as `name: value`, at most five.
        transport: how many of them servers made on the way; the rest is the sender's program's.
        suspicion: which of the two is the clone: `this`, `other`, or empty where that can't be told.
        why: what tells it: `proven`, `body hash`, `clock`, or empty.
        excuse: the innocent reason that two mails share them, or empty.
        other_seconds: the other's Date.
    """

    other: str
    tokens: tuple[str, ...]
    values: tuple[str, ...]
    transport: int
    suspicion: str = ""
    why: str = ""
    excuse: str = ""
    other_seconds: float | None = None


class Irregular(msgspec.Struct, frozen=True):
    """Something about the way of a mail that the mails that came the same way don't show.

    Attributes:
        name: what: see `assay.corpus.routes`.
        server: the server concerned; names of one family of servers have `*` for their numbers.
        value: what it is here.
        usual: what it is in other mails.
        seen: how many others have the value.
        of: how many others were compared.
        proven: how many of these a signature vouches for.
        span: the bytes here; empty where it's the whole header.
        total: how many others of the server there are in all, where those around this one were compared.
    """

    name: str
    server: str
    value: str
    usual: str
    seen: int
    of: int
    proven: int = 0
    span: Span = Span(0, 0)
    total: int = 0


class Punctual(msgspec.Struct, frozen=True):
    """How far a Date lies from delivery, and how usual that is.

    Attributes:
        server: the organisation whose server delivered the mail.
        gap: seconds from Date to delivery.
        vouched: mails that it delivered and that a signature or a seal vouches for.
        off: how many of those have a Date more than a day from delivery.
        on_time: mails of the same sender by the same server whose Date lies within a day of delivery.
        far: others of them that don't.
        alike: those of these that are off by about as much.
        everywhere: mails that any server delivered and that a signature or a seal vouches for.
        everywhere_off: how many of those have a Date more than a day from delivery.
        same_server: other mails, whoever sent them, that the server delivered within a day of Date.
        same_server_far: others that it delivered and that it didn't.
    """

    server: str
    gap: float
    vouched: int
    off: int
    on_time: int = 0
    far: int = 0
    alike: int = 0
    everywhere: int = 0
    everywhere_off: int = 0
    same_server: int = 0
    same_server_far: int = 0


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that isn't as the delivering server sealed it, amid others that are.

    Attributes:
        server: the delivering server.
        header: the number of its signature over the mail among the header fields, 0 first.
        parts: what isn't as it was sealed: `body`, `headers`.
        held: other mails of that receiver that are as it sealed them, in the part where there are fewer.
        of: other mails that it sealed, likewise.
    """

    server: str
    header: int
    parts: tuple[str, ...]
    held: int
    of: int
