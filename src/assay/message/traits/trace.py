"""The fields that the delivering server put on top of a mail, as names in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.message.structure import Message
    from assay.model.traits import Hop

MOST = 40
_BELOW = frozenset({"received-spf", "authentication-results"})
"""What Google and others write below their Received field instead of above it."""


def delivering(hops: tuple[Hop, ...]) -> Hop | None:
    """The hop at which the mail reached its last server from another machine; None where no hop names a client."""
    return next((hop for hop in hops if hop.field == "received" and (hop.helo or hop.address)), None)


def trace(message: Message, hops: tuple[Hop, ...]) -> tuple[str, ...]:
    """Names from the top down to that server's Received field and the results that stand right below it.

    Fields are put on top one after the other (RFC 5321 section 4.4), so all above that field came later.
    """
    last = delivering(hops)
    if last is None:
        return ()
    names: list[str] = []
    passed = False
    for header in message.headers:
        if (passed and header.key not in _BELOW) or len(names) >= MOST:
            break
        names.append(header.key)
        passed = passed or header.start == last.span.start
    return tuple(names)
