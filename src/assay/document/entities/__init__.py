"""What is named in a text and can be looked up by itself, found by form and check digits, without any model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.document.entities.domains import domain_of
from assay.document.entities.reading import Found, Reading
from assay.document.entities.registry import FINDERS
from assay.model.extracted import Entity, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LONGEST", "entities"]

LONGEST = 2_000_000
"""Characters of a file that are read."""
_SHOWN = 300
"""Characters that are kept of how an entity is written."""


def entities(pages: Iterable[Page], *, most: int = 500) -> tuple[Entity, ...]:
    """The entities of a file, once per kind and value, in the order in which they first stand in it.

    The domain of an e-mail address or a URL counts as named too. Where there are more than `most`, each kind keeps its
    first ones, as many as the others as far as it has them.

    Args:
        pages: text; untrusted. Only the first `LONGEST` characters are read.
        most: how many to keep.
    """
    first: dict[tuple[str, str], tuple[str, int]] = {}
    counts: dict[tuple[str, str], int] = {}
    left = LONGEST
    for page in pages:
        if left <= 0:
            break
        text = page.text[:left]
        left -= len(text)
        for found in _named(text):
            key = (found.kind, found.value)
            if key not in counts:
                first[key] = (text[found.start : min(found.end, found.start + _SHOWN)], page.number)
            counts[key] = counts.get(key, 0) + 1
    return tuple(
        Entity(kind=key[0], value=key[1], shown=first[key][0], page=first[key][1], count=counts[key])
        for key in _shared_out(list(first), most)
    )


def _named(text: str) -> Iterator[Found]:
    """The entities of one text in its order; none overlaps with another, but for the domain inside of an address."""
    reading = Reading(text)
    taken = bytearray(len(text))
    kept: list[Found] = []
    for find in FINDERS:
        for found in find(reading):
            if taken.find(1, found.start, found.end) < 0:
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                kept.append(found)
    kept.sort(key=lambda found: found.start)
    for found in kept:
        yield found
        domain = domain_of(found)
        if domain:
            at = reading.lower.find(domain, found.start, found.end)
            yield (
                found._replace(kind="domain", value=domain) if at < 0 else Found("domain", domain, at, at + len(domain))
            )


def _shared_out(keys: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """At most so many of the keys, in their order, the first of each kind before the second of any."""
    if len(keys) <= most:
        return keys
    ranks: dict[str, int] = {}
    ranked = []
    for at, (kind, _) in enumerate(keys):
        ranks[kind] = ranks.get(kind, 0) + 1
        ranked.append((ranks[kind], at))
    return [keys[at] for _, at in sorted(sorted(ranked)[:most], key=lambda pair: pair[1])]
