"""Documents that are younger than the mail that they came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.metadata import PICTURES

if TYPE_CHECKING:
    from assay.model.traits import Carried, Traits

TOLERANCE = 26 * 3600.0
"""Seconds. Zones reach from UTC-12 to UTC+14, and many of the times don't say theirs."""
NONSENSE = 15 * 365.25 * 86_400.0
"""Seconds. A time that much later was never set, or is damage."""
_GROUPS = {
    "created": "properties",
    "modified": "properties",
    "printed": "properties",
    "members": "ZIP members",
    "xmp_created": "XMP",
    "xmp_modified": "XMP",
    "xmp_history": "XMP",
}
"""The times of documents by the place in the file that says them; cameras' times aren't among them."""


def delivered(date: float | None, traits: Traits) -> float | None:
    """The latest time that a mail itself gives for its sending and delivery; None without a Date.

    Servers' times count only where they're later: they can but excuse a document.
    """
    if date is None:
        return None
    return max(date, *(hop.seconds for hop in traits.hops if hop.seconds is not None), date)


def late(file: Carried, reference: float) -> dict[str, float]:
    """The times of a file that lie more than a day after a mail was delivered, by name.

    Args:
        file: of the mail.
        reference: see `delivered`.
    """
    if file.kind in PICTURES:
        return {}
    return {
        name: seconds
        for name, seconds in file.times.items()
        if name in _GROUPS and TOLERANCE < seconds - reference < NONSENSE
    }


def places(names: dict[str, float]) -> list[str]:
    """In how many places of a file such times stand: two of the same place say one thing."""
    return sorted({_GROUPS[name] for name in names})
