"""Mails of an mbox that an unquoted From_ line in their text cuts in two are put together again.

Programs should write such lines as `>From ` (RFC 4155 appendix A leaves it open, and some don't). Where a mail is
signed, its body hash tells: it holds over both pieces together and not over the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.message import parse
from assay.signatures.measure import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from assay.intake.interface import Member

PIECES = 3
"""Following pieces that are tried."""
MOST_BYTES = 32 << 20
_HEAD, _SIGNATURES = 1 << 12, 1 << 16
"""Bytes in which fields of delivery, and a signature, are looked for."""
_DELIVERED = re.compile(
    rb"(?im)^(?:Received|Return-Path|Delivered-To|X-Gmail-Labels|X-Mozilla-Status|Status|DKIM-Signature)[ \t]*:"
)
"""Fields that stand above a mail of a mailbox and hardly ever above one that is quoted."""
_SIGNED = re.compile(rb"(?im)^DKIM-Signature[ \t]*:")


def rejoined(members: Iterable[Member], file: BinaryIO) -> Iterator[Member]:
    """Yields the members of an mbox, those put together that belong together.

    Args:
        members: in their order.
        file: the mbox, seekable; its position is left as it was found.
    """
    held: list[Member] = []
    for member in members:
        if held and len(held) <= PIECES and _may_be_inside(member):
            held.append(member)
            continue
        yield from _settled(held, file)
        held = []
        if isinstance(member.body, bytes):
            held.append(member)
        else:
            yield member
    yield from _settled(held, file)


def _settled(held: Sequence[Member], file: BinaryIO) -> Iterator[Member]:
    """Yields a mail and the pieces behind it that may belong to it, or to one of them."""
    while held:
        first, rest = held[0], held[1:]
        used = 0
        if rest and _is_cut(first):
            tries = ((count, _join(first, rest[count - 1], count, file)) for count in range(1, len(rest) + 1))
            used, first = next(((count, one) for count, one in tries if one is not None), (0, first))
        yield first
        held = rest[used:]


def _may_be_inside(member: Member) -> bool:
    return isinstance(member.body, bytes) and not _DELIVERED.search(member.body[:_HEAD])


def _is_cut(member: Member) -> bool:
    """Whether it's signed and its body isn't what was signed."""
    body = member.body
    return isinstance(body, bytes) and bool(_SIGNED.search(body[:_SIGNATURES])) and not _holds(body)


def _join(first: Member, last: Member, pieces: int, file: BinaryIO) -> Member | None:
    """The mail from where the first one starts to where the last one ends; None where nothing signed that."""
    start, at = first.step.offset, last.step.offset
    if start is None or at is None or at + last.size - start > MOST_BYTES:
        return None
    length = at + last.size - start
    position = file.tell()
    file.seek(start)
    body = file.read(length)
    file.seek(position)
    if not _holds(body):
        return None
    notes = {**first.notes, "from_lines_inside": first.notes.get("from_lines_inside", 0) + pieces}
    return replace(first, step=replace(first.step, length=length), body=body, size=length, notes=notes)


def _holds(raw: bytes) -> bool:
    return any(one.body_hash_holds is True for one in measure(parse(raw)))
