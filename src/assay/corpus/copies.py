"""Copies: several mails with one Message-ID, which RFC 5322 section 3.6.4 wants to be unique."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assay.corpus.difference import compare
from assay.model.corpus import Copy
from assay.signatures.domains import organisational

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assay.corpus.witness import Witness

MAX_GROUP = 200
"""Copies of one Message-ID that are compared; more are a broken generator's doing and say nothing."""


def groups(witnesses: Iterable[Witness]) -> list[tuple[Witness, ...]]:
    """The witnesses that share a Message-ID with others that have other bytes, in the order of their items."""
    by_id: dict[str, dict[str, Witness]] = defaultdict(dict)
    for one in witnesses:
        if one.message_id:
            by_id[one.message_id].setdefault(one.item, one)
    return [tuple(found[item] for item in sorted(found)) for found in by_id.values() if 1 < len(found) <= MAX_GROUP]


class Library(Protocol):
    """Answers what comparing needs of an item beyond its witness."""

    def text(self, item: str) -> str:
        """All that it holds as text."""

    def body(self, item: str) -> str:
        """A digest of its raw body, white space and line ends aside; empty where it can't be read."""

    def vouched(self, item: str) -> bool:
        """Whether a signature vouches for the whole of it."""

    def evidence(self, item: str) -> int:
        """How good its own evidence is, from 0: a number that compares."""

    def doubtful(self, item: str) -> bool:
        """Whether its own signatures speak against it: broken, or holding beside something that was put there."""


class _Camp(NamedTuple):
    """Copies that agree.

    Attributes:
        evidence: the best that one of them has.
        deliveries: how many of them were delivered on their own.
    """

    evidence: int
    deliveries: int


def copies(found: Iterable[tuple[Witness, ...]], library: Library) -> Iterator[tuple[str, tuple[Copy, ...]]]:
    """For each item of the groups, its copies.

    Args:
        found: what `groups` gave.
        library: where texts, bodies and signatures are looked up.
    """
    for group in found:
        camps = _camps(group, library)
        for one in group:
            others = (other for other in group if other.item != one.item)
            yield one.item, tuple(_copy(one, other, library, camps) for other in others)


def _camps(group: tuple[Witness, ...], library: Library) -> dict[str, _Camp]:
    """The camp of each item of a group in which some differ; nothing where all agree."""
    if all(_agree(group[0], other) for other in group[1:]):
        return {}
    found = {}
    for one in group:
        alike = [other for other in group if _agree(one, other)]
        found[one.item] = _Camp(max(library.evidence(other.item) for other in alike), len({o.delivery for o in alike}))
    return found


def _agree(one: Witness, other: Witness) -> bool:
    if one.item == other.item:
        return True
    return bool(one.content) and one.content == other.content and same_head(one, other)


def same_head(one: Witness, other: Witness) -> bool:
    """Whether author, date, recipients and subject are the same; a list's own address is anybody's as author."""
    author, _, rest = one.head.partition("\n")
    others, _, other_rest = other.head.partition("\n")
    return rest == other_rest and (author == others or _NOBODY in {author, others})


_NOBODY = "From: "


def _same_house(one: Witness, other: Witness) -> bool:
    """Whether their authors are of one organisation: a stranger's signature says nothing of what this one's wrote."""
    author, others = (_organisation(each.head.partition("\n")[0]) for each in (one, other))
    return author == others or not author or not others


def _organisation(author: str) -> str:
    return organisational(author.rpartition("@")[2]) if "@" in author else ""


def _copy(one: Witness, other: Witness, library: Library, camps: dict[str, _Camp]) -> Copy:
    separate = one.delivery != other.delivery
    signed = library.vouched(other.item)
    vouched = signed and _same_house(one, other)
    if _agree(one, other):
        return Copy(other.item, same=True, separate=separate, vouched=vouched, aside=one.aside == other.aside)
    if same_head(one, other):
        difference = compare(library.text(one.item), library.text(other.item))
    else:
        difference = compare(f"{one.head}\n{library.text(one.item)}", f"{other.head}\n{library.text(other.item)}")
    same_bytes = False
    if same_head(one, other):
        body = library.body(one.item)
        same_bytes = bool(body) and body == library.body(other.item)
    here, there = camps[one.item], camps[other.item]
    return Copy(
        other.item,
        same=False,
        separate=separate,
        vouched=vouched,
        doubtful=other.reconstructed or library.doubtful(other.item) or signed is not vouched,
        balance=(here.evidence > there.evidence) - (here.evidence < there.evidence),
        outnumbered=there.deliveries - here.deliveries,
        same_bytes=same_bytes,
        difference=difference,
    )
