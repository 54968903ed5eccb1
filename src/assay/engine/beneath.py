"""What is inside a message and isn't examined, because it lies beneath a limit of the parser."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from assay.message import DEFAULT, parse
from assay.message.decode import part_message
from assay.message.text import DEEPEST
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message import Message

NAME = "message"
"""The word that stands in `Step.container`."""
WHOLE = Step(NAME, "(header and parts)")
"""Stands for all that is in a message that isn't parsed."""
_KEPT = "all bytes are kept: write them out with `assay show ITEM --raw` and look there"
_LIMITS = {
    "depth-limit": f"parts are nested more than {DEFAULT.depth} deep",
    "part-limit": f"more than {DEFAULT.parts:,} parts",
    "header-limit": f"a header block of more than {DEFAULT.headers:,} fields or {DEFAULT.header_block >> 10} KiB: a "
    "sender, a date, a signature or a part may stand behind it",
    "boundary-too-long": f"a boundary of more than {DEFAULT.boundary} bytes",
}
_ENCODED = f"encoded messages inside encoded messages more than {DEEPEST} deep"


class Unread(msgspec.Struct, frozen=True):
    """One thing that a message holds and that isn't examined.

    Attributes:
        step: where it is inside the message; the name is untrusted.
        reason: which limit was met, and what to do.
    """

    step: Step
    reason: str


def unread(message: Message) -> Iterator[Unread]:
    """Yield what isn't examined of a message: one for each kind of limit.

    Args:
        message: the message, parsed.
    """
    limits: Counter[str] = Counter()
    _look(message, 0, limits)
    for reason, count in sorted(limits.items()):
        where = f" ({count} places)" if count > 1 else ""
        yield Unread(Step(NAME, f"(beyond a limit: {reason.partition(':')[0]})"), f"{reason}{where}; {_KEPT}")


def _look(message: Message, depth: int, limits: Counter[str]) -> None:
    limits.update(_LIMITS[defect.code] for defect in message.defects if defect.code in _LIMITS)
    for part in message.parts():
        inner = part_message(message, part)
        if inner is None:
            continue
        if depth < DEEPEST:
            _look(parse(inner), depth + 1, limits)
        else:
            limits[_ENCODED] += 1
