"""Which header instances a signature covers, and which of those that a reader relies on it doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.message import Header

if TYPE_CHECKING:
    from assay.signatures.forms import Forms

RELIED_UPON = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "date",
    "subject",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
)
"""What a mail program shows, answers to, sorts by or obeys."""

SINGLE = frozenset({*RELIED_UPON, "bcc", "message-id", "content-id", "content-description", "content-disposition"})
"""Fields that may stand once in a header (RFC 5322 section 3.6, RFC 2045 section 3)."""


class Coverage(msgspec.Struct, frozen=True):
    """What h= comes to on this message.

    Attributes:
        signed: the instances covered, in the order of h=.
        absent: names of h= without an instance left: none may be added later.
        uncovered: instances of fields that a reader relies on and that aren't covered.
        duplicates: uncovered instances of a field that may stand once and of which another instance is covered.
    """

    signed: tuple[Header, ...]
    absent: tuple[str, ...]
    uncovered: tuple[Header, ...]
    duplicates: tuple[Header, ...]


def cover(forms: Forms, names: tuple[str, ...]) -> Coverage:
    """Picks the instances that h= names, from the bottom of the header up (RFC 6376 section 5.4.2)."""
    used: dict[str, int] = {}
    signed: list[Header] = []
    absent: list[str] = []
    for name in names:
        instances = forms.by_name.get(name, [])
        taken = used.get(name, 0)
        if taken < len(instances):
            signed.append(instances[-1 - taken])
        else:
            absent.append(name)
        used[name] = taken + 1
    return complete(forms, tuple(signed), tuple(absent))


def complete(forms: Forms, signed: tuple[Header, ...], absent: tuple[str, ...] = ()) -> Coverage:
    """The coverage that follows from the signed instances."""
    indices = {header.index for header in signed}
    covered_names = {header.key for header in signed}
    uncovered = [
        header for name in RELIED_UPON for header in forms.by_name.get(name, ()) if header.index not in indices
    ]
    duplicates = [
        header
        for header in forms.message.headers
        if header.index not in indices and header.key in SINGLE and header.key in covered_names
    ]
    return Coverage(signed, absent, tuple(sorted(uncovered, key=lambda header: header.index)), tuple(duplicates))
