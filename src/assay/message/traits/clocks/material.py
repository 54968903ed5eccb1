"""What the families of clocks read of a message: gathered once, bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assay.message.structure import Message, Part
    from assay.model.place import Span
    from assay.model.traits import Hop

FIELDS = frozenset(
    {
        *("message-id", "thread-index", "resent-date"),
        *("x-originalarrivaltime", "x-ms-exchange-crosstenant-originalarrivaltime"),
    }
)
"""Header fields that hold clocks."""
_MOST = 20
"""Instances of one field that are read, and parts."""
_LONGEST = 4096


class Value(NamedTuple):
    """The value of a header field, at most 4,096 bytes, and where the field stands."""

    text: bytes
    span: Span


class Material(NamedTuple):
    """A message as the families read it.

    Attributes:
        fields: values of the root's fields that hold clocks, by lower-case name, top first.
        parts: its own parts, the root first; nothing of messages that it carries.
        hops: its Received fields.
        raw: its bytes.
    """

    fields: dict[str, list[Value]]
    parts: tuple[Part, ...]
    hops: tuple[Hop, ...]
    raw: bytes


def gather(message: Message, hops: tuple[Hop, ...]) -> Material:
    """Gathers it."""
    fields: dict[str, list[Value]] = {}
    raw = message.raw
    for header in message.headers:
        if header.key in FIELDS:
            values = fields.setdefault(header.key, [])
            if len(values) < _MOST:
                stop = min(header.stop, header.colon + _LONGEST)
                values.append(Value(raw[header.colon : stop], header.span))
    return Material(fields, tuple(_own(message.root)), hops[:_MOST], raw)


def _own(root: Part) -> Iterator[Part]:
    todo, count = [root], 0
    while todo and count < _MOST:
        part = todo.pop()
        count += 1
        yield part
        if not part.is_message:
            todo.extend(reversed(part.children[: _MOST - count]))
